// The state of the page.

import type { View } from "../logic/address.ts";
import type { Box, Point } from "../logic/geometry.ts";
import type { Days, Span } from "../logic/periods.ts";
import type { Step } from "../logic/routes.ts";

// An item that can be selected or pointed at. The id of a row is its number, from 0; the id of a path is "path".
export interface Item {
  type: "node" | "edge" | "arc" | "path" | "row";
  id: string;
}

// The box of the last fit in the drawing, and its scale.
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
  // Whether crowded relations are thinned.
  thinned: boolean;
  // The smallest number of links of a drawn arc, now and initially.
  strength: number | null;
  strengthAtFirst: number | null;
  language: string;
  // Whether single-key shortcuts are on.
  singleKeys: boolean;
  // The open community, and the community whose bubble is under the pointer.
  opened: number | null;
  pointed: number | null;
  // The centre of the neighbourhood that is shown, and the things in it; null if everything is shown.
  centred: { id: string; steps: number } | null;
  near: Set<string> | null;
  // The day of valid time and the day of knowledge time; the range of the sliders.
  days: Days;
  span: Span | null;
  path: { from: string | null; to: string | null; routes: Step[][]; at: number };
  // Whether the user has moved the view; the view before the selection; the last fit.
  movedByHand: boolean;
  before: Camera | null;
  home: Home | null;
  // Whether a transition between views is running.
  moving: boolean;
  // The id of the thing at the keyboard cursor.
  cursor: string | null;
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
  movedByHand: false,
  before: null,
  home: null,
  moving: false,
  cursor: null,
};
