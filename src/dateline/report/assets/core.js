// The dossier's state and the few ways its parts are built. Data is only ever put in as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const state = { article: data.articles[0], claim: null, here: [], hidden: new Set(), back: null };
const watchers = []; // functions called with the chosen claim, or null
const filters = []; // functions called when what is hidden changes

const STANDINGS = {
  reported: "Reported as having happened", holds: "Said to hold", denied: "Denied, or said not to have happened",
  expected: "Threatened, planned or expected", possible: "Held possible", argued: "Judged or argued",
};
const $ = (id) => document.getElementById(id);

// make("p", {class: "dim", onclick: f}, "text", child, …)
function make(tag, attributes, ...children) {
  const svg = ["svg", "g", "rect", "line", "text", "circle", "title", "path"].includes(tag);
  const found = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) found.addEventListener(name.slice(2), value);
    else found.setAttribute(name, value === true ? "" : value);
  }
  found.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return found;
}

function fill(id, ...children) {
  $(id).replaceChildren(...children.flat(Infinity).filter(Boolean));
}

function cut(text, longest) {
  return text.length <= longest ? text : text.slice(0, longest - 1).replace(/\s+\S*$/, "") + "…";
}

const shown = (claim) => !state.hidden.has(claim.standing);
const named = (claim) => `${claim.n}. ${claim.says}`;

// Open a claim. `here` are the claims that share the words, pin or bar it was opened from.
function choose(claim, here, from) {
  state.claim = claim;
  state.here = here && here.includes(claim) ? here : claim ? [claim] : [];
  if (from) state.back = from;
  for (const watch of watchers) watch(claim);
  $("live").textContent = claim ? `Claim ${claim.n}: ${claim.says}` : "";
}

function link(claim, words) {
  return make("button", { class: "go", type: "button", onclick: (event) => choose(claim, null, event.currentTarget) }, words || named(claim));
}

// Make any element act as a button for a click, Enter or the space bar; keys lead on into the panel, Esc leads back.
function press(element, action) {
  element.addEventListener("click", action);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    action(event);
    if (state.claim) $("panel").focus({ preventScroll: true });
  });
}
