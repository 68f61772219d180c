// The arcs of the map: what pairs of countries share.

import type { Edge, MapData, Node } from "../data.ts";

export interface Arc {
  id: string;
  from: string;
  to: string;
  // The frameworks, sessions and commitments that both have a relation with, and the direct relations between them.
  things: string[];
  edges: string[];
}

interface Shown {
  // The things that countries may share, and the relations that are shown.
  shared: Node[];
  edges: Edge[];
  isOnMap: (id: string) => boolean;
}

const ARCS_AT_FIRST = 40;

export const strengthOf = (arc: Arc): number => arc.things.length + arc.edges.length;

// Two countries have a link for each thing that both have a shown relation with, and for each direct relation.
export function findArcs({ shared, edges, isOnMap }: Shown): Map<string, Arc> {
  const arcs = new Map<string, Arc>();
  const link = (one: string, other: string, key: "things" | "edges", id: string) => {
    const [from, to] = one < other ? [one, other] : [other, one];
    const name = `arc ${from} ${to}`;
    const arc = arcs.get(name) ?? { id: name, from, to, things: [], edges: [] };
    arc[key].push(id);
    arcs.set(name, arc);
  };
  const parties = partiesOf(edges, isOnMap);
  for (const { id } of shared) {
    const all = [...(parties.get(id) ?? [])].sort();
    all.forEach((one, at) => {
      for (const other of all.slice(at + 1)) link(one, other, "things", id);
    });
  }
  for (const edge of edges) {
    if (edge.from !== edge.to && isOnMap(edge.from) && isOnMap(edge.to)) link(edge.from, edge.to, "edges", edge.id);
  }
  return arcs;
}

// The countries that have a relation with each thing.
function partiesOf(edges: Edge[], isOnMap: (id: string) => boolean): Map<string, Set<string>> {
  const parties = new Map<string, Set<string>>();
  const add = (thing: string, country: string) => {
    if (isOnMap(country)) parties.set(thing, (parties.get(thing) ?? new Set()).add(country));
  };
  for (const edge of edges) {
    add(edge.from, edge.to);
    add(edge.to, edge.from);
  }
  return parties;
}

// The number of links of each country.
export function linksEach(arcs: Iterable<Arc>): Map<string, number> {
  const links = new Map<string, number>();
  for (const arc of arcs) {
    for (const id of [arc.from, arc.to]) links.set(id, (links.get(id) ?? 0) + strengthOf(arc));
  }
  return links;
}

export const strongestOf = (arcs: Iterable<Arc>): number => Math.max(1, ...[...arcs].map(strengthOf));

// The initial smallest number of links of a drawn arc: so that about forty arcs are drawn.
export function firstStrength(arcs: Iterable<Arc>): number {
  const sorted = [...arcs].map(strengthOf).sort((a, b) => b - a);
  return sorted.length > ARCS_AT_FIRST ? Math.min(sorted[ARCS_AT_FIRST]! + 1, sorted[0]!) : 1;
}

// Half the width of the map at a height.
export function rimAt(outline: MapData["outline"], y: number): number {
  const after = outline.findIndex((point) => point[1] >= y);
  if (after <= 0) return outline[after < 0 ? outline.length - 1 : 0]![0];
  const [[x0, y0], [x1, y1]] = [outline[after - 1]!, outline[after]!];
  return x0 + ((x1 - x0) * (y - y0)) / Math.max(y1 - y0, 1e-9);
}

// Where an arc between two places crosses the right edge of the map. It enters the left edge at the same height.
export function edgeCrossing(
  outline: MapData["outline"],
  west: [number, number],
  east: [number, number],
): { x: number; y: number } {
  const middle = (west[1] + east[1]) / 2 - 12;
  const rim = rimAt(outline, middle);
  const [a, b] = [rim - east[0], west[0] + rim];
  const y = east[1] + (west[1] - east[1]) * (a / Math.max(a + b, 1)) - 12;
  return { x: rimAt(outline, y), y };
}

// Unpacks the rings of coastline. A packed ring is its first point and the steps to the next points, in half pixels.
export function ringsOf(land: MapData["land"]): [number, number][][] {
  return land.map((steps) => {
    let [x, y] = [0, 0];
    const ring: [number, number][] = [];
    for (let at = 0; at < steps.length; at += 2) {
      x += steps[at]!;
      y += steps[at + 1]!;
      ring.push([x / 2, y / 2]);
    }
    return ring;
  });
}
