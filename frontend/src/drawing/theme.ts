// Colours and fonts, light and dark.

import type { Edge, Node } from "../data.ts";
import { mix } from "../logic/colours.ts";
import type { Measure } from "../logic/labels.ts";
import { kinds, nodeOf, relations, things } from "../state/graph.ts";
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

// Measures texts, and reads colours.
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

// A colour that was chosen for one thing, in any words that CSS has for it.
function asHex(colour: string): string | null {
  pen.fillStyle = "#000000";
  pen.fillStyle = colour;
  return /^#[0-9a-f]{6}$/.test(pen.fillStyle) ? pen.fillStyle : null;
}

export function readPaints(): void {
  for (const thing of [...things, ...relations]) {
    const paint = thing.paint ? asHex(thing.paint) : null;
    if (paint) thing.paint = paint;
    else delete thing.paint;
  }
}

export const colourOf = (kind: string): string => kinds.get(kind)![dark.matches ? "dark" : "light"];
export const hueOf = (node: Node): string => node.paint ?? colourOf(node.kind);

// A line takes the colour of what it leads to, or, into a country, of what it comes from.
export function edgeColour(edge: Edge): string {
  const end = nodeOf(nodeOf(edge.to).kind === "Country" ? edge.from : edge.to);
  return edge.paint ?? mix(hueOf(end), theme.edge, 0.45);
}

export const fontOf = (bold: boolean, px: number): string => `${bold ? 620 : 450} ${px}px ${theme.font}`;

// How wide texts are in a font.
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
