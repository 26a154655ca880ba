// Who says what, the argument, and what could not be resolved.
const VOICES = { author: "the author's own voice", outlet: "news medium", wire: "news agency", named: "named", unnamed: "not named", vague: "nobody in particular", document: "document" };

function drawVoices(article) {
  const voices = new Map();
  for (const claim of article.claims.filter(shown)) {
    const inner = claim.attribution[claim.attribution.length - 1] || { kind: "author", name: "" };
    const key = inner.kind === "author" ? "author" : inner.id || inner.name.toLowerCase().replace(/^the /, "");
    if (!voices.has(key)) voices.set(key, { voice: inner, claims: [] });
    voices.get(key).claims.push(claim);
  }
  const sorted = [...voices.values()].sort((a, b) => (b.voice.kind === "author") - (a.voice.kind === "author") || b.claims.length - a.claims.length);
  fill("sources", make("div", { class: "cards" }, sorted.map((found, i) => voiceCard(found, i > 0 && found.claims.length < 12))), sorted.length ? null : make("p", { class: "empty" }, "No claims."));
}

function voiceCard({ voice, claims }, opened) {
  const name = voice.kind === "author" ? "The author" : voice.name || "A source not named";
  const kind = voice.kind === "author" ? VOICES.author : VOICES[voice.kind] || voice.kind;
  return make("details", { open: opened }, make("summary", {}, name, make("span", { class: "dim" }, ` · ${kind} · ${claims.length} claim${claims.length > 1 ? "s" : ""}`)),
    make("ul", { class: "list" }, claims.map((claim) => make("li", { class: `s-${claim.standing}` }, stanceOf(claim), link(claim), outer(claim)))));
}

function stanceOf(claim) {
  const inner = claim.attribution[claim.attribution.length - 1];
  return inner && inner.kind !== "author" ? make("span", { class: "dim" }, `${inner.stance}: `) : null;
}

function outer(claim) {
  const found = claim.attribution.slice(0, -1).filter((a) => a.kind !== "author").map((a) => a.name || a.kind);
  return found.length ? make("span", { class: "dim" }, ` (told by ${found.reverse().join(", ")})`) : null;
}

function drawArgument(article) {
  const claims = article.claims.filter(shown);
  const of = (claim) => claims.filter((c) => c.supports.includes(claim.id));
  const known = new Set(claims.map((c) => c.id));
  const roots = claims.filter((c) => of(c).length && !c.supports.some((id) => known.has(id)));
  const ringed = claims.filter((c) => of(c).length && !reaches(c, roots, claims));
  const tops = [...roots, ...ringed.slice(0, 1)];
  const told = new Set();
  fill("reasons", tops.length ? make("div", { class: "cards" }, tops.map((c) => make("div", { class: "card" }, conclusion(c, of, told))))
    : make("p", { class: "empty" }, "No claim is offered as grounds for another."));
}

function reaches(claim, roots, claims, seen = new Set()) {
  if (roots.includes(claim)) return true;
  if (seen.has(claim)) return false;
  seen.add(claim);
  return claim.supports.some((id) => { const up = claims.find((c) => c.id === id); return up && reaches(up, roots, claims, seen); });
}

// A claim with its grounds below it; one already told with its grounds is only named.
function conclusion(claim, of, told) {
  const again = told.has(claim);
  told.add(claim);
  const grounds = again ? [] : of(claim);
  const words = link(claim, `${claim.n}. ${cut(claim.span.text.replace(/\s+/g, " "), 260)}`);
  const above = again && of(claim).length ? make("span", { class: "dim" }, " (its grounds are above)") : null;
  return [make("div", { class: `s-${claim.standing}` }, make("span", { class: "chip" }, claim.kind), " ", words, above),
    grounds.length ? make("div", { class: "because" }, make("div", { class: "word" }, "because"), make("div", { class: "cards" }, grounds.map((c) => make("div", {}, conclusion(c, of, told))))) : null];
}

function drawLost(article) {
  const names = { places: "Places", actors: "Actors that are in no list", times: "Times" };
  const parts = Object.entries(names).filter(([key]) => article.lost[key].length);
  $("lost").hidden = !parts.length;
  fill("loose", make("div", { class: "cards" }, parts.map(([key, name]) => make("details", {}, make("summary", {}, name, make("span", { class: "dim" }, ` · ${article.lost[key].length}`)),
    make("ul", {}, article.lost[key].map((words) => make("li", {}, words)))))));
}

filters.push(() => { drawVoices(state.article); drawArgument(state.article); });
