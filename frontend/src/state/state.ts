// What is selected, pointed at, switched off and looked at.

import type { View } from "../logic/address.ts";
import type { Box, Point } from "../logic/geometry.ts";
import type { Days, Span } from "../logic/periods.ts";
import type { Step } from "../logic/routes.ts";

// What is selected or pointed at. The id of a row is its number, from 0; that of a path is "path".
export interface Item {
  type: "node" | "edge" | "arc" | "path" | "row";
  id: string;
}

// The room of what was fitted last, and the scale at which it was.
export type Home = Box & { scale: number };

interface Camera {
  position: Point;
  scale: number;
  offset: Point;
  home: Home | null;
}

interface State {
  view: View;
  selected: Item | null;
  hovered: Item | null;
  hiddenKinds: Set<string>;
  hiddenRelations: Set<string>;
  inferredHidden: boolean;
  // Whether lines are left out where all would hide each other.
  thinned: boolean;
  // Arcs of fewer links are left out; and how it is when the map opens.
  strength: number | null;
  strengthAtFirst: number | null;
  language: string;
  // Whether single keys act.
  singleKeys: boolean;
  // The community that is open, and the one whose bubble is pointed at.
  opened: number | null;
  pointed: number | null;
  // The thing whose neighbourhood alone is shown, and what is in it; null for everything.
  centred: { id: string; steps: number } | null;
  near: Set<string> | null;
  // What held on one day, and what was known by another, are shown; and what the sliders reach over.
  days: Days;
  span: Span | null;
  path: { from: string | null; to: string | null; routes: Step[][]; at: number };
  // Whether the view was moved by hand; where it was before anything was selected; what was fitted last.
  steered: boolean;
  before: Camera | null;
  home: Home | null;
  // Whether things glide from one view to another.
  moving: boolean;
  // The thing that the keyboard is at.
  standing: string | null;
}

export const state: State = {
  view: "network",
  selected: null,
  hovered: null,
  hiddenKinds: new Set(),
  hiddenRelations: new Set(),
  inferredHidden: false,
  thinned: true,
  strength: null,
  strengthAtFirst: null,
  language: "",
  singleKeys: true,
  opened: null,
  pointed: null,
  centred: null,
  near: null,
  days: { at: null, known: null },
  span: null,
  path: { from: null, to: null, routes: [], at: 0 },
  steered: false,
  before: null,
  home: null,
  moving: false,
  standing: null,
};
