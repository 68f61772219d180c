// Days and periods. A period has a first and a last day; either may be missing.

import type { Edge, Node, PageData, Thing } from "../data.ts";

type Periods = NonNullable<Thing["held"]>;
type Period = Periods[number];

const DAY = 86400000;

export interface Days {
  at: string | null;
  known: string | null;
}

// The text, if it is a day of the calendar as yyyy-mm-dd; otherwise null.
export function dayIn(text: string | null | undefined): string | null {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) return null;
  return new Date(text).toISOString().startsWith(text) ? text : null;
}

// Days are numbered for the sliders.
export const numberOf = (day: string): number => Math.round(Date.parse(day) / DAY);
export const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

// A thing without periods is always present.
export const inPeriods = (periods: Periods | undefined, day: string | null): boolean =>
  !day || !periods || periods.some(([first, last]) => (!first || first <= day) && (!last || day <= last));

// The range of both sliders, and the days on which something changes.
export interface Span {
  changes: { at: string[]; known: string[] };
  first: number;
  last: number;
}

export function findSpan({ nodes, edges }: Pick<PageData, "nodes" | "edges">): Span | null {
  const changes = { at: changesOf([...nodes, ...edges], "held"), known: changesOf([...nodes, ...edges], "known") };
  const events = eventDays(nodes).sort();
  const all = [...changes.at, ...changes.known, ...events].sort();
  if (!all.length) return null;
  // Periods may begin before the first event, such as old memberships. They have begun at the left end of the slider.
  const begin = events[0] ?? all[0]!;
  return { changes, first: numberOf(`${begin.slice(0, 4)}-01-01`), last: numberOf(`${all.at(-1)!.slice(0, 4)}-12-31`) };
}

function changesOf(things: (Node | Edge)[], key: "held" | "known"): string[] {
  const versions = (thing: Node | Edge) => (key === "known" ? (thing.versions ?? []) : []);
  const days = things.flatMap((thing) =>
    [...(thing[key] ?? []), ...versions(thing).map(({ first, last }): Period => [first, last])].flatMap(
      ([first, last]) => [dayIn(first), dayIn(last) && dayOf(numberOf(last!) + 1)],
    ),
  );
  return [...new Set(days.filter((day) => day !== null))].sort();
}

export const isEvent = (node: Pick<Node, "kind">): boolean => ["Dialogue", "Event"].includes(node.kind);

// The days of events that took place. If only the year is known, the middle of the year.
export function eventDays(nodes: Node[]): string[] {
  return nodes
    .filter((node) => isEvent(node) && !node.planned && /^\d{4}/.test(node.start ?? ""))
    .map((node) => dayIn(node.start) ?? `${node.start!.slice(0, 4)}-07-01`);
}

// The next or previous day on which something changes; if there is none, the end of the slider.
export function nextChange(
  { changes, first, last }: Span,
  key: keyof Days,
  now: string | null,
  forwards: boolean,
): string {
  const here = now ?? dayOf(last);
  const next = forwards ? changes[key].find((day) => day > here) : changes[key].findLast((day) => day < here);
  return next ?? dayOf(forwards ? last : first);
}

const longDay = (day: string): string =>
  new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

// The restriction by the two days, as a phrase. Both days together use the ends and dates that are known today.
export function daysInWords({ at, known }: Days): string {
  if (at && known) return `what held on ${longDay(at)}, by sources published by ${longDay(known)}`;
  if (at) return `what held on ${longDay(at)}`;
  return known ? `what had been published by ${longDay(known)}` : "";
}

// The restriction by the two days, as a sentence that explains it.
export function daysInSentence(days: Days): string {
  const words = daysInWords(days);
  if (!words) return "Move a slider to see what held on a day, or what had been published by a day.";
  const today = days.at && (days.known ? " (ends and dates as known today)" : ", as far as is known today");
  return `Shown: ${words}${today || ""}.`;
}

// The period of a thing, in words.
export function periodInWords({ start, end }: { start: string | null; end: string | null }): string {
  if (start && end) return start === end ? start : `${start} – ${end}`;
  if (start === "undated") return start;
  if (start) return `since ${start}`;
  return end ? `until ${end}` : "";
}
