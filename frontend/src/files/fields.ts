// The fields of things and relations in files.

import type { Edge, Node } from "../data.ts";
import { isOverdue } from "../logic/status.ts";
import { type Shown, sourcesOf } from "./provenance.ts";

export const NODE_FIELDS = [
  "label",
  "kind",
  "curie",
  "subtitle",
  "note",
  "start",
  "end",
  "status",
  "due",
  "overdue",
  "fulfilled_by",
  "amount",
  "currency",
  "contested",
  "sources",
] as const;
export const EDGE_FIELDS = [
  "relation",
  "label",
  "through",
  "how",
  "start",
  "end",
  "inferred",
  "contested",
  "sources",
] as const;

export type Field = (typeof NODE_FIELDS | typeof EDGE_FIELDS)[number];
export type Value = string | number | boolean | null;

const own = (thing: Node | Edge, field: string): Value => (thing as unknown as Record<string, Value>)[field] ?? null;

function single(shown: Shown, thing: Node | Edge, field: string): Value {
  return field === "overdue" ? isOverdue(thing as Node, shown.day) : own(thing, field);
}

export const fieldOf = (shown: Shown, thing: Node | Edge, field: Field): Value =>
  field === "sources" ? sourcesOf(shown.data, thing).join(" ") : single(shown, thing, field);

export const jsonValueOf = (shown: Shown, thing: Node | Edge, field: Field): Value | string[] =>
  field === "sources" ? sourcesOf(shown.data, thing) : single(shown, thing, field);

// The fields that have a value.
export const filledFields = (shown: Shown, thing: Node | Edge, fields: readonly Field[]): [Field, Value][] =>
  fields
    .map((field): [Field, Value] => [field, fieldOf(shown, thing, field)])
    .filter(([, value]) => value !== null && value !== "");

const FLAGS: readonly Field[] = ["inferred", "contested", "overdue"];

export const typeOf = (field: Field): "boolean" | "string" => (FLAGS.includes(field) ? "boolean" : "string");
