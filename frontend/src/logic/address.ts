// The state of the page in the fragment of its address, so that a link shows the same view. Only differences from the
// initial state are written. Unknown values are ignored.

import type { Edge } from "../data.ts";
import { type Days, dayIn } from "./periods.ts";
import { separated } from "./text.ts";

export const VIEWS = ["network", "layers", "map"] as const;
export type View = (typeof VIEWS)[number];

export type Selected =
  | { type: "node" | "edge" | "arc"; id: string }
  // The row is counted from 0.
  | { type: "row"; row: number }
  | { type: "path"; from: string; to: string | null; at: number };

export interface AddressState {
  view: View;
  selected: Selected | null;
  search: string;
  hiddenKinds: string[];
  hiddenRelations: string[];
  inferredHidden: boolean;
  thinned: boolean;
  // The smallest number of links of a drawn arc; null for the initial number.
  strength: number | null;
  language: string;
  singleKeys: boolean;
  // The id of a thing in the open community.
  opened: string | null;
  centred: { id: string; steps: number } | null;
  at: string | null;
  known: string | null;
  eye: { x: number; y: number; scale: number } | null;
}

export const initialState = (): AddressState => ({
  view: "network",
  selected: null,
  search: "",
  hiddenKinds: [],
  hiddenRelations: [],
  inferredHidden: false,
  thinned: true,
  strength: null,
  language: "",
  singleKeys: true,
  opened: null,
  centred: null,
  at: null,
  known: null,
  eye: null,
});

// The name of a relation in addresses. It does not contain the page's id, which depends on the whole graph.
export const nameOfEdge = (edge: Edge): string => separated([edge.from, edge.relation, edge.to, edge.through], " ");

export function writeFragment(state: AddressState, edgeOf: (id: string) => Edge): URLSearchParams {
  const fragment = new URLSearchParams();
  if (state.view !== "network") fragment.set("view", state.view);
  if (state.selected) writeSelected(fragment, state.selected, edgeOf);
  if (state.search) fragment.set("search", state.search);
  for (const kind of state.hiddenKinds.toSorted()) fragment.append("hide", kind);
  for (const relation of state.hiddenRelations.toSorted()) fragment.append("without", relation);
  if (state.inferredHidden) fragment.set("inferred", "no");
  if (!state.thinned) fragment.set("lines", "all");
  if (state.strength !== null) fragment.set("links", String(state.strength));
  if (state.language) fragment.set("names", state.language);
  if (!state.singleKeys) fragment.set("keys", "off");
  if (state.opened !== null) fragment.set("open", state.opened);
  if (state.centred) {
    fragment.set("around", state.centred.id);
    if (state.centred.steps !== 1) fragment.set("steps", String(state.centred.steps));
  }
  if (state.at) fragment.set("at", state.at);
  if (state.known) fragment.set("known-by", state.known);
  if (state.eye) {
    const { x, y, scale } = state.eye;
    fragment.set("eye", [x.toFixed(0), y.toFixed(0), scale.toFixed(3)].join(","));
  }
  return fragment;
}

function writeSelected(fragment: URLSearchParams, selected: Selected, edgeOf: (id: string) => Edge): void {
  if (selected.type === "path") {
    fragment.set("from", selected.from);
    if (selected.to) fragment.set("to", selected.to);
    if (selected.at) fragment.set("path", String(selected.at + 1));
  } else if (selected.type === "row") fragment.set("row", String(selected.row + 1));
  else fragment.set(selected.type, selected.type === "edge" ? nameOfEdge(edgeOf(selected.id)) : selected.id);
}

export interface Known {
  // Whether a thing was known by the day in the address, and whether it was known by any day.
  hasNode: (id: string) => boolean;
  hadNode: (id: string) => boolean;
  edges: Edge[];
  kinds: Set<string>;
  relations: Set<string>;
  languages: Set<string>;
  rows: number;
}

const LONGEST = 20000;
const LONGEST_SEARCH = 200;

const parametersOf = (text: string): URLSearchParams =>
  new URLSearchParams(text.length > LONGEST ? "" : text.replace(/^#/, ""));

export function readDays(text: string): Days {
  const fragment = parametersOf(text);
  return { at: dayIn(fragment.get("at")), known: dayIn(fragment.get("known-by")) };
}

export function readFragment(text: string, known: Known): AddressState {
  const fragment = parametersOf(text);
  const all = (name: string, allowed: Set<string>) => fragment.getAll(name).filter((value) => allowed.has(value));
  const node = (name: string) => nodeIn(fragment, name, known.hadNode);
  const links = Number(fragment.get("links"));
  const centre = node("around");
  const language = fragment.get("names") ?? "";
  return {
    view: VIEWS.find((name) => name === fragment.get("view")) ?? "network",
    selected: readSelected(fragment, known),
    search: (fragment.get("search") ?? "").slice(0, LONGEST_SEARCH),
    hiddenKinds: all("hide", known.kinds),
    hiddenRelations: all("without", known.relations),
    inferredHidden: fragment.get("inferred") === "no",
    thinned: fragment.get("lines") !== "all",
    strength: Number.isInteger(links) && links > 0 ? Math.min(links, 1e6) : null,
    language: known.languages.has(language) ? language : "",
    singleKeys: fragment.get("keys") !== "off",
    opened: node("open"),
    centred: centre === null ? null : { id: centre, steps: fragment.get("steps") === "2" ? 2 : 1 },
    ...readDays(text),
    eye: readEye(fragment.get("eye") ?? ""),
  };
}

function nodeIn(fragment: URLSearchParams, name: string, isAllowed: (id: string) => boolean): string | null {
  const id = fragment.get(name);
  return id !== null && isAllowed(id) ? id : null;
}

// Whether an arc exists is checked later: arcs are computed when the map is shown.
function readSelected(fragment: URLSearchParams, known: Known): Selected | null {
  const nodeNamed = (key: string) => nodeIn(fragment, key, known.hasNode);
  const [from, node] = [nodeNamed("from"), nodeNamed("node")];
  const name = fragment.get("edge");
  const edge = name && known.edges.find((each) => nameOfEdge(each) === name);
  const row = Number(fragment.get("row")) - 1;
  const arc = fragment.get("arc");
  if (from)
    return {
      type: "path",
      from,
      to: nodeNamed("to"),
      at: Math.max(Number(fragment.get("path")) - 1 || 0, 0),
    };
  if (node) return { type: "node", id: node };
  if (edge) return { type: "edge", id: edge.id };
  if (Number.isInteger(row) && row >= 0 && row < known.rows) return { type: "row", row };
  return arc ? { type: "arc", id: arc } : null;
}

function readEye(text: string): AddressState["eye"] {
  const [x, y, scale, ...more] = text.split(",").map(Number);
  const numbers = [x, y, scale].every((value) => Number.isFinite(value));
  if (!numbers || more.length || !scale || scale <= 0) return null;
  return { x: x!, y: y!, scale: Math.min(Math.max(scale, 0.02), 50) };
}
