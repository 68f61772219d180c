// The lines of an SVG picture, with arrows, as in the drawing.

import { type DrawnEdge, pointOn, theNetwork } from "../drawing/network.ts";
import { sizeOf } from "../drawing/places.ts";
import { nodes } from "../state/graph.ts";
import { mark, xy } from "./svg-marks.ts";

interface Curve {
  path: string;
  point: ((share: number) => XY) | null;
}

export function lineMarks(item: DrawnEdge): SVGElement[] {
  const curve = curveOf(item);
  if (!curve) return [];
  const colour = item.color.color;
  const dashes = Array.isArray(item.dashes) ? item.dashes.join(" ") : null;
  const style = { fill: "none", stroke: colour, "stroke-width": item.width, "stroke-dasharray": dashes };
  const line = mark("path", { d: curve.path, ...style });
  const isDirected = item.arrows.to.enabled && curve.point;
  return isDirected ? [line, arrow(item, curve.point!, colour)] : [line];
}

// The Bézier curve of a line, from three or four of its points: quadratic, or between columns cubic.
function curveOf({ id, from, to, smooth }: DrawnEdge): Curve | null {
  const [a, d] = [pointOn(id, 0), pointOn(id, 1)];
  if (!a || !d) return null;
  const point = (share: number) => pointOn(id, share)!;
  if (from === to) return loop(theNetwork().getPosition(from), sizeOf(nodes.get(from)!));
  if ("type" in smooth && smooth.type === "cubicBezier") {
    const [p, q] = [point(1 / 3), point(2 / 3)];
    const control = (key: "x" | "y") => [
      (-5 * a[key] + 18 * p[key] - 9 * q[key] + 2 * d[key]) / 6,
      (2 * a[key] - 9 * p[key] + 18 * q[key] - 5 * d[key]) / 6,
    ];
    const [[x1, x2], [y1, y2]] = [control("x"), control("y")] as [[number, number], [number, number]];
    return { path: `M${xy(a)}C${xy({ x: x1, y: y1 })} ${xy({ x: x2, y: y2 })} ${xy(d)}`, point };
  }
  if (!smooth.enabled) return { path: `M${xy(a)}L${xy(d)}`, point };
  const half = point(0.5);
  const via = { x: 2 * half.x - (a.x + d.x) / 2, y: 2 * half.y - (a.y + d.y) / 2 };
  return { path: `M${xy(a)}Q${xy(via)} ${xy(d)}`, point };
}

function loop({ x, y }: XY, size: number): Curve {
  const r = 14;
  return { path: `M${xy({ x, y: y - size })}a${r} ${r} 0 1 1 ${size} ${size}`, point: null };
}

// An arrow where the line meets its target's symbol, found by bisection.
function arrow(item: DrawnEdge, point: (share: number) => XY, colour: string): SVGElement {
  const goal = theNetwork().getPosition(item.to);
  const size = sizeOf(nodes.get(item.to)!) + 1;
  let [low, high] = [0.5, 1];
  for (let turn = 0; turn < 14; turn += 1) {
    const share = (low + high) / 2;
    const { x, y } = point(share);
    if (Math.hypot(x - goal.x, y - goal.y) > size) low = share;
    else high = share;
  }
  const [tip, tail] = [point(low), point(Math.max(low - 0.03, 0))];
  const angle = (Math.atan2(tip.y - tail.y, tip.x - tail.x) * 180) / Math.PI;
  const transform = `translate(${xy(tip)}) rotate(${angle.toFixed(1)})`;
  return mark("path", { d: "M0 0-7 3-5.5 0-7-3Z", transform, fill: colour });
}
