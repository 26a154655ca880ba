// The table of all claims: sorted by any column, filtered by a word and a kind.
const first = (claim, role) => (claim.event ? claim.event.roles.filter((r) => r.role === role).map((r) => r.name).join(", ") : "");
const COLUMNS = [
  ["#", "n", (c) => c.n], ["Standing", "stand", (c) => c.standing],
  ["When", "when", (c) => c.interval, (c) => (c.event && c.event.when ? c.event.when.start + c.event.when.end : "~")],
  ["What it says", "what", (c) => c.says], ["Who", "who", (c) => first(c, "actor") || first(c, "moved")],
  ["To whom", "whom", (c) => [first(c, "recipient"), first(c, "victim")].filter(Boolean).join(", ")], ["Where", "where", (c) => (c.event ? c.event.where.map((w) => w.name).join(", ") : "")],
  ["How many", "many", (c) => c.numbers, (c) => (c.event && c.event.counts.length ? c.event.counts[0].best : -1)], ["According to", "by", (c) => c.according.replace(/^according to /, "")],
];
const sorting = { column: 0, down: false };

function headTable() {
  $("table").querySelector("thead tr").replaceChildren(...COLUMNS.map(([title], i) => make("th", { scope: "col", "aria-sort": i === sorting.column ? (sorting.down ? "descending" : "ascending") : "none" },
    make("button", { type: "button", onclick: () => { sorting.down = sorting.column === i && !sorting.down; sorting.column = i; headTable(); drawTable(state.article); focusHead(i); } }, title))));
}

const focusHead = (i) => $("table").querySelectorAll("th button")[i].focus();

function matches(claim) {
  const word = $("find").value.trim().toLowerCase();
  const kind = $("kind").value;
  const all = COLUMNS.map(([, , text]) => text(claim)).join(" ") + claim.span.text;
  return shown(claim) && (!kind || claim.kind === kind) && (!word || all.toLowerCase().includes(word));
}

function drawTable(article) {
  const [, , text, order] = COLUMNS[sorting.column];
  const by = order || text;
  const turn = sorting.down ? -1 : 1;
  const compare = (a, b) => { const [x, y] = [by(a), by(b)]; return typeof x === "number" ? x - y : String(x).localeCompare(String(y), "en"); };
  const rows = article.claims.filter(matches).sort((a, b) => turn * compare(a, b) || a.n - b.n);
  $("table").querySelector("tbody").replaceChildren(...rows.map(rowIn));
  $("found").textContent = `${rows.length} of ${article.claims.length} claims`;
}

function rowIn(claim) {
  const cells = COLUMNS.map(([, name, text]) => {
    if (name === "what") return make("td", { class: name }, make("button", { class: "go", type: "button" }, cut(text(claim), 220)));
    if (name === "stand") return make("td", { class: name }, make("span", { class: "stand" }, text(claim)), make("div", { class: "how" }, claim.manner || null));
    return make("td", { class: name }, cut(String(text(claim) ?? ""), 160));
  });
  const row = make("tr", { class: `s-${claim.standing}${claim === state.claim ? " on" : ""}` }, cells);
  row.addEventListener("click", () => choose(claim, null, row.querySelector("button")));
  row.claim = claim;
  return row;
}

function kinds(article) {
  const found = [...new Set(article.claims.map((c) => c.kind))];
  $("kind").replaceChildren(make("option", { value: "" }, "all"), ...found.map((kind) => make("option", { value: kind }, kind)));
}

watchers.push((claim) => { for (const row of $("table").querySelectorAll("tbody tr")) row.classList.toggle("on", row.claim === claim); });
filters.push(() => drawTable(state.article));
for (const id of ["find", "kind"]) $(id).addEventListener("input", () => drawTable(state.article));
