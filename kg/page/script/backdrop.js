// The whole of a vast graph as dots within the bubbles: by sigma where a graphics card draws, and on the canvas elsewhere.

let dots = null; // sigma
let dotPaths = null; // the same on the canvas: a path for each class
const dotSize = (kind) => (kind === "Country" ? 2.6 : 1.4);

// Whether a graphics card draws. WebGL that the processor plays for itself costs several times what the canvas does
// (benchmarks/page.py --sigma), and Chromium's passes the context attribute that is meant to refuse it.
function hasGraphicsCard() {
  const gl = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

async function raiseBackdrop() {
  if (!vast) return;
  if (!hasGraphicsCard()) {
    root.dataset.backdrop = "canvas";
    network.redraw();
    return;
  }
  await library("graphology");
  await library("sigma");
  const graph = new graphology.Graph({ type: "directed" });
  for (const node of DATA.nodes) {
    const { x, y } = dotOf(node);
    graph.addNode(node.id, { x, y: -y, size: node.kind === "Country" ? 3.2 : 1.7, color: colourOf(node.kind), hidden: !shownNode(node) });
  }
  const place = make("div", { id: "backdrop", "aria-hidden": "true" });
  $("canvas").before(place);
  dots = new Sigma(graph, place, { renderLabels: false, renderEdgeLabels: false, stagePadding: 0, allowInvalidContainer: true, zoomToSizeRatioFunction: () => 1 });
  dots.setCustomBBox({ x: [-1000, 1000], y: [-1000, 1000] });
  dots.refresh();
  root.dataset.backdrop = "webgl";
  network.redraw();
}

// Filters or colours have changed.
function redot() {
  dotPaths = null;
  if (!dots) return;
  dots.getGraph().updateEachNodeAttributes((id, attributes) => ({ ...attributes, hidden: !shownNode(nodes.get(id)), color: colourOf(nodes.get(id).kind) }));
  dots.refresh();
}

// Let sigma look at what the drawing looks at.
function lookWith(position, scale) {
  const straight = { cameraState: { x: 0.5, y: 0.5, ratio: 1, angle: 0 } };
  const [a, b] = [{ x: 0, y: 0 }, { x: 1, y: 0 }].map((point) => dots.graphToViewport(point, straight));
  const { x, y } = dots.viewportToFramedGraph(dots.graphToViewport({ x: position.x, y: -position.y }));
  dots.getCamera().setState({ x, y, ratio: (b.x - a.x) / scale });
}

function paintDots(context) {
  if (dots) { lookWith(network.getViewPosition(), network.getScale()); return; }
  if (root.dataset.backdrop !== "canvas") return;
  if (!dotPaths) {
    dotPaths = new Map();
    for (const node of DATA.nodes.filter(shownNode)) {
      const { x, y } = dotOf(node);
      if (!dotPaths.has(node.kind)) dotPaths.set(node.kind, new Path2D());
      const r = dotSize(node.kind);
      dotPaths.get(node.kind).moveTo(x + r, y);
      dotPaths.get(node.kind).arc(x, y, r, 0, 2 * Math.PI);
    }
  }
  for (const [kind, dotPath] of dotPaths) { context.fillStyle = colourOf(kind); context.fill(dotPath); }
}

// The same for a picture that is taken away: of each class one path, of points as wide as its line.
function dotPicture(body) {
  for (const kind of kinds.keys()) {
    const members = DATA.nodes.filter((node) => node.kind === kind && shownNode(node));
    body.append(mark("path", { d: members.map((node) => `M${xy(dotOf(node))}h0`).join(""), fill: "none", stroke: colourOf(kind), "stroke-width": 2 * dotSize(kind), "stroke-linecap": "round" }));
  }
}

function showBackdrop() {
  if (dots) $("backdrop").classList.toggle("away", !bubbling());
}
