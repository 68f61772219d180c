// The signs of contested things and relations.

import { mix } from "../logic/colours.ts";
import { focused } from "../state/focus.ts";
import { isEdgeDrawn } from "../state/lines.ts";
import { edgesHere } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { pointOn, theNetwork } from "./network.ts";
import { placedNodes, sizeOf } from "./places.ts";
import { theme } from "./theme.ts";

export interface Mark {
  x: number;
  y: number;
  isFaded: boolean;
  // The signs of relations are smaller.
  isSmall: boolean;
}

// The places of the signs. Faded things have faded signs.
export function contestedMarks(): Mark[] {
  const focus = focused();
  const positions = theNetwork().getPositions();
  const layered = state.view === "layers";
  const marks: Mark[] = [];
  for (const node of placedNodes().filter(({ contested }) => contested)) {
    const { x, y } = positions[node.id]!;
    // In layers the label is right of the symbol, so the sign is left of it.
    const aside = sizeOf(node) * (layered ? -1.1 : 0.85);
    const isFaded = Boolean(focus && !focus.nodes.has(node.id));
    marks.push({ x: x + aside, y: y - sizeOf(node) * 0.85, isFaded, isSmall: false });
  }
  if (state.view === "map") return marks;
  // At a small scale the signs of relations would hide the drawing.
  const isNear = !layered && theNetwork().getScale() > 0.55;
  for (const edge of edgesHere().filter((item) => item.contested && isEdgeDrawn(item))) {
    const isInFocus = Boolean(focus?.edges.has(edge.id));
    if (!isNear && !isInFocus) continue;
    const middle = pointOn(edge.id, 0.5);
    if (middle) marks.push({ x: middle.x, y: middle.y, isFaded: Boolean(focus) && !isInFocus, isSmall: true });
  }
  return marks;
}

function paintBadge(context: CanvasRenderingContext2D, { x, y, isFaded }: Mark, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = isFaded ? mix(theme.ink, theme.paper, 0.6) : theme.ink;
  context.fill();
  context.lineWidth = radius / 4;
  context.strokeStyle = theme.paper;
  context.stroke();
  context.fillStyle = theme.paper;
  context.font = `700 ${radius * 1.6}px ${theme.font}`;
  context.textBaseline = "middle";
  context.fillText("!", x, y + radius * 0.1);
}

// Returns the number of signs that are not faded.
export function paintMarks(context: CanvasRenderingContext2D, scale: number): number {
  const marks = contestedMarks();
  const share = state.view === "layers" || scale < 0.55 ? 0.7 : 1;
  for (const mark of marks) {
    paintBadge(context, mark, mark.isSmall ? Math.max(4, 4.5 / scale) : Math.max(5.5, 6 / scale) * share);
  }
  return marks.filter(({ isFaded }) => !isFaded).length;
}
