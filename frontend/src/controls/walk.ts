// The graph by keyboard: the arrow keys move a cursor from thing to thing, Enter opens the details of the thing at the
// cursor.

import { chooseDrawn } from "../actions.ts";
import { freeRoom, move, offsetOf } from "../drawing/camera.ts";
import { restyle } from "../drawing/looks.ts";
import { frame, theNetwork } from "../drawing/network.ts";
import { presentNodes, sizeOf } from "../drawing/places.ts";
import { theme } from "../drawing/theme.ts";
import { byId } from "../elements.ts";
import { tally } from "../logic/counts.ts";
import { classLabel, isolated, plural, separated } from "../logic/text.ts";
import { isDirection, nextAhead } from "../logic/walk.ts";
import { announce } from "../panel/announce.ts";
import { nodeOf, relationsOf, things } from "../state/graph.ts";
import { isChoosingEnds } from "../state/selection.ts";
import { type Item, state } from "../state/state.ts";
import { isEdgeShown, shownEdges } from "../state/visible.ts";

const MOST_RESTYLED = 1500;

const isPresent = (id: string | null): id is string => id !== null && presentNodes().some((node) => node.id === id);
const isWalking = (): boolean => byId("canvas").classList.contains("walking");

// The first thing of a walk: the selected one, else the last one of the walk before, else the one with most relations.
function walkStart(): string | null {
  const { selected, cursor } = state;
  if (selected?.type === "node" && isPresent(selected.id)) return selected.id;
  if (isPresent(cursor)) return cursor;
  const ends = shownEdges().flatMap((edge) => [edge.from, edge.to]);
  const degree = tally(ends, (id) => id);
  const ids = presentNodes().map(({ id }) => id);
  return ids.sort((a, b) => (degree.get(b) ?? 0) - (degree.get(a) ?? 0))[0] ?? null;
}

// The nearest thing in the direction of the key; with Shift, only among those that have a relation with this one.
function nextThing(key: string, isLinked: boolean): string | null {
  const here = state.cursor!;
  const linked = new Set(
    relationsOf(here)
      .filter(isEdgeShown)
      .flatMap((edge) => [edge.from, edge.to]),
  );
  const allowed = presentNodes().filter(({ id }) => id !== here && (!isLinked || linked.has(id)));
  const places = allowed.map(({ id }) => ({ id, ...theNetwork().getPosition(id) }));
  return nextAhead(theNetwork().getPosition(here), places, key);
}

export function moveCursor(id: string | null): void {
  state.cursor = id;
  byId("canvas").classList.toggle("walking", id !== null);
  if (id === null) {
    announce("");
    return;
  }
  const node = nodeOf(id);
  const count = plural(relationsOf(id).filter(isEdgeShown).length, "relation", "relations");
  const signs = [node.planned && "planned", node.contested && "contested"];
  announce(separated([isolated(node.label), classLabel(node.kind), ...signs, count], ", "));
  pointAt({ type: "node", id });
  bringInSight(id);
}

function bringInSight(id: string): void {
  const network = theNetwork();
  const [room, position] = [freeRoom(), network.getPosition(id)];
  const { x, y } = network.canvasToDOM(position);
  const isInSight = x >= room.left + 30 && x <= room.right - 30 && y >= room.top + 30 && y <= room.bottom - 30;
  if (!isInSight) move({ position, scale: network.getScale(), offset: offsetOf(room) });
}

// The thing at the cursor is drawn with all its relations, except in a large graph, where that takes too long.
function pointAt(item: Item | null): void {
  if (things.length <= MOST_RESTYLED) {
    state.hovered = item;
    restyle();
  } else theNetwork().redraw();
}

function paintCursor(context: CanvasRenderingContext2D): void {
  const { cursor, moving } = state;
  if (!isWalking() || moving || !isPresent(cursor)) return;
  const { x, y } = theNetwork().getPosition(cursor);
  const scale = theNetwork().getScale();
  context.beginPath();
  context.arc(x, y, sizeOf(nodeOf(cursor)) * 1.15 + 5 / scale, 0, 2 * Math.PI);
  const rings: [string, number][] = [
    [theme.paper, 6],
    [theme.accent, 3],
  ];
  for (const [colour, width] of rings) {
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.stroke();
  }
}

function onKey(event: KeyboardEvent): void {
  const isWay = isDirection(event.key);
  if (event.ctrlKey || event.metaKey || event.altKey || !(isWay || event.key === "Enter" || event.key === " ")) return;
  event.preventDefault();
  const hasBegun = isWalking() && isPresent(state.cursor);
  const here = hasBegun ? state.cursor : walkStart();
  if (here === null) return;
  if (isWay) moveCursor((hasBegun && nextThing(event.key, event.shiftKey)) || here);
  else {
    chooseDrawn({ type: "node", id: here });
    if (!isChoosingEnds()) byId("panel").focus();
  }
}

export function listenToWalk(): void {
  const graph = frame();
  graph.setAttribute("role", "application");
  graph.setAttribute("aria-label", "Graph");
  graph.setAttribute("aria-describedby", "keys");
  graph.addEventListener("focus", () => {
    if (graph.matches(":focus-visible")) moveCursor(walkStart());
  });
  graph.addEventListener("blur", () => {
    if (!isWalking()) return;
    byId("canvas").classList.remove("walking");
    pointAt(null);
  });
  graph.addEventListener("keydown", onKey);
  theNetwork().on("afterDrawing", paintCursor);
  byId("to-graph").addEventListener("click", () => graph.focus());
}
