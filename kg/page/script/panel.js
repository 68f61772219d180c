// Selection, and the panel that tells of it.

let opener = null; // what had the focus when the panel opened, and has it again when it closes

function select(thing, { bring = true } = {}) {
  if (thing?.type === "node" || thing?.type === "edge") { unhide(thing); openFor(thing); }
  const inside = $("panel").contains(document.activeElement);
  if (thing && !selected) opener = document.activeElement;
  if (thing && !selected) before = network && { position: network.getViewPosition(), scale: network.getScale(), offset: { x: 0, y: 0 }, home };
  selected = thing;
  hovered = null;
  root.dataset.selected = thing ? thing.id : "";
  network?.unselectAll();
  restyle();
  markRow();
  const panel = $("panel");
  panel.hidden = !thing;
  panel.replaceChildren();
  if (!thing) return tell("");
  panel.append(make("button", { type: "button", class: "shut", "aria-label": "Close details", on: { click: leave } }, "×"));
  if (thing.type === "node") describeNode(panel, nodes.get(thing.id));
  else if (thing.type === "path") describePath(panel);
  else if (thing.type === "row") describeRow(panel, thing.id);
  else if (thing.type === "arc") describeArc(panel, arcs.get(thing.id));
  else describeEdge(panel, edges.get(thing.id));
  panel.scrollTop = 0;
  panel.setAttribute("aria-label", `Details: ${titleOf(thing)}`);
  tell(`Details: ${titleOf(thing)}`);
  if (inside) panel.focus();
  if (bring) reveal(thingsOf(selected));
  return undefined;
}

// The nodes that something selected or pointed at is about.
function thingsOf({ type, id }) {
  if (type === "node") return [id];
  if (type === "path") return onPath();
  if (type === "row") return rowNodes(id);
  const { from, to } = type === "arc" ? arcs.get(id) : edges.get(id);
  return [from, to];
}

// What a selection is called, on one line.
function titleOf({ type, id }) {
  if (type === "node") return nodes.get(id).label;
  if (type === "path") return separated(["shortest path", ...["from", "to"].map((end) => path[end] && `${end} ${isolated(nodes.get(path[end]).label)}`)], " ");
  if (type === "row") return `row ${Number(id) + 1}`;
  const { from, to, label: relation } = type === "arc" ? arcs.get(id) : edges.get(id);
  return separated([from, type === "edge" && relation, to].map((part) => part && isolated(nodes.get(part)?.label ?? part)), " – ");
}

// Close the panel and go back to the view from which something was selected.
function leave() {
  const back = selected && before;
  const inside = $("panel").contains(document.activeElement);
  select(null);
  if (inside) (opener?.isConnected && opener !== document.body ? opener : frame()).focus({ preventScroll: true });
  if (back) {
    home = back.home;
    placement = null;
    move(back);
  }
}

function tags(thing, first) {
  const marks = [first];
  const status = thing.status && thing.status !== "planned" ? thing.status : null;
  if (thing.planned) marks.push(make("span", { class: "tag dashed" }, "planned"));
  if (status) marks.push(said(status, "span", { class: "tag" }));
  if (thing.inferred) marks.push(make("span", { class: "tag dashed" }, "inferred"));
  if (thing.contested) marks.push(contestedTag());
  return make("div", { class: "tags" }, ...marks);
}

const contestedTag = () => make("span", { class: "tag marked" }, "contested");

const heading = (text) => make("h3", {}, text);

function describeNode(panel, node) {
  panel.append(tags(node, make("span", { class: "tag" }, icon(node.kind, node.planned), label(node.kind))), said(node.label, "h2"));
  if (node.subtitle) panel.append(said(node.subtitle, "p", { class: "subtitle" }));
  if (period(node)) panel.append(said(period(node), "p", { class: "when" }));
  ways(panel, node);
  dispute(panel, node);
  if (node.note) panel.append(said(node.note, "p", { class: "note" }));
  if (node.facts.length) {
    panel.append(heading("Facts"), make("dl", {}, ...node.facts.flatMap(([name, value]) =>
      [said(name, "dt"), make("dd", { dir: "auto" }, link(value, value))])));
  }
  if (view === "map" && onMap(node)) sharing(panel, node);
  passages(panel, node.passages);
  relations(panel, node);
}

// The arcs of a country, so that they can be reached without pointing at them.
function sharing(panel, node) {
  const own = [...arcs.values()].filter(({ from, to }) => node.id === from || node.id === to).sort((a, b) => strengthOf(b) - strengthOf(a));
  if (!own.length) return;
  panel.append(heading(`Shares with (${own.length})`), make("ul", { class: "links" }, ...own.map((arc) => make("li", {},
    make("button", { type: "button", class: "plain", on: { click: () => { select({ type: "arc", id: arc.id }); $("panel").focus(); } } },
      said(nodes.get(arc.from === node.id ? arc.to : arc.from).label)), make("span", { class: "tag" }, plural(strengthOf(arc), "link", "links"))))));
}

function relations(panel, node) {
  const shown = touching.get(node.id).filter(shownEdge);
  if (!shown.length) return;
  panel.append(heading(`Relations (${shown.length})`));
  const groups = new Map();
  for (const edge of shown) {
    const outward = edge.from === node.id;
    const name = edge.how ? phrase(edge) : outward ? `${edge.label} →` : `← ${edge.label}`;
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push([edge, nodes.get(outward ? edge.to : edge.from)]);
  }
  for (const [name, pairs] of groups) {
    panel.append(said(name, "p", { class: "group" }), make("ul", { class: "links" }, ...pairs.map(([edge, other]) => make("li", {},
      goTo(other), edge.contested && contestedTag(), whyButton(edge, other)))));
  }
}

// To what a relation rests on; one that was added to the drawing rests on nothing, and may have been given a word.
function whyButton(edge, other) {
  const why = edge.proofs.length || edge.proof ? "proof" : edge.passages.length || edge.sources.length ? "source" : edge.role ? "note" : null;
  return why && make("button", { type: "button", class: "plain why", "aria-label": `${why[0].toUpperCase()}${why.slice(1)}: ${edge.label}, ${other.label}`,
    on: { click: () => { select({ type: "edge", id: edge.id }); $("panel").focus(); } } }, why);
}

function goTo(node) {
  return make("button", { type: "button", class: "plain", on: { click: () => { select({ type: "node", id: node.id }); $("panel").focus(); } } },
    signOf(node), said(node.label));
}

function describeEdge(panel, edge) {
  panel.append(tags(edge, make("span", { class: "tag" }, "relation")),
    ends(edge.from, phrase(edge), edge.to));
  if (when(edge)) panel.append(said(when(edge), "p", { class: "when" }));
  if (nodes.has(edge.through)) panel.append(make("ul", { class: "links" }, make("li", {}, goTo(nodes.get(edge.through)))));
  if (edge.role) panel.append(said(edge.role, "p", { class: "subtitle" }));
  bundle(panel, edge);
  dispute(panel, edge);
  if (edge.proofs.length) panel.append(heading("Proof"), proofTree(edge.proofs));
  else if (edge.proof) panel.append(heading("Proof"), proofText(edge.proof));
  passages(panel, edge.passages);
  const cited = new Set(edge.passages.map((at) => DATA.passages[at].source));
  const others = edge.sources.filter((source) => !cited.has(source));
  if (others.length) panel.append(heading("Sources"), ...others.map((iri) => make("p", {}, ...source(iri))));
}

// Where one thick line stands for many relations: for how many, and which.
function bundle(panel, edge) {
  if (!thick.has(edge.id) && !behind.has(edge.id)) return;
  const all = touching.get(edge.from).filter((other) => shownEdge(other) && pairOf(other) === pairOf(edge));
  panel.append(make("details", { class: "bundle" }, make("summary", {}, `One of ${plural(all.length, "relation", "relations")} between the two, drawn as one thick line`),
    make("ul", { class: "links" }, ...all.map((other) => make("li", {}, make("button", { type: "button", class: "plain", "aria-current": String(other === edge),
      on: { click: () => { select({ type: "edge", id: other.id }); $("panel").focus(); } } }, said(`${phrase(other)}${other.arrows ? ` → ${isolated(nodes.get(other.to).label)}` : ""}`)),
    when(other) && said(when(other), "span", { class: "tag" }))))));
}

// Two things and what is between them: the heading of what is told of both.
const ends = (from, verb, to) => make("div", { class: "ends" }, unseenHeading(`${isolated(nodes.get(from).label)} ${verb} ${isolated(nodes.get(to).label)}`),
  goTo(nodes.get(from)), said(verb, "span", { class: "verb" }), goTo(nodes.get(to)));
const unseenHeading = (text) => said(text, "h2", { class: "unseen" });

function source(iri) {
  const about = DATA.sources[iri];
  if (!about) return [link(iri, iri)];
  const rest = separated([about.publisher, about.issued]);
  return [link(about.title ?? iri, about.url), rest ? said(` · ${rest}`) : ""];
}

function passages(panel, places) {
  if (!places.length) return;
  panel.append(heading(places.length === 1 ? "Passage" : `Passages (${places.length})`), ...places.map(passage));
}
