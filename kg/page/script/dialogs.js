// Dialogues of the page, and its footer.

function showDialog(title, ...content) {
  $("dialog-title").textContent = title;
  $("dialog-body").replaceChildren(...content);
  $("dialog").showModal();
}

const ROWS_OF_TABLE = 3000;
function showTable() {
  const pick = (thing, text) => make("button", { type: "button", class: "plain", dir: "auto", on: { click: () => { $("dialog").close(); select(thing); $("panel").focus(); } } }, text);
  const entry = (id) => [pick({ type: "node", id }, nodes.get(id).label), nodes.get(id).subtitle && said(nodes.get(id).subtitle, "div", { class: "subtitle" })];
  const name = (edge) => [edge.from, edge.to].map((id) => nodes.get(id).label).join("\n");
  const all = vast && !bubbling() && view !== "map" ? edgesHere() : shownEdges();
  const body = all.slice(0, ROWS_OF_TABLE).sort((a, b) => name(a).localeCompare(name(b))).map((edge) => make("tr", {},
    make("td", {}, ...entry(edge.from)),
    make("td", { class: "relation" }, pick({ type: "edge", id: edge.id }, phrase(edge))),
    make("td", {}, ...entry(edge.to)),
    said(when(edge), "td", { class: "date" }), said(separated([edge.inferred && "inferred", edge.contested && "contested"], ", "), "td", { class: "signs" })));
  const alone = (vast ? [] : shownNodes()).filter((node) => !touching.get(node.id).some(shownEdge));
  showDialog("What is shown", all.length > ROWS_OF_TABLE || all.length < shownEdges().length ? make("p", { class: "group" }, `${Math.min(all.length, ROWS_OF_TABLE).toLocaleString("en")} of ${plural(shownEdges().length, "relation", "relations")}: ${all.length < shownEdges().length ? "those that are drawn here" : "open a community for its own"}. Save holds all as CSV.`) : "",
    make("table", {}, make("thead", {}, make("tr", {}, ...["From", "Relation", "To", "When", "Signs"].map((text) => make("th", { scope: "col" }, text)))), make("tbody", {}, ...body)),
    alone.length ? make("ul", { "aria-label": "Without a relation shown" }, ...alone.map((node) => make("li", {}, ...entry(node.id)))) : "");
}

// What its publisher allows, where a source says so; the licence of the data is of what curators wrote.
const ownLicence = ({ licence }) => (licence ? [said(" · licence: "), link(licence, licence)] : []);

function showSources() {
  const iris = Object.keys(DATA.sources);
  showDialog("Sources and licence", make("p", {}, separated([DATA.version && `Data version ${DATA.version}`, DATA.licence])),
    make("ol", {}, ...iris.map((iri) => make("li", {}, ...source(iri), ...ownLicence(DATA.sources[iri])))),
    ...DATA.licences.map(([whose, text]) => make("details", { class: "licence" }, make("summary", {}, whose), make("pre", {}, text))));
}

function footer() {
  const iris = Object.keys(DATA.sources);
  $("version").textContent = DATA.version ? `Data ${DATA.version}` : "";
  $("licence").textContent = DATA.licence ?? "";
  const titles = iris.map((iri) => DATA.sources[iri].title ?? iri);
  $("credits").textContent = titles.length ? `Sources: ${titles.map(isolated).join("; ")}` : "";
  $("sources").textContent = iris.length ? `${plural(iris.length, "source", "sources")}` : "About";
}
