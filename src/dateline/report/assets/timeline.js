// The timeline: a row for each dated occurrence, a bar for its interval. Days close to publication get more room
// where the article reaches far back.
const DAY = 86400000;
const ROW = 27;
const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const textOf = (n) => new Date(n * DAY).toISOString().slice(0, 10);

function datedRows(article) {
  const rows = new Map();
  for (const claim of article.claims) {
    if (!shown(claim) || !claim.event || !claim.event.when) continue;
    if (!rows.has(claim.group)) rows.set(claim.group, { claims: [], from: dayOf(claim.event.when.start), to: dayOf(claim.event.when.end) + 1, says: claim.whole });
    rows.get(claim.group).claims.push(claim);
  }
  return [...rows.values()].sort((a, b) => a.from - b.from || a.to - b.to || a.claims[0].n - b.claims[0].n);
}

// A scale from days to 0…1; bent around the middle day when the range is longer than a year and a half.
function scaleOf(rows, out) {
  const days = rows.flatMap((r) => [r.from, r.to]).concat(out === null ? [] : [out, out + 1]);
  const [low, high] = [Math.min(...days), Math.max(...days)];
  const room = Math.max(1, (high - low) * 0.02);
  const centre = out === null ? high : out;
  const bend = high - low > 550 ? (n) => Math.asinh((n - centre) / 20) : (n) => n;
  const [a, b] = [bend(low - room), bend(high + room)];
  return { low: low - room, high: high + room, bent: high - low > 550, at: (n) => (bend(n) - a) / (b - a) };
}

function ticks({ low, high, bent, at }, most) {
  const found = [];
  const add = (year, month, day, text) => { const n = Date.UTC(year, month, day) / DAY; if (n >= low && n <= high) found.push({ n, text }); };
  const first = new Date(low * DAY).getUTCFullYear(), last = new Date(high * DAY).getUTCFullYear();
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  for (let year = first; year <= last; year += 1) {
    for (let month = 0; month < 12; month += 1) {
      if (high - low < 50) for (let day = 1; day <= 31; day += high - low < 16 ? 1 : 5) { if (day <= 28 || new Date(Date.UTC(year, month, day)).getUTCMonth() === month) add(year, month, day, `${day} ${names[month]}`); }
      else add(year, month, 1, month ? `${names[month]} ${year}` : `${year}`);
    }
  }
  const kept = []; // years first, then whatever leaves room between
  for (const tick of [...found].sort((a, b) => a.text.length - b.text.length || b.n - a.n)) {
    if (kept.every((k) => Math.abs(at(k.n) - at(tick.n)) > 1 / most)) kept.push(tick);
  }
  return bent || kept.length ? kept : found.slice(0, 1);
}

// As much of the words as fits into so many pixels.
const pen = document.createElement("canvas").getContext("2d");
function fitted(words, after, room) {
  pen.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  if (pen.measureText(words + after).width <= room) return words + after;
  let length = words.length;
  while (length > 5 && pen.measureText(words.slice(0, length) + "…" + after).width > room) length -= 1;
  return words.slice(0, length).trimEnd() + "…" + after;
}

function bar(row, x) {
  const [a, b] = [x(row.from), x(row.to)];
  const wide = b - a > 9;
  return make("rect", { class: `span${row.to - row.from > 31 ? " wide" : ""}`, x: wide ? a : (a + b) / 2 - 4.5, y: 7, width: wide ? b - a : 9, height: 13, rx: wide ? 3 : 4.5 });
}

function rowOf(row, i, { x, left, width, stacked }) {
  const many = row.claims.length > 1 ? ` ×${row.claims.length}` : "";
  const first = row.claims[0];
  const when = row.to - row.from === 1 ? textOf(row.from) : `${textOf(row.from)} to ${textOf(row.to - 1)}`;
  const top = 26 + i * (stacked ? ROW + 17 : ROW);
  const inner = make("g", { transform: `translate(0 ${stacked ? 14 : 0})` }, bar(row, x));
  const group = make("g", { class: `row s-${first.standing}`, transform: `translate(0 ${top})`, tabindex: "0", role: "button", "aria-label": `${when}: ${row.says}${many}` },
    make("title", {}, `${when}: ${row.says}${many}`), make("rect", { class: "back", width, height: stacked ? ROW + 15 : ROW, rx: 4 }),
    make("text", { x: 4, y: stacked ? 14 : 18 }, fitted(row.says, many, stacked ? width - 8 : left - 14)), inner);
  press(group, (event) => choose(row.claims[(row.claims.indexOf(state.claim) + 1) % row.claims.length], row.claims, event.currentTarget));
  row.node = group;
  return group;
}

let dated = [];
function drawTimeline(article) {
  dated = datedRows(article);
  const undated = article.claims.filter((c) => shown(c) && c.event && !c.event.when).length;
  $("timeline-hint").textContent = (dated.length ? "" : "No claim has a time that could be resolved. ") + (undated ? `${undated} event${undated > 1 ? "s have" : " has"} no time in the text and ${undated > 1 ? "are" : "is"} left out.` : "");
  if (!dated.length) return fill("chart");
  const width = Math.max(300, $("chart").clientWidth || 700);
  const stacked = width < 560;
  const left = stacked ? 4 : Math.min(430, width * 0.48);
  const out = article.date ? dayOf(article.date) : null;
  const scale = scaleOf(dated, out);
  const x = (n) => left + scale.at(n) * (width - left - 8);
  const height = 30 + dated.length * (stacked ? ROW + 17 : ROW);
  const marks = ticks(scale, stacked ? 4 : Math.max(3, (width - left) / 78)).map(({ n, text }) => [
    make("line", { class: "rule", x1: x(n), x2: x(n), y1: 20, y2: height }),
    make("text", { class: "tick", x: x(n), y: 14, "text-anchor": stacked && x(n) < 25 ? "start" : x(n) > width - 30 ? "end" : "middle" }, text),
  ]);
  const published = out === null ? [] : [make("line", { class: "out", x1: x(out + 0.5), x2: x(out + 0.5), y1: 20, y2: height }, make("title", {}, `published ${article.date}`))];
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "group", "aria-label": "Timeline of dated claims" }, marks.flat(), published, dated.map((row, i) => rowOf(row, i, { x, left, width, stacked })));
  fill("chart", svg);
  if (out !== null) $("timeline-hint").textContent = `The dashed line is the day of publication. ${scale.bent ? "Days far from it are drawn closer together. " : ""}${$("timeline-hint").textContent}`;
  lightRows(state.claim);
}

function lightRows(claim) {
  for (const { node, claims } of dated) if (node) node.classList.toggle("on", Boolean(claim) && claims.includes(claim));
}

watchers.push(lightRows);
filters.push(() => drawTimeline(state.article));
let wait = null;
addEventListener("resize", () => { clearTimeout(wait); wait = setTimeout(() => drawTimeline(state.article), 120); });
