// The map: land, countries, and arcs between countries that share something.

import { type Arc, edgeCrossing, ringsOf, strengthOf } from "../logic/arcs.ts";
import { mix } from "../logic/colours.ts";
import { arcs, isStrong, strongest } from "../state/arcs.ts";
import { type Focus, focused } from "../state/focus.ts";
import { crossing, data, nodeOf } from "../state/graph.ts";
import { narrow } from "../state/media.ts";
import { isSelected } from "../state/selection.ts";
import { type DrawnEdge, type DrawnNode, theNetwork } from "./network.ts";
import { placedNodes, sizeOf } from "./places.ts";
import { theme } from "./theme.ts";

const shownArcs = (focus: Focus | null): Arc[] =>
  [...arcs.values()].filter((arc) => isStrong(arc) || focus?.arcs.has(arc.id));

// The ends of an arc, the western one first.
const fromWest = (arc: Arc): [string, string] =>
  [arc.from, arc.to].sort((a, b) => nodeOf(a).true![0] - nodeOf(b).true![0]) as [string, string];

function arcColour(arc: Arc, share: number, focus: Focus | null): string {
  if (isSelected("arc", arc.id)) return theme.ink;
  if (!focus) return mix(theme.accent, theme.paper, 0.2 - 0.2 * share);
  return focus.arcs.has(arc.id) ? mix(theme.accent, theme.paper, 0.3 - 0.3 * share) : mix(theme.edge, theme.paper, 0.8);
}

export function arcLooks(focus: Focus | null): DrawnEdge[] {
  const most = Math.sqrt(strongest());
  return shownArcs(focus).flatMap((arc) => {
    const share = Math.sqrt(strengthOf(arc)) / most;
    const colour = arcColour(arc, share, focus);
    const look = (id: string, from: string, to: string, bend: number): DrawnEdge => ({
      id,
      from,
      to,
      arc: true,
      width: (narrow.matches ? 2.2 : 1) * (0.8 + 4.2 * share * share),
      selectionWidth: 0,
      hoverWidth: 0,
      physics: false,
      dashes: false,
      arrows: { to: { enabled: false } },
      color: { color: colour, highlight: colour, hover: colour, inherit: false },
      smooth: { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
    });
    const [west, east] = fromWest(arc);
    if (!crossing.has(arc.id)) return [look(arc.id, west, east, 0.16)];
    // An arc over the edge of the map has two halves, each of which ends at an invisible point on the edge.
    return [look(arc.id, east, `${arc.id}>`, 0.1), look(`${arc.id}~`, `${arc.id}<`, west, 0.1)];
  });
}

// The arc that a line, or half of a line, belongs to.
export const arcOfLine = (id: string): string => id.replace(/~$/, "");

// The points where arcs cross the edge of the map.
export function edgePoints(focus: Focus | null): DrawnNode[] {
  const crossed = shownArcs(focus).filter((arc) => crossing.has(arc.id));
  return crossed.flatMap((arc) => {
    const [west, east] = fromWest(arc);
    const { x, y } = edgeCrossing(data.map!.outline, nodeOf(west).true!, nodeOf(east).true!);
    const point = (id: string, x: number): DrawnNode => ({
      physics: false,
      shape: "dot",
      size: 0.01,
      borderWidth: 0,
      fixed: true,
      chosen: false,
      edgePoint: true,
      id,
      x,
      y,
    });
    return [point(`${arc.id}>`, x), point(`${arc.id}<`, -x)];
  });
}

interface Ground {
  sea: Path2D;
  earth: Path2D;
}

let ground: Ground | null = null;

function groundPaths(): Ground {
  if (ground) return ground;
  const { outline, land } = data.map!;
  const [sea, earth] = [new Path2D(), new Path2D()];
  addRing(sea, [...outline, ...[...outline].reverse().map(([x, y]): [number, number] => [-x, y])]);
  for (const ring of ringsOf(land)) addRing(earth, ring);
  ground = { sea, earth };
  return ground;
}

function addRing(path: Path2D, ring: [number, number][]): void {
  ring.forEach(([x, y], at) => {
    if (at) path.lineTo(x, y);
    else path.moveTo(x, y);
  });
  path.closePath();
}

export function paintGround(context: CanvasRenderingContext2D): void {
  const { sea, earth } = groundPaths();
  context.save();
  context.lineJoin = "round";
  context.fillStyle = theme.sea;
  context.fill(sea);
  context.clip(sea);
  context.fillStyle = theme.land;
  context.strokeStyle = theme.land;
  // The outline hides the seam at 180°, where Chukotka is cut.
  context.lineWidth = 0.8;
  context.fill(earth);
  context.stroke(earth);
  context.restore();
  paintPlaces(context);
}

// If a country's disc was moved to make room for others: a line to the true place of the country.
function paintPlaces(context: CanvasRenderingContext2D): void {
  const [focus, scale] = [focused(), theNetwork().getScale()];
  context.save();
  for (const node of placedNodes()) {
    const { x, y } = theNetwork().getPosition(node.id);
    const [placeX, placeY] = node.true!;
    if (Math.hypot(x - placeX, y - placeY) < sizeOf(node) * 0.8) continue;
    context.globalAlpha = focus && !focus.nodes.has(node.id) ? 0.25 : 0.9;
    context.strokeStyle = theme.soft;
    context.fillStyle = theme.soft;
    context.lineWidth = 0.8 / scale;
    context.beginPath();
    context.moveTo(placeX, placeY);
    context.lineTo(x, y);
    context.stroke();
    context.beginPath();
    context.arc(placeX, placeY, 1.8 / scale, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}
