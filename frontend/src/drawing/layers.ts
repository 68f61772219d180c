// The layers: headings above the columns.

import { shorten } from "../logic/labels.ts";
import { data } from "../state/graph.ts";
import { stageNodes } from "../state/stage.ts";
import { isShown } from "../state/visible.ts";
import { theNetwork } from "./network.ts";
import { columnsShown, columnWidth } from "./places.ts";
import { fontOf, measureIn, theme } from "./theme.ts";
import { write } from "./writing.ts";

export const ROW = 18; // pixels from one row of a full column to the next; PITCH in kg/page/layouts/layers.py
export const LEAST_SCALE = 0.55; // the smallest scale at which the labels of a full column can be read
const SIZE = 12.5;

export interface Heading {
  text: string;
  x: number;
}

export function headings(): Heading[] {
  return columnsShown().map((at) => {
    const members = stageNodes().filter((node) => node.column === at);
    return { text: `${data.columns[at]} ${members.filter(isShown).length}`, x: members[0]!.layer[0] - 9 };
  });
}

// The y of the headings; a unit is the size of a screen pixel in the drawing.
export const headingTop = (unit: number): number =>
  Math.min(...stageNodes().map((node) => node.layer[1])) - 20 * unit - 10;

export function paintHeadings(context: CanvasRenderingContext2D): void {
  const scale = theNetwork().getScale();
  const measure = measureIn(fontOf(true, SIZE));
  const all = headings();
  context.save();
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  context.font = fontOf(true, SIZE / scale);
  context.fillStyle = theme.soft;
  all.forEach(({ text, x }, at) => {
    // A heading is cut to the width of its column.
    const room = columnWidth() * scale + (at === all.length - 1 ? 14 : -2);
    write(context, shorten(text, room, measure), x, headingTop(1 / scale), 4 / scale);
  });
  context.restore();
}
