// Finds the next thing in the direction of an arrow key.

import type { Point } from "./geometry.ts";

const AHEAD: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};
const ASIDE = 2.5; // the weight of sideways distance against distance ahead

export const isDirection = (key: string): boolean => key in AHEAD;

// The id of the nearest place in the direction of the key, or null.
export function nextAhead(from: Point, places: (Point & { id: string })[], key: string): string | null {
  const [dx, dy] = AHEAD[key]!;
  let best: { id: string; way: number } | null = null;
  for (const place of places) {
    const [x, y] = [place.x - from.x, place.y - from.y];
    const ahead = x * dx + y * dy;
    const way = ahead + ASIDE * Math.abs(x * dy - y * dx);
    if (ahead > 0 && (!best || way < best.way)) best = { id: place.id, way };
  }
  return best?.id ?? null;
}
