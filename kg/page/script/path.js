// The shortest paths between two things, and the neighbourhood of one.

const path = { from: null, to: null, routes: [], at: 0 };
const MOST_ROUTES = 50;

// All shortest paths over what is shown, directions aside, each as a list of steps {from, to, edges}.
function findRoutes(from, to) {
  const beside = new Map();
  for (const edge of shownEdges()) {
    for (const [one, other] of [[edge.from, edge.to], [edge.to, edge.from]]) {
      if (!beside.has(one)) beside.set(one, new Map());
      if (!beside.get(one).has(other)) beside.get(one).set(other, new Set());
      beside.get(one).get(other).add(edge);
    }
  }
  const distance = new Map([[to, 0]]);
  for (let front = [to]; front.length && !distance.has(from);) {
    const next = [];
    for (const id of front) for (const other of beside.get(id)?.keys() ?? []) if (!distance.has(other)) { distance.set(other, distance.get(id) + 1); next.push(other); }
    front = next;
  }
  if (!distance.has(from) || from === to) return [];
  let routes = [[from]];
  for (let left = distance.get(from) - 1; left >= 0; left -= 1) {
    routes = routes.flatMap((route) => [...beside.get(route.at(-1)).keys()].filter((id) => distance.get(id) === left)
      .sort((a, b) => (nodes.get(a).label < nodes.get(b).label ? -1 : 1)).map((id) => [...route, id])).slice(0, MOST_ROUTES);
  }
  // Told before inferred.
  return routes.map((route) => route.slice(1).map((id, at) => ({ from: route[at], to: id,
    edges: [...beside.get(route[at]).get(id)].sort((a, b) => a.inferred - b.inferred || (a.label < b.label ? -1 : 1)) })));
}

// Whether an end of the path is still to be chosen: what is pointed at in the drawing then becomes it.
const seeking = () => selected?.type === "path" && !(path.from && path.to);
const route = () => path.routes[path.at] ?? [];
const onPath = () => [path.from, path.to, ...route().flatMap((step) => [step.from, step.to])].filter(Boolean);

function showPath(from, to, at = 0) {
  Object.assign(path, { from, to });
  for (const id of [from, to]) if (id) unhide({ type: "node", id });
  path.routes = from && to ? findRoutes(from, to) : [];
  path.at = Math.min(Math.max(at, 0), Math.max(path.routes.length - 1, 0));
  if (view === "map" || (vast && view === "layers")) show("network");
  select({ type: "path", id: "path" }, { bring: Boolean(from && to) });
}

// What is chosen in the drawing, by pointer or key: an end of the path where one is looked for, else what is told of.
function chooseDrawn(thing) {
  if (!seeking() || !(thing || bubbling())) return select(thing);
  if (thing?.type !== "node" || onPath().includes(thing.id)) return undefined;
  return path.from ? showPath(path.from, thing.id) : showPath(thing.id, path.to);
}

// What is shown has changed: so may the paths.
function repath() {
  const [ends, at] = [[path.from, path.to].filter(Boolean), path.at];
  if (ends.some((id) => !shownNode(nodes.get(id)))) return select(null);
  path.routes = path.from && path.to ? findRoutes(path.from, path.to) : [];
  path.at = Math.min(at, Math.max(path.routes.length - 1, 0));
  return select(selected, { bring: false });
}

function describePath(panel) {
  panel.append(make("div", { class: "tags" }, make("span", { class: "tag" }, "path")), make("h2", {}, "Shortest path"));
  const ends = make("div", { class: "path-ends" }, chooser("path-from", "From", path.from, (id) => { showPath(id, path.to); focusIn("path-to"); }),
    chooser("path-to", "To", path.to, (id) => { showPath(path.from, id); focusIn("path-to"); }));
  panel.append(ends);
  if (seeking()) return panel.append(make("p", { class: "note" }, `Choose ${path.from || path.to ? "the other end" : "two things"} by name or in the drawing: the path leads over what is shown.`));
  if (path.from === path.to) return panel.append(make("p", { class: "note", role: "status" }, "Both are the same thing."));
  if (!path.routes.length) return panel.append(make("p", { class: "note", role: "status" }, "Nothing that is shown links the two."));
  const steps = route();
  const more = path.routes.length;
  panel.append(make("p", { class: "note", role: "status" }, `${plural(steps.length, "step", "steps")}${more > 1 ? `; path ${path.at + 1} of ${more}${more === MOST_ROUTES ? " or more" : ""} of this length` : ""}.`));
  if (more > 1) {
    const turn = (by) => () => { showPath(path.from, path.to, (path.at + by + more) % more); focusIn(by > 0 ? "path-next" : "path-before"); };
    panel.append(make("div", { class: "turns" }, make("button", { type: "button", class: "plain why", id: "path-before", on: { click: turn(-1) } }, "previous"),
      make("button", { type: "button", class: "plain why", id: "path-next", on: { click: turn(1) } }, "next")));
  }
  panel.append(make("ol", { class: "route" }, ...steps.map((step) => make("li", {}, goTo(nodes.get(step.from)), ...step.edges.slice(0, 4).map((edge) => leg(edge, step)),
    step.edges.length > 4 && make("p", { class: "group" }, `and ${plural(step.edges.length - 4, "more relation", "more relations")} between the two`))),
    make("li", {}, goTo(nodes.get(path.to)))));
  return undefined;
}

const focusIn = (id) => $(id)?.focus();

// One relation of a step, with what it rests on.
function leg(edge, step) {
  const forwards = edge.from === step.from;
  const name = edge.how ? phrase(edge) : forwards ? `${edge.label} →` : `← ${edge.label}`;
  return make("details", { class: "leg" }, make("summary", {}, said(name), when(edge) && said(` ${when(edge)}`, "span", { class: "soft" }),
    edge.inferred && make("span", { class: "tag dashed" }, "inferred"), edge.contested && contestedTag()),
    edge.proofs.length ? proofTree(edge.proofs) : edge.proof ? proofText(edge.proof) : "",
    ...(edge.proofs.length ? [] : edge.passages.map(passage)),
    make("button", { type: "button", class: "plain why", on: { click: () => { select({ type: "edge", id: edge.id }); $("panel").focus(); } } }, "show this relation"));
}

// A field that finds things by name.
function chooser(id, title, chosen, pick) {
  const input = make("input", { id, type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`, autocomplete: "off", spellcheck: "false", placeholder: "Search by name" });
  input.value = chosen ? nodes.get(chosen).label : "";
  const list = make("ul", { id: `${id}-list`, class: "choices", role: "listbox", "aria-label": `Matches for ${title}`, hidden: true });
  let place = 0;
  const found = () => matching(input.value).slice(0, 6);
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const update = () => {
    const hits = found();
    place = Math.min(place, Math.max(hits.length - 1, 0));
    list.replaceChildren(...hits.map(({ node }, at) => make("li", { id: `${id}-${at}`, role: "option", "aria-selected": String(at === place),
      on: { mousedown: (event) => { event.preventDefault(); pick(node.id); } } }, signOf(node), said(node.label, "span", { class: "name" }))));
    if (!hits.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-activedescendant", `${id}-${place}`);
    return undefined;
  };
  input.addEventListener("input", () => { place = 0; update(); });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const hits = found();
    if (event.key === "Enter" && hits.length) pick(hits[place].node.id);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      place = (place + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % Math.max(hits.length, 1);
      update();
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    }
  });
  return make("div", { class: "chooser" }, make("label", { for: id }, title), input, list);
}

// ---- The neighbourhood of a thing

let centred = null; // {id, steps}
let near = null; // the things in it; null for everything

function setAround(to) {
  centred = to;
  updateNear();
}

const aroundInWords = () => `${isolated(nodes.get(centred.id).label)} and what is ${centred.steps === 1 ? "one step" : "two steps"} away`;

function updateNear() {
  if (!centred) near = null;
  else {
    near = new Set([centred.id]);
    const usable = DATA.edges.filter(passing);
    for (let step = 0; step < centred.steps; step += 1) {
      const before = new Set(near);
      for (const edge of usable) {
        if (before.has(edge.from)) near.add(edge.to);
        if (before.has(edge.to)) near.add(edge.from);
      }
    }
  }
  const line = $("scope");
  line.hidden = !centred;
  if (!centred) return line.replaceChildren();
  const other = centred.steps === 1 ? 2 : 1;
  line.replaceChildren(said(`Only ${aroundInWords()}.`), " ",
    make("button", { type: "button", class: "plain", on: { click: () => focusOn(centred.id, other) } }, other === 1 ? "One step" : "Two steps"),
    make("button", { type: "button", class: "plain", id: "scope-all", on: { click: () => focusOn(null) } }, "Show everything"));
  return undefined;
}

function focusOn(id, steps = 1) {
  const inside = $("scope").contains(document.activeElement);
  setAround(id ? { id, steps } : null);
  before = null;
  refilter();
  fit({ animate: false });
  if (selected) select(selected);
  if (inside) ($("scope").querySelector("button") ?? frame()).focus();
}

// What one can do from a thing: find the way to another, or leave out all that is far.
function ways(panel, node) {
  const act = (text, run, pressed) => make("button", { type: "button", class: "way", "aria-pressed": pressed === undefined ? null : String(pressed), on: { click: run } }, text);
  const within = (steps) => centred?.id === node.id && centred.steps === steps;
  panel.append(make("div", { class: "ways" },
    act("Path from here", () => { showPath(node.id, null); focusIn("path-to"); }),
    act("Only neighbours", () => focusOn(within(1) ? null : node.id, 1), within(1)),
    act("Two steps", () => focusOn(within(2) ? null : node.id, 2), within(2))));
}
