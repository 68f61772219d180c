// The fields of things and relations in files.

import type { Edge, Node, PageData } from "../data.ts";
import { sourcesOf } from "./provenance.ts";

export const NODE_FIELDS = [
  "label",
  "kind",
  "curie",
  "subtitle",
  "note",
  "start",
  "end",
  "status",
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

export const fieldOf = (data: PageData, thing: Node | Edge, field: Field): Value =>
  field === "sources" ? sourcesOf(data, thing).join(" ") : own(thing, field);

export const jsonValueOf = (data: PageData, thing: Node | Edge, field: Field): Value | string[] =>
  field === "sources" ? sourcesOf(data, thing) : own(thing, field);

// The fields that have a value.
export const filledFields = (data: PageData, thing: Node | Edge, fields: readonly Field[]): [Field, Value][] =>
  fields
    .map((field): [Field, Value] => [field, fieldOf(data, thing, field)])
    .filter(([, value]) => value !== null && value !== "");

export const typeOf = (field: Field): "boolean" | "string" =>
  field === "inferred" || field === "contested" ? "boolean" : "string";
