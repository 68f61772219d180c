// Colours and fonts of the light and the dark theme.

import type { Edge, Node } from "../data.ts";
import { mix } from "../logic/colours.ts";
import type { Measure } from "../logic/labels.ts";
import { allRelations, allThings, kinds, nodeOf } from "../state/graph.ts";
import { dark, root } from "../state/media.ts";

export const theme = {
  paper: "",
  ink: "",
  soft: "",
  accent: "",
  sea: "",
  land: "",
  edge: "",
  onDisc: "",
  font: "",
};

// A canvas that measures texts and parses colours.
const pen = document.createElement("canvas").getContext("2d")!;

export function readTheme(): void {
  root.dataset.theme = dark.matches ? "dark" : "light";
  const style = getComputedStyle(root);
  const value = (name: string) => style.getPropertyValue(name).trim();
  Object.assign(theme, {
    paper: value("--paper"),
    ink: value("--ink"),
    soft: value("--soft"),
    accent: value("--accent"),
    sea: value("--sea"),
    land: value("--land"),
    edge: value("--edge"),
    onDisc: value("--on-disc"),
    font: getComputedStyle(document.body).fontFamily,
  });
}

// A colour in any notation of CSS, as #rrggbb; null if it is none.
function asHex(colour: string): string | null {
  pen.fillStyle = "#000000";
  pen.fillStyle = colour;
  return /^#[0-9a-f]{6}$/.test(pen.fillStyle) ? pen.fillStyle : null;
}

export function readPaints(): void {
  for (const thing of [...allThings, ...allRelations]) {
    const paint = thing.paint ? asHex(thing.paint) : null;
    if (paint) thing.paint = paint;
    else delete thing.paint;
  }
}

export const colourOf = (kind: string): string => kinds.get(kind)![dark.matches ? "dark" : "light"];
export const nodeColour = (node: Node): string => node.paint ?? colourOf(node.kind);

// A line has the colour of its target; if the target is a country, the colour of its start.
export function edgeColour(edge: Edge): string {
  const end = nodeOf(nodeOf(edge.to).kind === "Country" ? edge.from : edge.to);
  return edge.paint ?? mix(nodeColour(end), theme.edge, 0.45);
}

export const fontOf = (bold: boolean, px: number): string => `${bold ? 620 : 450} ${px}px ${theme.font}`;

// Measures the width of texts in a font. Setting a font is slow, so it is set only when it changes.
let font = "";
export const measureIn =
  (wanted: string): Measure =>
  (text) => {
    if (font !== wanted) {
      pen.font = wanted;
      font = wanted;
    }
    return pen.measureText(text).width;
  };
