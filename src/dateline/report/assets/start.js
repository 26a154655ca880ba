// Puts the parts together for one article, and again when another is chosen.
function drawHead(article) {
  const facts = [article.outlet, article.byline && `by ${article.byline}`, article.wire && `credited to ${article.wire}`, article.dateline && `filed from ${article.dateline.text}`, article.published].filter(Boolean);
  const sha = make("span", { title: "SHA-256 of the bytes that were read" }, `sha256 ${article.sha256.slice(0, 16)}…`);
  const many = data.articles.length;
  const which = many > 1 && make("p", { class: "facts print-only" }, `Article ${data.articles.indexOf(article) + 1} of ${many}. The others print when they are chosen on the page.`);
  fill("head", make("h1", {}, article.title || "Untitled article"), make("p", { class: "facts" }, facts.join(" · ")),
    make("p", { class: "facts" }, article.url || article.source, " · ", sha), which, article.notes.map((note) => make("p", { class: "notice" }, note)));
}

function drawLegend(article) {
  const many = (name) => article.claims.filter((c) => c.standing === name).length;
  fill("legend", Object.entries(STANDINGS).filter(([name]) => many(name)).map(([name, title]) => make("button", {
    type: "button", class: `s-${name}`, "aria-pressed": String(!state.hidden.has(name)),
    onclick: (event) => {
      if (!state.hidden.delete(name)) state.hidden.add(name);
      event.currentTarget.setAttribute("aria-pressed", String(!state.hidden.has(name)));
      for (const filter of filters) filter();
    },
  }, `${title} ${many(name)}`)));
}

function drawAll(article) {
  state.article = article;
  state.hidden.clear();
  document.title = `${article.title || "Untitled article"} · dateline dossier`;
  drawHead(article);
  drawLegend(article);
  drawArticle(article);
  drawMap(article);
  drawTimeline(article);
  drawVoices(article);
  drawArgument(article);
  drawLost(article);
  kinds(article);
  headTable();
  drawTable(article);
  choose(null);
}

function start() {
  const several = data.articles.length > 1;
  document.querySelector(".switch").hidden = !several;
  fill("switch", data.articles.map((a, i) => make("option", { value: String(i) }, cut(a.title || a.source, 70))));
  $("switch").addEventListener("change", (event) => drawAll(data.articles[Number(event.target.value)]));
  fill("foot", make("p", {}, `Made by ${data.made}. What an article claims is not what happened: each field shows the words it was read from; check them.`),
    make("p", {}, data.credit));
  drawAccounts();
  drawAll(state.article);
  document.body.dataset.ready = "yes";
}

// A printed dossier shows what is folded away on the screen; the author's own claims stand in the table below.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open], .own)")];
  for (const found of folded) found.open = true;
  if (map) map.invalidateSize({ animate: false });
});
addEventListener("afterprint", () => { for (const found of folded) found.open = false; });

start();
