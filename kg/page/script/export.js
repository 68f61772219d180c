// Taking away what is shown: pictures, and files for other programs, made here.

const wellFormed = (text) => String(text ?? "").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");

// What a file says of itself, with only the sources of what is shown.
function provenance() {
  const used = new Set([...shownNodes(), ...shownEdges()].flatMap(sourcesOf));
  const sources = [...used].sort().map((iri) => ({ iri, ...DATA.sources[iri] }));
  return { title: DATA.title, data_version: DATA.version ?? "", licence: DATA.licence ?? "", shown: shownInWords(), sources };
}

const sourcesOf = (thing) => [...new Set([...(thing.sources ?? []), ...thing.passages.map((at) => DATA.passages[at].source)])].sort();
const sourceLine = ({ iri, title, publisher, issued, url, licence }) => separated([title ?? iri, publisher, issued, url, licence && `licence: ${licence}`], ", ");

function shownInWords() {
  const hidden = [...off.kinds].map(label);
  const without = DATA.edges.length ? [...new Set(DATA.edges.filter((edge) => off.relations.has(edge.relation)).map((edge) => edge.label))] : [];
  return separated([hidden.length && `without the classes ${hidden.join(", ")}`, without.length && `without the relations ${without.join(", ")}`,
    off.inferred && "without what is inferred", centred && `only ${nodes.get(centred.id).label} and what is ${centred.steps === 1 ? "one step" : "two steps"} away`,
    days.at && `what held on ${days.at}`, days.known && `known by ${days.known}`], "; ") || "all";
}

const NODE_FIELDS = ["label", "kind", "curie", "subtitle", "note", "start", "end", "status", "contested", "sources"];
const EDGE_FIELDS = ["relation", "label", "through", "how", "start", "end", "inferred", "contested", "sources"];
const value = (thing, field) => (field === "sources" ? sourcesOf(thing).join(" ") : thing[field]);
const entries = (thing, fields) => fields.map((field) => [field, value(thing, field)]).filter(([, found]) => found !== null && found !== undefined && found !== "");

// ---- XML

function xml(namespace, name) {
  const whole = document.implementation.createDocument(namespace, name, null);
  const add = (parent, tag, attributes = {}, text = null) => {
    const element = whole.createElementNS(namespace, tag);
    for (const [key, given] of Object.entries(attributes)) element.setAttribute(key, wellFormed(given));
    if (text !== null) element.textContent = wellFormed(text);
    parent.append(element);
    return element;
  };
  return { top: whole.documentElement, add, text: () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(whole)}\n` };
}

const typed = (field) => (["inferred", "contested"].includes(field) ? "boolean" : "string");

function graphml() {
  const { top, add, text } = xml("http://graphml.graphdrawing.org/xmlns", "graphml");
  const about = provenance();
  const facts = { title: about.title, data_version: about.data_version, licence: about.licence, shown: about.shown, sources: about.sources.map(sourceLine).join("\n") };
  for (const name of Object.keys(facts)) add(top, "key", { id: `g-${name}`, for: "graph", "attr.name": name, "attr.type": "string" });
  for (const name of NODE_FIELDS) add(top, "key", { id: `n-${name}`, for: "node", "attr.name": name, "attr.type": typed(name) });
  for (const name of ["x", "y"]) add(top, "key", { id: `n-${name}`, for: "node", "attr.name": name, "attr.type": "double" });
  for (const name of EDGE_FIELDS) add(top, "key", { id: `e-${name}`, for: "edge", "attr.name": name, "attr.type": typed(name) });
  const graph = add(top, "graph", { id: "G", edgedefault: "directed" });
  for (const [name, given] of Object.entries(facts)) add(graph, "data", { key: `g-${name}` }, given);
  for (const node of shownNodes()) {
    const element = add(graph, "node", { id: node.id });
    for (const [name, given] of entries(node, NODE_FIELDS)) add(element, "data", { key: `n-${name}` }, given);
    for (const name of ["x", "y"]) add(element, "data", { key: `n-${name}` }, placeOf(node)[name]);
  }
  for (const edge of shownEdges()) {
    const element = add(graph, "edge", { id: edge.id, source: edge.from, target: edge.to });
    for (const [name, given] of entries(edge, EDGE_FIELDS)) add(element, "data", { key: `e-${name}` }, given);
  }
  return text();
}

function gexf() {
  const { top, add, text } = xml("http://www.gexf.net/1.2draft", "gexf");
  top.setAttribute("version", "1.2");
  const VIZ = "http://www.gexf.net/1.2draft/viz";
  const about = provenance();
  const meta = add(top, "meta");
  add(meta, "creator", {}, "kg");
  add(meta, "description", {}, [about.title, `Data version: ${about.data_version}`, `Licence: ${about.licence}`, `Shown: ${about.shown}`, "Sources:", ...about.sources.map(sourceLine)].join("\n"));
  const graph = add(top, "graph", { defaultedgetype: "directed", mode: "static" });
  const declare = (kind, fields) => {
    const list = add(graph, "attributes", { class: kind });
    fields.forEach((name) => add(list, "attribute", { id: `${kind}-${name}`, title: name, type: typed(name) }));
  };
  const [nodeFields, edgeFields] = [NODE_FIELDS.filter((name) => name !== "label"), EDGE_FIELDS.filter((name) => name !== "label")];
  declare("node", nodeFields);
  declare("edge", edgeFields);
  const values = (element, kind, thing, fields) => {
    const list = add(element, "attvalues");
    for (const [name, given] of entries(thing, fields)) add(list, "attvalue", { for: `${kind}-${name}`, value: given });
  };
  const viz = (element, tag, attributes) => {
    const mark = element.ownerDocument.createElementNS(VIZ, `viz:${tag}`);
    for (const [key, given] of Object.entries(attributes)) mark.setAttribute(key, given);
    element.append(mark);
  };
  const list = add(graph, "nodes");
  for (const node of shownNodes()) {
    const element = add(list, "node", { id: node.id, label: node.label });
    values(element, "node", node, nodeFields);
    const [r, g, b] = channels(hueOf(node));
    const { x, y } = placeOf(node);
    viz(element, "color", { r, g, b });
    viz(element, "position", { x, y: -y, z: 0 });
    viz(element, "size", { value: node.size });
  }
  const links = add(graph, "edges");
  for (const edge of shownEdges()) values(add(links, "edge", { id: edge.id, source: edge.from, target: edge.to, label: edge.label }), "edge", edge, edgeFields);
  return text();
}

// ---- JSON (node-link, as networkx reads it) and CSV

function json() {
  const cited = (thing) => thing.passages.map((at) => DATA.passages[at]);
  const said = (thing, fields) => Object.fromEntries(fields.map((field) => [field, field === "sources" ? sourcesOf(thing) : thing[field] ?? null]));
  const about = provenance();
  return `${JSON.stringify({
    directed: true, multigraph: true, graph: about,
    nodes: shownNodes().map((node) => ({ id: node.id, ...said(node, NODE_FIELDS), facts: Object.fromEntries(node.facts), passages: cited(node) })),
    edges: shownEdges().map((edge) => ({ source: edge.from, target: edge.to, key: edge.id, ...said(edge, EDGE_FIELDS), passages: cited(edge) })),
  }, null, 1)}\n`;
}

// A program for tables takes a cell that begins so for a formula.
const cell = (given) => {
  const text = given === null || given === undefined ? "" : String(given);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
// Each row names the version of the data and its licence: a table has no other place for them.
function csv(head, things, fields) {
  const about = provenance();
  const titles = (thing) => sourcesOf(thing).map((iri) => sourceLine({ iri, ...DATA.sources[iri] })).join("; ");
  return [[...head.map(([name]) => name), ...fields, "source_titles", "graph", "data_version", "licence"],
    ...things.map((thing) => [...head.map(([, get]) => get(thing)), ...fields.map((field) => value(thing, field)), titles(thing), about.title, about.data_version, about.licence])]
    .map((line) => line.map(cell).join(",")).join("\r\n").concat("\r\n");
}
const csvNodes = () => csv([["id", (node) => node.id]], shownNodes(), NODE_FIELDS);
const csvEdges = () => csv([["from", (edge) => edge.from], ["to", (edge) => edge.to], ["from_label", (edge) => nodes.get(edge.from).label], ["to_label", (edge) => nodes.get(edge.to).label]], shownEdges(), EDGE_FIELDS);

// ---- Saving

// A title as a file is called: at most sixty letters, cut where a word ends if one does.
const LONGEST_NAME = 120;
function fileName(title) {
  const whole = title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase();
  if (whole.length <= LONGEST_NAME) return whole;
  const end = whole.lastIndexOf("-", LONGEST_NAME);
  return whole.slice(0, end > 0 ? end : LONGEST_NAME);
}

function save(text, type, ending) {
  const blob = text instanceof Blob ? text : new Blob([text], { type: `${type};charset=utf-8` });
  const href = URL.createObjectURL(blob);
  const name = separated([fileName(DATA.title ?? "") || "graph", DATA.version?.replace(/[^\w.]+/g, "-")], "-");
  make("a", { href, download: `${name}${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

const FORMATS = [
  ["png", "PNG", "A picture, for a slide or a mail", async () => save(await png(), "image/png", ".png")],
  ["svg", "SVG", "A drawing, sharp at any size", () => save(svg(), "image/svg+xml", ".svg")],
  ["graphml", "GraphML", "For yEd, Cytoscape, networkx", () => save(graphml(), "application/xml", ".graphml")],
  ["gexf", "GEXF", "For Gephi, with positions and colours", () => save(gexf(), "application/xml", ".gexf")],
  ["json", "JSON", "With passages; networkx.node_link_graph reads it", () => save(json(), "application/json", ".json")],
  ["csv-nodes", "CSV, things", "A table of what is shown", () => save(csvNodes(), "text/csv", "-things.csv")],
  ["csv-edges", "CSV, relations", "A table of how it is linked", () => save(csvEdges(), "text/csv", "-relations.csv")],
  ["print", "Print", "The picture, and beneath it what is selected", () => { $("dialog").close(); print(); }],
];

function showSave() {
  const status = make("p", { role: "status", class: "group" });
  const run = (act, name) => async () => {
    try {
      await act();
      root.dataset.saved = name;
    } catch (error) {
      status.textContent = `${name} could not be made: ${error.message}`;
    }
  };
  showDialog("Take away what is shown", linkRow(), heading("Files"),
    make("p", { class: "group" }, `${plural(shownNodes().length, "thing", "things")} and ${plural(shownEdges().length, "relation", "relations")}; each file names its sources, the licence and the version of the data.`),
    make("ul", { class: "formats" }, ...FORMATS.map(([id, name, what, act]) => make("li", {}, make("button", { type: "button", id: `save-${id}`, on: { click: run(act, id) } },
      make("strong", {}, name), make("span", {}, what))))), status);
}
