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
  return make("details", { open: opened, class: voice.kind === "author" ? "own" : null }, make("summary", {}, name, make("span", { class: "dim" }, ` · ${kind} · ${claims.length} claim${claims.length > 1 ? "s" : ""}`)),
    make("ul", { class: "list" }, claims.map((claim) => make("li", { class: `s-${claim.standing}` }, stanceOf(claim), make("div", {}, link(claim), outer(claim))))));
}

function stanceOf(claim) {
  const inner = claim.attribution[claim.attribution.length - 1];
  return inner && inner.kind !== "author" ? make("span", { class: "dim" }, `${inner.stance}: `) : null;
}

function outer(claim) {
  const found = claim.attribution.slice(0, -1).filter((a) => a.kind !== "author").map((a) => a.name || a.kind);
  return found.length ? make("span", { class: "dim" }, ` (told by ${found.reverse().join(", ")})`) : null;
}

// Conclusions over their grounds; a ground that has grounds of its own carries them below it, told once.
function drawArgument(article) {
  const steps = article.arguments.map(({ conclusions, grounds }) => ({ conclusions: find(article, conclusions), grounds: find(article, grounds) }))
    .filter((step) => step.conclusions.length && step.grounds.length);
  const used = new Set(steps.flatMap((step) => step.grounds));
  const tops = steps.filter((step) => !step.conclusions.some((c) => used.has(c)));
  const told = new Set();
  const cards = [...tops, ...steps].filter((step) => !told.has(step)).map((step) => (told.has(step) ? null : make("div", { class: "card" }, argument(step, steps, told))));
  fill("reasons", steps.length ? make("div", { class: "cards" }, cards) : make("p", { class: "empty" }, "No claim is offered as grounds for another."));
}

const find = (article, ids) => ids.map((id) => article.claims.find((c) => c.id === id)).filter((c) => c && shown(c));

function argument(step, steps, told, heads = step.conclusions) {
  told.add(step);
  const below = (ground) => steps.find((s) => s.conclusions.includes(ground) && !told.has(s));
  return [heads.map(sentence), make("div", { class: "because" }, make("div", { class: "word" }, "because"), make("div", { class: "cards" },
    step.grounds.map((ground) => { const next = below(ground); return make("div", {}, next ? argument(next, steps, told, [ground]) : sentence(ground)); })))];
}

function sentence(claim) {
  return make("div", { class: `sentence s-${claim.standing}` }, make("span", { class: "chip" }, claim.kind), link(claim, `${claim.n}. ${claim.clause}`));
}

function drawLost(article) {
  const names = { places: "Places", actors: "Actors that are in no list", times: "Times" };
  const parts = Object.entries(names).filter(([key]) => article.lost[key].length);
  $("lost").hidden = !parts.length;
  fill("loose", make("div", { class: "cards" }, parts.map(([key, name]) => make("details", {}, make("summary", {}, name, make("span", { class: "dim" }, ` · ${article.lost[key].length}`)),
    make("ul", {}, article.lost[key].map((words) => make("li", {}, words)))))));
}

filters.push(() => { drawVoices(state.article); drawArgument(state.article); });
