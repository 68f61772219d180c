// Icons and the legend with its filters.

const SHAPES = {
  dot: () => drawn("circle", { cx: 11, cy: 9, r: 6.5 }),
  small: () => drawn("circle", { cx: 11, cy: 9, r: 4.5 }),
  square: () => drawn("rect", { x: 5, y: 3, width: 12, height: 12 }),
  diamond: () => drawn("path", { d: "M11 1.5 18.5 9 11 16.5 3.5 9Z" }),
  triangle: () => drawn("path", { d: "M11 2 18 15H4Z" }),
  triangleDown: () => drawn("path", { d: "M11 16 4 3H18Z" }),
  hexagon: () => drawn("path", { d: "M7 2.5H15L19 9 15 15.5H7L3 9Z" }),
  star: () => drawn("path", { d: "M11 1 13.3 6.4 19 6.9 14.7 10.7 16 16.4 11 13.4 6 16.4 7.3 10.7 3 6.9 8.7 6.4Z" }),
};

const icons = [];
function icon(kind, planned = false) {
  const { shape } = kinds.get(kind);
  const small = shape === "dot" && kind !== "Country";
  const element = drawn("svg", { class: "icon", viewBox: "0 0 22 18", "aria-hidden": "true" }, SHAPES[small ? "small" : shape]());
  icons.push({ element, kind, planned });
  tint({ element, kind, planned });
  return element;
}

function tint({ element, kind, planned }) {
  const colour = colourOf(kind);
  element.setAttribute("fill", planned ? "none" : colour);
  element.setAttribute("stroke", colour);
  element.setAttribute("stroke-width", planned ? 1.8 : 1);
  if (planned) element.setAttribute("stroke-dasharray", "3 2");
}

function lineIcon(dashed) {
  return drawn("svg", { class: "icon", viewBox: "0 0 22 18", "aria-hidden": "true" },
    drawn("path", { d: "M1 9H17", stroke: "currentColor", "stroke-width": 1.6, "stroke-dasharray": dashed ? "4 3" : "none", fill: "none", opacity: 0.75 }),
    drawn("path", { d: "M15.5 6 21 9 15.5 12Z", fill: "currentColor", opacity: 0.75 }));
}

function signIcon() {
  return drawn("svg", { class: "icon", viewBox: "0 0 22 18", "aria-hidden": "true" },
    drawn("circle", { cx: 11, cy: 9, r: 7, fill: "currentColor" }),
    drawn("path", { d: "M11 5V10M11 12V13.4", stroke: "var(--card)", "stroke-width": 2 }));
}

function row(figure, name, count, checked, change) {
  const box = make("input", { type: "checkbox", checked });
  const element = make("label", { class: "row" }, box, figure, said(name, "span", { class: "name" }), count);
  box.addEventListener("change", () => { change(box.checked); refilter(); });
  return { element, box };
}

// How many there are, and before it how many of them are shown, where that is less.
const counters = [];
function counter(whole, shownOf) {
  const part = make("span", { class: "part" });
  counters.push((shown) => {
    const now = shownOf(shown);
    const text = now === whole ? "" : `${now} of `;
    if (part.textContent !== text) part.textContent = text;
  });
  return make("span", { class: "count" }, part, String(whole));
}

// What is switched off keeps its whole count: that is what switching it on may bring.
const counterOf = (whole, set, key, which) => counter(whole, (shown) => (set.has(key) ? whole : shown[which].get(key) ?? 0));

const rows = [];
function filterRow(list, figure, name, count, set, key) {
  const { element, box } = row(figure, name, count, true, (on) => (on ? set.delete(key) : set.add(key)));
  rows.push(() => { box.checked = !set.has(key); element.classList.toggle("off", !box.checked); });
  box.dataset.key = key;
  list.append(element);
}

function everything(list, set, keys) {
  const button = make("button", { type: "button", class: "all", on: { click: () => {
    const hide = set.size === 0;
    set.clear();
    if (hide) keys.forEach((key) => set.add(key));
    refilter();
  } } });
  rows.push(() => { button.textContent = set.size ? "all" : "none"; button.setAttribute("aria-label", `${list.firstElementChild.textContent}: ${button.textContent}`); });
  list.firstElementChild.after(button);
}

const tally = (items, key) => items.reduce((counts, item) => counts.set(key(item), (counts.get(key(item)) ?? 0) + 1), new Map());
const label = (kind) => kind.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);

function legend() {
  const things = tally(DATA.nodes, (node) => node.kind);
  for (const kind of kinds.keys()) filterRow($("kinds"), icon(kind), label(kind), counterOf(things.get(kind), off.kinds, kind, "kinds"), off.kinds, kind);
  everything($("kinds"), off.kinds, [...kinds.keys()]);

  const relations = tally(DATA.edges, (edge) => edge.relation);
  // Relations that lead through a third thing are labelled with it; the filter names the relation.
  const byName = new Map(DATA.edges.map((edge) => [edge.relation, edge.via ? label(edge.relation.replace(/^.*:/, "")) : edge.label]));
  const ordered = [...relations].sort((a, b) => b[1] - a[1] || (byName.get(a[0]) < byName.get(b[0]) ? -1 : 1));
  for (const [relation, count] of ordered) {
    const dashed = DATA.edges.every((edge) => edge.relation !== relation || edge.inferred);
    filterRow($("relations"), lineIcon(dashed), byName.get(relation), counterOf(count, off.relations, relation, "relations"), off.relations, relation);
  }
  everything($("relations"), off.relations, [...relations.keys()]);
  $("relations").hidden = !relations.size;

  const { inferred, planned, contested } = signsOf(DATA.nodes, DATA.edges);
  if (inferred) {
    const { element, box } = row(lineIcon(true), "Inferred, with a proof", counter(inferred, (shown) => (off.inferred ? inferred : shown.inferred)), true, (on) => { off.inferred = !on; });
    box.id = "inferred";
    rows.push(() => { box.checked = !off.inferred; element.classList.toggle("off", off.inferred); });
    $("signs").append(element);
  }
  if (planned) $("signs").append(signRow(icon(DATA.nodes.find((node) => node.planned).kind, true), "Planned", counter(planned, (shown) => shown.planned)));
  if (contested) $("signs").append(signRow(signIcon(), "Contested", counter(contested, (shown) => shown.contested)));
  $("signs").hidden = !(inferred || planned || contested);
}

const signRow = (figure, name, count) => make("div", { class: "row sign" }, figure, said(name, "span", { class: "name" }), count);

// How many of these bear each sign.
function signsOf(things, relations) {
  const how = (list, sign) => list.reduce((sum, thing) => sum + (thing[sign] ? 1 : 0), 0);
  return { inferred: how(relations, "inferred"), planned: how(things, "planned"), contested: how(things, "contested") + how(relations, "contested") };
}

function refilter() {
  rows.forEach((update) => update());
  updateNear();
  lines = null;
  tallied = null;
  updateArcs();
  restage();
  hovered = null;
  looked = focused();
  someNodes.refresh();
  someEdges.refresh();
  if (selected?.type === "path") repath();
  else if (selected && !stillShown(selected)) select(null);
  count();
  restyle();
  note();
  redot();
  groupList();
}

const stillShown = ({ type, id }) => (type === "row" || (type === "node" ? shownNode(nodes.get(id)) : type === "edge" ? shownEdge(edges.get(id)) : arcs.has(id)));

const plural = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

function count() {
  const [things, relations] = [shownNodes(), shownEdges()];
  const [n, e] = [things.length, relations.length];
  const shown = { kinds: tally(things, (node) => node.kind), relations: tally(relations, (edge) => edge.relation), ...signsOf(things, relations) };
  counters.forEach((update) => update(shown));
  root.dataset.nodes = n;
  root.dataset.edges = e;
  const mapped = view === "map" ? `${presentNodes().length} on the map; ` : "";
  const text = `${mapped}${plural(n, "thing", "things")}, ${plural(e, "relation", "relations")}`;
  $("shown").replaceChildren(...(narrow.matches ? [make("span", { "aria-hidden": "true" }, `${n} · ${e}`), make("span", { class: "unseen" }, text)] : [text]));
  $("empty").hidden = n > 0;
  if (DATA.nodes.length && !n) sayWhyEmpty();
}

// Where everything is hidden, by what, and the way back.
function sayWhyEmpty() {
  const hidden = [...off.kinds].map(label);
  const classes = hidden.length === kinds.size ? "all classes are switched off" : hidden.length && `without the ${hidden.length > 1 ? "classes" : "class"} ${hidden.join(", ")}`;
  const reasons = separated([classes, centred && `only ${aroundInWords()}`, thenInWords() && `only ${thenInWords()}`], "; ");
  $("empty").replaceChildren(said(`There is nothing to show: ${reasons}.`, "p"),
    make("button", { type: "button", class: "way", id: "reset", on: { click: () => { showEverything(); frame().focus(); } } }, "Show everything"));
}

// Take back all that leaves something out.
function showEverything() {
  refillSets([], []);
  off.inferred = false;
  setDays({ at: null, known: null });
  focusOn(null);
}
