// The claim panel: every field of the chosen claim, and the words each rests on.
const PRECISE = {
  1: "exact place", 2: "near the place", 3: "district", 4: "province, first-level division", 5: "along a line or vague",
  6: "country only", 7: "sea, region or unknown",
};
const DATED = { 1: "to the day", 2: "within 2 to 6 days", 3: "to the week", 4: "to the month", 5: "longer than a month" };

function rests(span) {
  if (!span) return null;
  return make("button", { class: "rests", type: "button", title: "show these words in the article", onclick: () => show(span) }, `“${cut(span.text.replace(/\s+/g, " "), 240)}”`);
}

function field(name, ...values) {
  return [make("dt", {}, name), ...values.map((value) => make("dd", {}, value))];
}

function how(...words) {
  const text = words.filter(Boolean).join(" · ");
  return text ? make("div", { class: "how" }, text) : null;
}

function eventFields(event) {
  if (!event) return [];
  const types = [event.type || "no event type", event.mode, event.acled && `ACLED: ${event.acled}`].filter(Boolean).join(" · ");
  const roles = event.roles.map((r) => field(r.role, [r.name, rests(r.span), how(r.id, r.type, r.via && `reached by ${r.via}`)]));
  return [...field("what", [types, rests(event.trigger), how(`by ${event.made_by}`)]), ...roles.flat()];
}

function placeFields(event) {
  return (event ? event.where : []).flatMap((where) => {
    const parts = [where.name, where.admin1, countryName(where.country)].filter(Boolean);
    const name = [...new Set(parts)].join(", ");
    const point = where.lat === null ? "no pin" : `${where.lat.toFixed(3)}, ${where.lon.toFixed(3)}${where.radius_km ? ` ± ${where.radius_km} km` : ""}`;
    const rivals = where.rivals.map((r) => `${r.name} (${countryName(r.country)}, ${r.lat.toFixed(1)}, ${r.lon.toFixed(1)})`).join("; ");
    return field(where.role === "place" ? "where" : where.role, [
      name, rests(where.span), how(point, PRECISE[where.precision], `rule: ${where.rule}`), rivals ? how(`could also be ${rivals}`) : null,
    ]);
  });
}

function timeFields(event) {
  const when = event && event.when;
  if (!when) return [];
  const days = when.start === when.end ? when.start : `${when.start} to ${when.end}`;
  const from = when.anchor === "none" ? null : `counted from: ${when.anchor}`;
  return field("when", [days, rests(when.span), how(DATED[when.precision], from, `rule: ${when.rule}`)]);
}

function countFields(event) {
  return (event ? event.counts : []).flatMap((count) => {
    const many = count.low === count.high ? `${count.low}` : `${count.low} to ${count.high}, best ${count.best}`;
    const whom = [many, count.whom, count.what].filter(Boolean).join(" ");
    return field("how many", [whom, rests(count.span), how(count.rule && `rule: ${count.rule}`, count.cumulative && "a running total", count.part_of && `part of “${count.part_of.text}”`)]);
  });
}

function sureFields(claim) {
  const sure = claim.certainty;
  const cues = sure.cues.map(rests);
  return field("how surely", [`${sure.polarity} · ${sure.modality} · ${sure.tense}`, ...cues]);
}

function chain(claim) {
  return make("ol", {}, claim.attribution.map((voice) => make("li", {},
    voice.kind === "author" ? `the author${voice.name && voice.name !== "author" ? `, ${voice.name}` : ""}` : `${voice.name || "not named"}`,
    how(voice.kind !== "author" && voice.kind, voice.kind !== "author" && voice.stance, voice.quote !== "none" && `${voice.quote} speech`, voice.id),
    rests(voice.span), rests(voice.cue))));
}

function linksOf(claim) {
  const { claims } = state.article;
  const byId = (id) => claims.find((c) => c.id === id);
  const grounds = claims.filter((c) => c.supports.includes(claim.id));
  const again = claims.filter((c) => c.event && c.event.same_as === claim.id);
  const first = claim.event && claim.event.same_as && byId(claim.event.same_as);
  const listing = (title, found) => (found.length ? [make("h3", {}, title), make("ul", {}, found.map((c) => make("li", {}, link(c))))] : []);
  return [
    ...listing("Offered as grounds for", claim.supports.map(byId).filter(Boolean)), ...listing("Rests on", grounds),
    ...listing("First told in", first ? [first] : []), ...listing("Told again in", again),
  ];
}

function turn(claim) {
  const at = state.here.indexOf(claim);
  const step = (by) => () => { choose(state.here[(at + by + state.here.length) % state.here.length], state.here); $("panel").focus({ preventScroll: true }); };
  const several = state.here.length > 1;
  return make("div", { class: "turn" },
    several ? make("button", { type: "button", "aria-label": "previous claim here", onclick: step(-1) }, "‹") : null,
    several ? `${at + 1} of ${state.here.length} claims here` : `Claim ${claim.n} of ${state.article.claims.length}`,
    several ? make("button", { type: "button", "aria-label": "next claim here", onclick: step(1) }, "›") : null,
    make("button", { type: "button", class: "close", onclick: close }, "Close"));
}

function close() {
  const back = state.back;
  choose(null);
  state.back = null;
  if (back && back.isConnected) back.focus({ preventScroll: true });
}

function emptyPanel() {
  return [make("h2", { id: "panel-title" }, "No claim chosen"), make("p", { class: "empty" }, "Choose marked words, a pin, a bar or a row. Each field of the claim is shown here with the words it rests on; choose those words to see them in the article.")];
}

function drawPanel(claim) {
  $("panel").classList.toggle("open", Boolean(claim));
  if (!claim) return fill("panel-body", emptyPanel());
  const event = claim.event;
  const loaded = claim.rhetoric.map((r) => make("li", {}, r.technique.replace(/_/g, " "), rests(r.span), how(r.why)));
  const checks = claim.checkable.reasons.map((reason) => make("li", {}, reason));
  fill("panel-body", turn(claim), make("h2", { id: "panel-title" }, claim.says),
    make("div", { class: `chips s-${claim.standing}` }, make("span", { class: "chip" }, STANDINGS[claim.standing]), make("span", { class: "chip" }, claim.kind)),
    make("h3", {}, "In these words"), rests(claim.span),
    make("h3", {}, "What it says"),
    make("dl", { class: "fields" }, eventFields(event), placeFields(event), timeFields(event), countFields(event), sureFields(claim)),
    make("h3", {}, "According to"), claim.attribution.length ? chain(claim) : make("p", { class: "empty" }, "no voice found"),
    loaded.length ? [make("h3", {}, "Loaded words"), make("ul", {}, loaded)] : [],
    linksOf(claim),
    checks.length ? [make("h3", {}, `Checkable: ${claim.checkable.score.toFixed(2)}`), make("ul", {}, checks)] : []);
  $("panel").scrollTop = 0;
  if (state.back && !$("panel").contains(document.activeElement) && matchMedia("(max-width: 960px)").matches) $("panel").focus({ preventScroll: true });
}

watchers.push(drawPanel);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.claim) close(); });
