// The graph by keyboard: the arrow keys go from thing to thing, Enter tells of the one that is reached.

let standing = null; // the thing that the keyboard is at
const ASIDE = 2.5; // how much a step aside counts against one ahead
const AHEAD = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// Told to those who do not see the drawing, and shown while one walks through it.
const tell = (text) => { $("told").textContent = text; };
const frame = () => $("canvas").querySelector(".vis-network");
const isPresent = (id) => presentNodes().some((node) => node.id === id);
const walking = () => $("canvas").classList.contains("walking");

// Where the walk begins: at what is selected, else where it was left, else at what has most relations.
function beginning() {
  if (selected?.type === "node" && isPresent(selected.id)) return selected.id;
  if (isPresent(standing)) return standing;
  const degree = tally(shownEdges().flatMap((edge) => [edge.from, edge.to]), (id) => id);
  const ids = presentNodes().map(({ id }) => id);
  return ids.sort((a, b) => (degree.get(b) ?? 0) - (degree.get(a) ?? 0))[0] ?? null;
}

// The nearest thing ahead; with Shift only of those that a relation leads to.
function nextThing(key, linked) {
  const [dx, dy] = AHEAD[key];
  const from = network.getPosition(standing);
  const allowed = linked && new Set(touching.get(standing).filter(shownEdge).flatMap((edge) => [edge.from, edge.to]));
  let best = null;
  for (const { id } of presentNodes()) {
    if (id === standing || (allowed && !allowed.has(id))) continue;
    const to = network.getPosition(id);
    const [x, y] = [to.x - from.x, to.y - from.y];
    const ahead = x * dx + y * dy;
    const way = ahead + ASIDE * Math.abs(x * dy - y * dx);
    if (ahead > 0 && (!best || way < best.way)) best = { id, way };
  }
  return best?.id ?? null;
}

function stand(id) {
  standing = id;
  $("canvas").classList.toggle("walking", id !== null);
  if (id === null) return tell("");
  const node = nodes.get(id);
  tell(separated([isolated(node.label), label(node.kind), node.planned && "planned", node.contested && "contested",
    plural(touching.get(id).filter(shownEdge).length, "relation", "relations")], ", "));
  point({ type: "node", id });
  const free = room();
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  if (x < free.left + 30 || x > free.right - 30 || y < free.top + 30 || y > free.bottom - 30) {
    move({ position: network.getPosition(id), scale: network.getScale(),
      offset: { x: (free.left + free.right - free.stage.width) / 2, y: (free.top + free.bottom - free.stage.height) / 2 } });
  }
  return undefined;
}

// What is pointed at is drawn with all of its relations; in a large graph that would take too long.
function point(thing) {
  if (DATA.nodes.length <= 1500) { hovered = thing; restyle(); } else network.redraw();
}

function paintStanding(context) {
  if (!walking() || moving || !isPresent(standing)) return;
  const { x, y } = network.getPosition(standing);
  const scale = network.getScale();
  context.beginPath();
  context.arc(x, y, sizeOf(nodes.get(standing)) * 1.15 + 5 / scale, 0, 2 * Math.PI);
  for (const [colour, width] of [[theme.paper, 6], [theme.accent, 3]]) {
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.stroke();
  }
}

function walk() {
  const graph = frame();
  graph.setAttribute("role", "application");
  graph.setAttribute("aria-label", "Graph");
  graph.setAttribute("aria-describedby", "keys");
  graph.addEventListener("focus", () => { if (graph.matches(":focus-visible")) stand(beginning()); });
  graph.addEventListener("blur", () => {
    if (!walking()) return;
    $("canvas").classList.remove("walking");
    point(null);
  });
  graph.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in AHEAD || ["Enter", " "].includes(event.key))) return;
    event.preventDefault();
    const begun = walking() && isPresent(standing);
    const here = begun ? standing : beginning();
    if (here === null) return;
    if (event.key in AHEAD) stand((begun && nextThing(event.key, event.shiftKey)) || here);
    else {
      chooseDrawn({ type: "node", id: here });
      if (!seeking()) $("panel").focus();
    }
  });
  network.on("afterDrawing", paintStanding);
  $("to-graph").addEventListener("click", () => graph.focus());
}
