// The shortest paths between two things, and the neighbourhood of one.

import type { Edge } from "../data.ts";

export interface Step<E extends Edge = Edge> {
  from: string;
  to: string;
  edges: E[];
}

export const MOST_ROUTES = 50;

// All shortest paths over these relations, in either direction, sorted by the names of things.
export function findRoutes(edges: Edge[], from: string, to: string, nameOf: (id: string) => string): Step[][] {
  const adjacent = neighbours(edges);
  const distance = distancesTo(to, from, adjacent);
  if (!distance.has(from) || from === to) return [];
  let routes = [[from]];
  for (let left = distance.get(from)! - 1; left >= 0; left -= 1) {
    routes = routes
      .flatMap((route) =>
        [...adjacent.get(route.at(-1)!)!.keys()]
          .filter((id) => distance.get(id) === left)
          .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
          .map((id) => [...route, id]),
      )
      .slice(0, MOST_ROUTES);
  }
  const between = (one: string, other: string) => [...adjacent.get(one)!.get(other)!].sort(statedFirst);
  return routes.map((route) =>
    route.slice(1).map((id, at) => ({ from: route[at]!, to: id, edges: between(route[at]!, id) })),
  );
}

const statedFirst = (a: Edge, b: Edge): number =>
  Number(a.inferred) - Number(b.inferred) || (a.label < b.label ? -1 : 1);

type Adjacency = Map<string, Map<string, Set<Edge>>>;

function neighbours(edges: Edge[]): Adjacency {
  const adjacent: Adjacency = new Map();
  for (const edge of edges) {
    for (const [one, other] of [
      [edge.from, edge.to],
      [edge.to, edge.from],
    ] as const) {
      const near = adjacent.get(one) ?? new Map<string, Set<Edge>>();
      adjacent.set(one, near.set(other, (near.get(other) ?? new Set()).add(edge)));
    }
  }
  return adjacent;
}

// The distance of things from one thing, by breadth-first search, until another thing is reached.
function distancesTo(to: string, from: string, adjacent: Adjacency): Map<string, number> {
  const distance = new Map([[to, 0]]);
  for (let front = [to]; front.length && !distance.has(from); ) {
    const next: string[] = [];
    for (const id of front) {
      for (const other of adjacent.get(id)?.keys() ?? []) {
        if (distance.has(other)) continue;
        distance.set(other, distance.get(id)! + 1);
        next.push(other);
      }
    }
    front = next;
  }
  return distance;
}

// A thing and all things within so many steps of it.
export function neighbourhood(edges: Edge[], centre: string, steps: number): Set<string> {
  const near = new Set([centre]);
  for (let step = 0; step < steps; step += 1) {
    const before = new Set(near);
    for (const edge of edges) {
      if (before.has(edge.from)) near.add(edge.to);
      if (before.has(edge.to)) near.add(edge.from);
    }
  }
  return near;
}
