// The article with every claim marked in its words. The text is cut at every offset a field rests on, so that any
// words can be lit without touching the text again.
let pieces = []; // {start, end, claims, keys, node}

function spansOf(value, found) {
  if (!value || typeof value !== "object") return found;
  if (typeof value.start === "number" && typeof value.text === "string") found.push(value);
  else for (const item of Object.values(value)) spansOf(item, found);
  return found;
}

const keyOf = (claim) => (claim.event && claim.event.trigger) || { start: claim.span.start, end: claim.span.start + 1 };

function cuts(article) {
  const at = new Set([0, article.text.length]);
  for (const claim of article.claims) for (const span of spansOf(claim, [])) at.add(span.start).add(span.end);
  for (const match of article.text.matchAll(/\n+/g)) at.add(match.index).add(match.index + match[0].length);
  for (const zone of article.zones) at.add(zone.start).add(zone.end);
  return [...at].sort((a, b) => a - b);
}

// Claims that cover the words, those triggered here first, then the narrowest.
function covering(article, start, end) {
  const size = (claim) => claim.span.end - claim.span.start;
  const here = article.claims.filter((c) => c.span.start <= start && end <= c.span.end);
  const keyed = (c) => Boolean(c.event) && keyOf(c).start < end && start < keyOf(c).end;
  return here.sort((a, b) => keyed(b) - keyed(a) || size(a) - size(b) || a.n - b.n);
}

function numbersOf(claims) {
  const runs = [];
  for (const n of claims.map((c) => c.n).sort((a, b) => a - b)) {
    const last = runs[runs.length - 1];
    if (last && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : b === a + 1 ? `${a},${b}` : `${a}–${b}`)).join(",");
}

function startsHere(piece) {
  return piece.claims.filter((c) => (c.event ? keyOf(c).start === piece.start : c.span.start === piece.start));
}

// Claims whose number stands at this piece: after a trigger's last word, before the first word of a bare clause.
function numberedHere(piece) {
  return piece.claims.filter((c) => (c.event ? keyOf(c).end === piece.end : c.span.start === piece.start));
}

function dress(piece, words) {
  const claims = piece.claims.filter(shown);
  const first = claims[0];
  piece.node.className = first ? `mark s-${first.standing}` : "";
  if (!first) return;
  const keys = claims.filter((c) => c.event && keyOf(c).start < piece.end && piece.start < keyOf(c).end);
  piece.node.classList.toggle("deep", claims.length > 1);
  piece.node.classList.toggle("key", keys.length > 0);
  piece.node.classList.toggle("begin", !keys.length && numberedHere(piece).some(shown));
  const same = state.claim;
  piece.node.classList.toggle("on", Boolean(same) && claims.includes(same));
  if (same && claims.includes(same)) piece.node.className = piece.node.className.replace(/s-\w+/, `s-${same.standing}`);
  const rests = same && claims.includes(same) && words.some((s) => s.start <= piece.start && piece.end <= s.end);
  piece.node.classList.toggle("f", Boolean(rests));
}

function open(piece, event) {
  const here = piece.claims.filter(shown);
  if (!here.length) return;
  event.stopPropagation();
  const next = here.indexOf(state.claim) + 1;
  const again = state.claim && here.length === state.here.length && here.every((c) => state.here.includes(c));
  choose(here[again ? next % here.length : 0], here, event.currentTarget);
}

function pieceOf(article, start, end) {
  const claims = covering(article, start, end);
  const words = article.text.slice(start, end);
  if (!claims.length) return { start, end, claims, node: document.createTextNode(words) };
  const node = make("span", {}, words);
  const piece = { start, end, claims, node };
  const begin = startsHere(piece);
  if (numberedHere(piece).length) node.setAttribute("data-n", numbersOf(numberedHere(piece)));
  if (begin.length) {
    for (const [name, value] of Object.entries({ tabindex: "0", role: "button" })) node.setAttribute(name, value);
    node.setAttribute("aria-label", `${words}. ${begin.length === 1 ? "Claim" : "Claims"} ${numbersOf(begin)}: ${cut(begin[0].says, 120)}`);
  }
  press(node, (event) => open(piece, event));
  return piece;
}

function drawArticle(article) {
  $("article-hint").textContent = article.claims.length ? "Marked words make a claim. Click them, or press Tab and Enter, to see what each field rests on. Esc closes." : "No claim was read in this article.";
  $("article-hint").classList.toggle("screen", article.claims.length > 0);
  pieces = [];
  const edges = cuts(article);
  const page = [];
  let paragraph = null;
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [start, end] = [edges[i], edges[i + 1]];
    const zone = article.zones.find((z) => z.start <= start && start < z.end);
    if (/^\n+$/.test(article.text.slice(start, end))) { paragraph = null; continue; }
    if (!paragraph) page.push((paragraph = make("p", { class: zone ? zone.kind : "body" })));
    const piece = pieceOf(article, start, end);
    pieces.push(piece);
    paragraph.append(piece.node);
  }
  fill("text", page);
  dressAll();
}

function dressAll() {
  const words = state.claim ? spansOf({ ...state.claim, span: null }, []) : []; // what the chosen claim's fields rest on
  for (const piece of pieces) if (piece.claims.length) dress(piece, words);
}

// Show the words of a span: scroll to them and light them for a moment.
function show(span) {
  const found = pieces.filter((p) => p.start < span.end && span.start < p.end);
  if (!found.length) return;
  const first = found[0].node.nodeType === 1 ? found[0].node : found[0].node.parentElement;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  first.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  for (const { node } of found) {
    if (node.nodeType !== 1) continue;
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1500);
  }
}

// On a narrow screen the panel covers the lower half: keep the chosen words in the upper one.
function keepInSight(claim) {
  if (!claim || !matchMedia("(max-width: 960px)").matches) return;
  const found = pieces.find((p) => p.start >= keyOf(claim).start && p.node.nodeType === 1);
  const box = found && found.node.getBoundingClientRect();
  if (box && state.back === found.node && box.bottom > innerHeight * 0.38) scrollBy({ top: box.top - innerHeight * 0.2 });
}

watchers.push(dressAll, keepInSight);
filters.push(dressAll);
