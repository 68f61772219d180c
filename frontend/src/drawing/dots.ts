// All things of a large graph as dots in the bubbles. sigma draws them if there is a graphics card, the canvas
// otherwise.

import { byId, make } from "../elements.ts";
import { allThings, isLarge, nodeOf, things } from "../state/graph.ts";
import { root } from "../state/media.ts";
import { showsBubbles } from "../state/stage.ts";
import { isShown } from "../state/visible.ts";
import { insertLibrary } from "../unpack.ts";
import { network, theNetwork } from "./network.ts";
import { dotOf } from "./places.ts";
import { colourOf } from "./theme.ts";

export let sigma: Sigma | null = null;
// The dots on the canvas: one path for each class.
let paths: Map<string, Path2D> | null = null;

export const dotSize = (kind: string): number => (kind === "Country" ? 2.6 : 1.4);

// Whether a graphics card draws. WebGL in software takes several times as long as the canvas (benchmarks/page.py --sigma),
// and Chromium's software WebGL ignores the context attribute that should refuse it.
function hasGraphicsCard(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

export async function makeDots(): Promise<void> {
  if (!isLarge) return;
  if (!hasGraphicsCard()) {
    root.dataset.backdrop = "canvas";
    network?.redraw();
    return;
  }
  await insertLibrary("graphology");
  await insertLibrary("sigma");
  const graph = new graphology.Graph({ type: "directed" });
  for (const node of allThings) {
    const { x, y } = dotOf(node);
    const size = node.kind === "Country" ? 3.2 : 1.7;
    graph.addNode(node.id, { x, y: -y, size, color: colourOf(node.kind), hidden: !isShown(node) });
  }
  const place = make("div", { id: "backdrop", "aria-hidden": "true" });
  byId("canvas").before(place);
  sigma = new Sigma(graph, place, {
    renderLabels: false,
    renderEdgeLabels: false,
    stagePadding: 0,
    allowInvalidContainer: true,
    zoomToSizeRatioFunction: () => 1,
  });
  sigma.setCustomBBox({ x: [-1000, 1000], y: [-1000, 1000] });
  sigma.refresh();
  root.dataset.backdrop = "webgl";
  network?.redraw();
}

// Redraws the dots after a change of filters or colours.
export function redrawDots(): void {
  paths = null;
  if (!sigma) return;
  sigma.getGraph().updateEachNodeAttributes((id, attributes) => {
    const node = nodeOf(id);
    return { ...attributes, hidden: !isShown(node), color: colourOf(node.kind) };
  });
  sigma.refresh();
}

// Sets the camera of sigma to the same view as the drawing.
function follow(dots: Sigma, position: XY, scale: number): void {
  const straight = { cameraState: { x: 0.5, y: 0.5, ratio: 1, angle: 0 } };
  const [a, b] = [dots.graphToViewport({ x: 0, y: 0 }, straight), dots.graphToViewport({ x: 1, y: 0 }, straight)];
  const { x, y } = dots.viewportToFramedGraph(dots.graphToViewport({ x: position.x, y: -position.y }));
  dots.getCamera().setState({ x, y, ratio: (b.x - a.x) / scale });
}

export function paintDots(context: CanvasRenderingContext2D): void {
  if (sigma) {
    follow(sigma, theNetwork().getViewPosition(), theNetwork().getScale());
    return;
  }
  if (root.dataset.backdrop !== "canvas") return;
  paths ??= dotPaths();
  for (const [kind, path] of paths) {
    context.fillStyle = colourOf(kind);
    context.fill(path);
  }
}

function dotPaths(): Map<string, Path2D> {
  const found = new Map<string, Path2D>();
  for (const node of things.filter(isShown)) {
    const { x, y } = dotOf(node);
    const path = found.get(node.kind) ?? new Path2D();
    const r = dotSize(node.kind);
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
    found.set(node.kind, path);
  }
  return found;
}

export function showDots(): void {
  if (sigma) byId("backdrop").classList.toggle("away", !showsBubbles());
}
