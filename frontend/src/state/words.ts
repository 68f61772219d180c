// Things, relations and what is shown, in words.

import type { Edge } from "../data.ts";
import { daysInWords, isEvent, periodInWords } from "../logic/periods.ts";
import { isolated } from "../logic/text.ts";
import { data, nodeOf, relationsByThing } from "./graph.ts";
import { state } from "./state.ts";

// The time of a relation: its own, that of the third thing that it goes through, or that of an event at one of its ends.
export function timeOf(edge: Edge): string {
  const event = [edge.from, edge.to].map(nodeOf).find(isEvent);
  return periodInWords(edge) || edge.when || (event ? periodInWords(event) : "");
}

// The label of a relation; for a relation through a third thing, how and through what.
export function phrase(edge: Edge): string {
  const isKnown = relationsByThing.has(edge.through ?? "");
  const through = isKnown ? nodeOf(edge.through!).label : edge.label;
  return edge.how ? `${edge.how} ${isolated(through)}` : edge.label;
}

// The label of a relation with its direction, seen from one of its ends.
export function directed(edge: Edge, from: string): string {
  if (edge.how) return phrase(edge);
  return edge.from === from ? `${edge.label} →` : `← ${edge.label}`;
}

export function neighbourhoodInWords(): string {
  const { id, steps } = state.centred!;
  return `${isolated(nodeOf(id).label)} and what is ${steps === 1 ? "one step" : "two steps"} away`;
}

// The day with which due dates are compared: the chosen day, that of the slice, or the day on which the page is read.
export const dayOfReading = (): string =>
  state.days.at ?? state.days.known ?? data.today ?? new Date().toISOString().slice(0, 10);

export const timeInWords = (): string => daysInWords(state.days);
