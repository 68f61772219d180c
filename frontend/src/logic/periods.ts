// Days and periods. A period is a first and a last day, of which either may be missing.

import type { Edge, Node, PageData, Thing } from "../data.ts";

type Periods = NonNullable<Thing["held"]>;

const DAY = 86400000;

export interface Days {
  at: string | null;
  known: string | null;
}

// A day of the calendar, as yyyy-mm-dd, or null.
export function dayIn(text: string | null | undefined): string | null {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) return null;
  return new Date(text).toISOString().startsWith(text) ? text : null;
}

// Days are numbered for the sliders.
export const numberOf = (day: string): number => Math.round(Date.parse(day) / DAY);
export const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

// Things without periods are always there.
export const inPeriods = (periods: Periods | undefined, day: string | null): boolean =>
  !day || !periods || periods.some(([first, last]) => (!first || first <= day) && (!last || day <= last));

export const thereOn = (thing: Pick<Thing, "held" | "known">, days: Days): boolean =>
  inPeriods(thing.held, days.at) && inPeriods(thing.known, days.known);

// What both sliders reach over, and the days on which something changes.
export interface Span {
  turns: { at: string[]; known: string[] };
  first: number;
  last: number;
}

export function findSpan({ nodes, edges }: Pick<PageData, "nodes" | "edges">): Span | null {
  const turns = { at: turnsOf([...nodes, ...edges], "held"), known: turnsOf([...nodes, ...edges], "known") };
  const events = eventDays(nodes).sort();
  const all = [...turns.at, ...turns.known, ...events].sort();
  if (!all.length) return null;
  // What began before the first event, as memberships of long ago, has begun at the left end.
  const begin = events[0] ?? all[0]!;
  return { turns, first: numberOf(`${begin.slice(0, 4)}-01-01`), last: numberOf(`${all.at(-1)!.slice(0, 4)}-12-31`) };
}

function turnsOf(things: (Node | Edge)[], key: "held" | "known"): string[] {
  const days = things.flatMap((thing) =>
    (thing[key] ?? []).flatMap(([first, last]) => [dayIn(first), dayIn(last) && dayOf(numberOf(last!) + 1)]),
  );
  return [...new Set(days.filter((day) => day !== null))].sort();
}

export const isEvent = (node: Pick<Node, "kind">): boolean => ["Dialogue", "Event"].includes(node.kind);

// The days of events that were held; of one of which only the year is known, its middle.
export function eventDays(nodes: Node[]): string[] {
  return nodes
    .filter((node) => isEvent(node) && !node.planned && /^\d{4}/.test(node.start ?? ""))
    .map((node) => dayIn(node.start) ?? `${node.start!.slice(0, 4)}-07-01`);
}

// The next day on which something changes, forwards or backwards; the end of the slider where there is none.
export function nextTurn({ turns, first, last }: Span, key: keyof Days, now: string | null, forwards: boolean): string {
  const here = now ?? dayOf(last);
  const next = forwards ? turns[key].find((turn) => turn > here) : turns[key].findLast((turn) => turn < here);
  return next ?? dayOf(forwards ? last : first);
}

const longDay = (day: string): string =>
  new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

// What the two days leave, in words.
export function daysInWords({ at, known }: Days): string {
  const parts = [at && `held on ${longDay(at)}`, known && `had been published by ${longDay(known)}`].filter(Boolean);
  return parts.length ? `what ${parts.join(" and ")}` : "";
}

// The same in a sentence, with days as they are written in files.
export function daysInSentence({ at, known }: Days): string {
  if (at && known) {
    return `Shown is what held on ${at}, by all that is known today, and had been published by ${known}.`;
  }
  if (at) return `Shown is what held on ${at}, by all that is known today.`;
  if (known) return `Shown is what had been published by ${known}.`;
  return "Move a slider to see what held on a day, or what was known by a day.";
}

// When a thing was, in words.
export function periodInWords({ start, end }: { start: string | null; end: string | null }): string {
  if (start && end) return start === end ? start : `${start} – ${end}`;
  if (start === "undated") return start;
  if (start) return `since ${start}`;
  return end ? `until ${end}` : "";
}
