// The layers: headings above the columns.

import { shorten } from "../logic/labels.ts";
import { data } from "../state/graph.ts";
import { cast } from "../state/stage.ts";
import { isShown } from "../state/visible.ts";
import { theNetwork } from "./network.ts";
import { columnsShown, columnWidth } from "./places.ts";
import { fontOf, measureIn, theme } from "./theme.ts";
import { write } from "./writing.ts";

export const ROW = 18; // from one name of a full column to the next, as kg/page/layouts/layers.py has it
export const LEAST_SCALE = 0.55; // at which the names of a full column, row by row, can be read
const SIZE = 12.5;

export interface Heading {
  text: string;
  x: number;
}

export function headings(): Heading[] {
  return columnsShown().map((at) => {
    const members = cast().filter((node) => node.column === at);
    return { text: `${data.columns[at]} ${members.filter(isShown).length}`, x: members[0]!.layer[0] - 9 };
  });
}

// How high the headings stand, where a pixel of the screen is so large in the drawing.
export const headingTop = (unit: number): number => Math.min(...cast().map((node) => node.layer[1])) - 20 * unit - 10;

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
    // Where columns are narrow on the screen, a heading is cut to its own.
    const room = columnWidth() * scale + (at === all.length - 1 ? 14 : -2);
    write(context, shorten(text, room, measure), x, headingTop(1 / scale), 4 / scale);
  });
  context.restore();
}
