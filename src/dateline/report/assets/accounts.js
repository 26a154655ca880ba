// Events that several articles tell of: a row for each account, a column for each field, what differs standing out.
function drawAccounts() {
  const many = data.accounts.length;
  for (const found of [$("accounts"), document.querySelector("nav a[href='#accounts']")]) found.hidden = !many;
  if (!many) return;
  $("accounts-hint").textContent = `${many} event${many > 1 ? "s" : ""} that more than one article tells of. Cells that differ from most accounts are marked; in columns marked “contested” the accounts can't all hold.`;
  fill("sides", make("div", { class: "cards" }, data.accounts.map((event, i) => accountCard(event, i < 3))));
}

function accountCard(event, opened) {
  return make("details", { class: "event", open: opened }, make("summary", {}, event.title, make("span", { class: "dim" }, ` · ${event.independence}`),
    event.contested.length ? make("span", { class: "chip contested" }, "contested") : null),
  make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Accounts of ${event.title}` }, accountTable(event)),
  notes("What can't all hold", event.contested.map((c) => [make("b", {}, `${c.field}: `), c.why])),
  make("h3", {}, "Independent reports"),
  make("ol", { class: "sources" }, event.groups.map((g) => make("li", {}, g.names, g.why.length ? make("ul", {}, g.why.map((why) => make("li", { class: "dim" }, why))) : null))),
  notes("Also found", event.findings));
}

function notes(title, lines) {
  return lines.length ? [make("h3", {}, title), make("ul", {}, lines.map((line) => make("li", {}, line)))] : null;
}

function accountTable(event) {
  const heads = event.columns.map((c) => make("th", { scope: "col", class: c.contested ? "contested" : null }, c.name, c.contested ? make("span", { class: "flag" }, " contested") : null));
  return make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Report"), make("th", { scope: "col" }, "According to"), heads)),
    make("tbody", {}, event.rows.map((row, i) => accountRow(event, row, i && event.rows[i - 1].article === row.article))));
}

function accountRow(event, row, again) {
  const name = make("button", { class: "go", type: "button" }, again ? "… again" : row.outlet);
  const cells = row.cells.map((cell, i) => make("td", { class: [cell.differs && "differs", cell.differs && event.columns[i].contested && "contested", event.columns[i].name === "When" && "day"].filter(Boolean).join(" ") || null },
    cell.text ? cut(cell.text, 160) : make("span", { class: "untold", title: "not told" }, "–")));
  const made = make("tr", {}, make("th", { scope: "row" }, name, again ? null : make("div", { class: "how" }, [row.day, `source ${row.group}`].filter(Boolean).join(" · "))), make("td", {}, row.voice || "–"), cells);
  made.addEventListener("click", () => openAccount(row, name));
  return made;
}

// Leads to the claim in its own article, which becomes the one shown.
function openAccount(row, from) {
  const at = data.articles.findIndex((article) => article.id === row.article);
  const claim = data.articles[at] && data.articles[at].claims.find((c) => c.id === row.claim);
  if (!claim) return;
  if (state.article !== data.articles[at]) {
    $("switch").value = String(at);
    drawAll(data.articles[at]);
  }
  choose(claim, null, from);
}
