// The camera: fit, zoom, and move to the selection.

import { byId } from "../elements.ts";
import type { View } from "../logic/address.ts";
import { type Box, boxAround, emptyBox, extend, type Point } from "../logic/geometry.ts";
import { focused, relationsHere } from "../state/focus.ts";
import { groups, nodeOf } from "../state/graph.ts";
import { large, narrow, still } from "../state/media.ts";
import { emit } from "../state/signals.ts";
import { showsBubbles } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { forgetPlacement } from "./labels.ts";
import { LEAST_SCALE } from "./layers.ts";
import { network, someNodes, theNetwork } from "./network.ts";
import { columnWidth, placedNodes, sizeOf } from "./places.ts";

interface Room extends Box {
  width: number;
  height: number;
  stage: DOMRect;
}

interface Target {
  position: Point;
  scale: number;
  offset: Point;
}

// A target with the box to fit and the free room for it.
interface Fitted extends Target {
  room: Room;
  box: Box;
}

// The part of the canvas that no control covers.
export function freeRoom(): Room {
  const rectOf = (id: string) => byId(id).getBoundingClientRect();
  const stage = rectOf("stage");
  const box = { left: 0, top: rectOf("bar").bottom - stage.top, right: stage.width, bottom: stage.height };
  if (!byId("note").hidden) box.bottom = rectOf("note").top - stage.top + 8;
  if (!byId("time").hidden) box.bottom = Math.min(box.bottom, rectOf("time").top - stage.top);
  if (!byId("panel").hidden) {
    const panel = rectOf("panel");
    if (narrow.matches) box.bottom = panel.top - stage.top;
    else box.right = panel.left - stage.left;
  }
  return { ...box, width: box.right - box.left, height: box.bottom - box.top, stage };
}

// The offset from the middle of the canvas to the middle of the room.
export const offsetOf = (room: Room): Point => ({
  x: (room.left + room.right - room.stage.width) / 2,
  y: (room.top + room.bottom - room.stage.height) / 2,
});

// How far the label of a thing extends to its left, above and below it.
const REACHES: Record<View, { left: number; top: number; bottom: number }> = {
  network: { left: 62, top: 8, bottom: 48 },
  layers: { left: 16, top: 36, bottom: 8 },
  map: { left: 40, top: 14, bottom: 24 },
};

// The largest scale to fit things, and the smallest scale to show the selection with all its neighbours.
const closest = (): number => (large.matches ? 3 : state.view === "map" ? 1.6 : 1.15);
const furthest = (): number => (state.view === "layers" ? LEAST_SCALE : narrow.matches ? 0.45 : 0.6);

const middleOf = (box: Box): Point => ({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });

// The position and scale at which things and their labels fill the free part of the canvas.
function targetOf(ids: string[], most = closest()): Fitted {
  const box = emptyBox();
  const reach = REACHES[state.view];
  for (const id of ids) {
    const { x, y } = theNetwork().getPosition(id);
    const size = sizeOf(nodeOf(id));
    const right = state.view === "layers" ? columnWidth() - 14 : reach.left;
    const [left, top] = [x - Math.max(size, reach.left), y - size - reach.top];
    extend(box, left, top, x + Math.max(size, right), y + size + reach.bottom);
  }
  const room = freeRoom();
  const edge = narrow.matches ? 10 : 22;
  const fitting = Math.min(
    most,
    (room.width - 2 * edge) / (box.right - box.left),
    (room.height - 2 * edge) / (box.bottom - box.top),
  );
  return { room, box, position: middleOf(box), scale: Math.max(fitting, 0.05), offset: offsetOf(room) };
}

// The view of all bubbles.
function wholeTarget(): Target {
  const box = emptyBox();
  for (const { x, y, r } of groups) extend(box, x - r, y - r, x + r, y + r);
  const room = freeRoom();
  const scale = Math.min((room.width - 36) / (box.right - box.left), (room.height - 36) / (box.bottom - box.top));
  return { scale, position: middleOf(box), offset: offsetOf(room) };
}

export function move({ position, scale, offset }: Target, animate = true): void {
  const animation = animate && !still.matches ? { duration: 350, easingFunction: "easeInOutCubic" } : (false as const);
  theNetwork().moveTo({ position, scale, offset, animation });
}

export function fit({ animate = true } = {}): void {
  if (network && showsBubbles()) {
    state.movedByHand = false;
    state.home = null;
    move(wholeTarget(), animate);
    return;
  }
  if (!network) return;
  const shown = placedNodes().map((node) => node.id);
  if (!shown.length) return;
  state.movedByHand = false;
  moveHome(state.view === "layers" && narrow.matches ? firstColumns(shown) : targetOf(shown), animate);
}

// Moves to a fitted target and stores its room.
function moveHome(target: Fitted, animate: boolean): void {
  const { position, scale, room } = target;
  state.home = { scale, ...boxAround(position.x, position.y, (room.width - 8) / scale, (room.height - 8) / scale) };
  forgetPlacement();
  move(target, animate);
}

// On a phone the labels of all columns would have only a few letters. So the first columns are shown, and users move to
// the others.
function firstColumns(ids: string[]): Fitted {
  const target = targetOf(ids);
  const { room, box } = target;
  const scale = Math.max(Math.min(closest(), (room.height - 20) / (box.bottom - box.top)), LEAST_SCALE);
  const at = (first: number, last: number, reach: number) =>
    Math.min((first + last) / 2, first + (reach / 2 - 10) / scale);
  return {
    ...target,
    scale,
    position: { x: at(box.left, box.right, room.width), y: at(box.top, box.bottom, room.height) },
  };
}

export function zoom(factor: number): void {
  state.movedByHand = true;
  const animation = still.matches ? (false as const) : { duration: 150, easingFunction: "easeInOutQuad" };
  network?.moveTo({ scale: network.getScale() * factor, animation });
  emit("changed");
}

// Moves the selection and its neighbours into the free room. Does nothing if they are already there, unless the view is
// to be fitted again.
export function reveal(wanted: string[], { animate = true, refit = false } = {}): void {
  let ids = wanted.filter((id) => someNodes.get(id));
  // A thing that is not on the map is represented by the countries that it links.
  if (!ids.length && state.view === "map") ids = [...(focused()?.nodes ?? [])].filter((id) => someNodes.get(id));
  if (!ids.length) return;
  const room = freeRoom();
  const near = withNeighbours(ids);
  if (!refit && near.every((id) => isInSight(id, room))) return;
  const most = refit ? closest() : Math.max(theNetwork().getScale(), 0.8);
  const all = targetOf(near, most);
  if (all.scale >= furthest()) {
    moveHome(all, animate);
    return;
  }
  // All neighbours would be too small: show the selection, and as many neighbours as fit around it.
  const own = targetOf(ids, most);
  const scale = Math.min(own.scale, furthest());
  const middle = (first: number, last: number, wish: number, reach: number) =>
    Math.min(Math.max(wish, last - reach / 2 / scale), first + reach / 2 / scale);
  const position = {
    x: middle(own.box.left, own.box.right, all.position.x, room.width),
    y: middle(own.box.top, own.box.bottom, all.position.y, room.height),
  };
  moveHome({ ...own, scale, position }, animate);
}

function withNeighbours(ids: string[]): string[] {
  const near = new Set(ids);
  if (state.view === "map") {
    for (const id of focused()?.nodes ?? []) if (someNodes.get(id)) near.add(id);
  } else if (ids.length === 1) {
    for (const edge of relationsHere(ids[0]!)) near.add(edge.from).add(edge.to);
  }
  return [...near];
}

function isInSight(id: string, room: Room): boolean {
  const beside = state.view === "layers" ? (columnWidth() - 14) * theNetwork().getScale() : 40;
  const { x, y } = theNetwork().canvasToDOM(theNetwork().getPosition(id));
  const isBeside = x < room.left + Math.min(beside, 40) || x > room.right - beside;
  return !isBeside && y >= room.top + 20 && y <= room.bottom - 50;
}
