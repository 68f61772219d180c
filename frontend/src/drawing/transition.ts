// The animated transition from one view to another: all things and the camera move.

import type { Point } from "../logic/geometry.ts";
import { root } from "../state/media.ts";
import { state } from "../state/state.ts";
import { forgetPlacement } from "./labels.ts";
import { theNetwork } from "./network.ts";
import { placeOf, presentNodes } from "./places.ts";

const DURATION = 650;

// Ends the transition that is running.
let end: () => void = () => {};

export const endTransition = (): void => end();

export interface Scene {
  places: Map<string, Point>;
  position: Point;
  scale: number;
}

export const currentScene = (): Scene => ({
  places: new Map(presentNodes().map((node) => [node.id, theNetwork().getPosition(node.id)])),
  position: theNetwork().getViewPosition(),
  scale: theNetwork().getScale(),
});

// Labels are drawn when the transition has ended.
export function startTransition(from: Scene): void {
  end();
  const network = theNetwork();
  const goal = { position: network.getViewPosition(), scale: network.getScale() };
  const moves = presentNodes()
    .filter((node) => from.places.has(node.id))
    .map((node) => ({ drawn: network.body.nodes[node.id]!, start: from.places.get(node.id)!, end: placeOf(node) }));
  const begun = performance.now();
  state.moving = true;
  root.dataset.moving = "true";
  let isOver = false;
  const draw = (time: number) => {
    const eased = time < 0.5 ? 4 * time ** 3 : 1 - (2 - 2 * time) ** 3 / 2;
    const between = (a: number, b: number) => a + (b - a) * eased;
    for (const { drawn, start, end } of moves) {
      drawn.x = between(start.x, end.x);
      drawn.y = between(start.y, end.y);
    }
    if (time === 1) {
      isOver = true;
      state.moving = false;
      forgetPlacement();
      delete root.dataset.moving;
    }
    network.moveTo({
      position: { x: between(from.position.x, goal.position.x), y: between(from.position.y, goal.position.y) },
      scale: Math.exp(between(Math.log(from.scale), Math.log(goal.scale))),
      animation: false,
    });
    network.redraw();
  };
  const step = (now: number) => {
    if (isOver) return;
    draw(Math.min(Math.max((now - begun) / DURATION, 0), 1));
    requestAnimationFrame(step);
  };
  end = () => {
    if (!isOver) draw(1);
  };
  requestAnimationFrame(step);
}
