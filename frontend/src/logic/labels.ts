// Labels: rows of text that fit a width, and places around symbols where labels cover nothing.

import { type Box, boxAround, free, meets, overlap, within } from "./geometry.ts";

export type Measure = (text: string) => number;

export interface LabelText {
  rows: string[];
  width: number;
}

export interface SymbolBox extends Box {
  x: number;
  y: number;
  size: number;
}

export type Lead = [number, number, number, number];

export interface Spot {
  x: number;
  y: number;
  unit: number;
  px: number;
  box: Box;
  rows: string[];
  // The line from the symbol to a label at a distance.
  lead?: Lead;
}

export interface Label extends Spot {
  id: string;
  bold: boolean;
}

export const LABEL_WIDTH = 118;
const LONGEST_ROW = 1000; // the number of letters that are measured
// A label breaks at spaces, after hyphens and dashes, and between characters of Chinese and Japanese.
const PIECES =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\-–—/\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+[-–—/]*|[-–—/]+/gu;

export function shorten(text: string, width: number, measure: Measure): string {
  if (text.length <= LONGEST_ROW && measure(text) <= width) return text;
  // Bisection finds the cut in a few steps, even in a text of thousands of letters.
  const letters = [...text.slice(0, LONGEST_ROW)];
  const cut = (count: number) => `${letters.slice(0, count).join("").trimEnd()}…`;
  let [fits, over] = [1, letters.length + 1];
  while (over - fits > 1) {
    const half = (fits + over) >> 1;
    if (measure(cut(half)) <= width) fits = half;
    else over = half;
  }
  return cut(fits);
}

// Wraps a label into at most three rows.
export function wrap(text: string, measure: Measure): LabelText {
  const rows: string[] = [];
  let space = "";
  for (const piece of text.trim().slice(0, LONGEST_ROW).match(PIECES) ?? []) {
    if (/^\s/.test(piece)) {
      space = " ";
      continue;
    }
    const longer = rows.length ? `${rows.at(-1)}${space}${piece}` : piece;
    if (rows.length && measure(longer) <= LABEL_WIDTH) rows[rows.length - 1] = longer;
    else rows.push(piece);
    space = "";
  }
  const kept = rows.slice(0, 3);
  if (rows.length > 3) kept[2] = `${kept[2]}…`;
  return measured(
    kept.map((row) => shorten(row, LABEL_WIDTH * 1.4, measure)),
    measure,
  );
}

export function oneRow(text: string, width: number, measure: Measure): LabelText {
  const row = shorten(text.trim().replace(/\s+/g, " "), width, measure);
  return { rows: row ? [row] : [], width: measure(row) };
}

const measured = (rows: string[], measure: Measure): LabelText => ({ rows, width: Math.max(0, ...rows.map(measure)) });

// Wraps a text into as many rows as necessary.
export function breakLines(text: string, width: number, measure: Measure): string[] {
  const rows = [""];
  for (const word of text.split(/\s+/)) {
    const last = rows.at(-1);
    const longer = last ? `${last} ${word}` : word;
    if (last && measure(longer) > width) rows.push(shorten(word, width, measure));
    else rows[rows.length - 1] = shorten(longer, width, measure);
  }
  return rows;
}

// The places next to a symbol, in order of preference: below, above, right, left, and diagonally. In layers only right.
export function spotsOf(
  { x, y, size }: SymbolBox,
  text: LabelText,
  px: number,
  scale: number,
  layered: boolean,
): Spot[] {
  const { unit, wide, high, spot } = spotAt(x, y, text, px, scale);
  const reach = size + Math.max(4 / scale, 3 * unit);
  const [beside, below, shift] = [reach + wide / 2, reach + high / 2, wide / 3];
  if (layered) return [spot(beside, 0, 11.5 * unit)];
  const steps = [
    [0, below],
    [0, -below],
    [beside, 0],
    [-beside, 0],
    [shift, below],
    [-shift, below],
    [shift, -below],
    [-shift, -below],
  ] as const;
  return steps.map(([dx, dy]) => spot(dx, dy));
}

// Places all around a symbol, at growing distances.
export function spotsApart({ x, y, size }: SymbolBox, text: LabelText, px: number, scale: number): Spot[] {
  const { wide, high, spot } = spotAt(x, y, text, px, scale);
  return [18, 30, 42, 54].flatMap((far) =>
    Array.from({ length: 24 }, (_, turn) => {
      const [ux, uy] = [Math.cos((turn * Math.PI) / 12), Math.sin((turn * Math.PI) / 12)];
      const reach = size + far / scale;
      const aside = (Math.sign(Math.round(ux * 2)) * wide) / 2;
      const off = (Math.sign(Math.round(uy * 2)) * high) / 2;
      const lead: Lead = [x + ux * size, y + uy * size, x + ux * reach, y + uy * reach];
      return { ...spot(ux * reach + aside, uy * reach + off), lead };
    }),
  );
}

function spotAt(x: number, y: number, { rows, width }: LabelText, px: number, scale: number) {
  const unit = px / 12 / scale;
  const [wide, high] = [width * unit, rows.length * 14 * unit];
  // Letters do not fill the height of a row, so the boxes of labels are a little lower than their rows.
  const spot = (dx: number, dy: number, room = high - 2 * unit): Spot => ({
    x: x + dx,
    y: y + dy - high / 2,
    unit,
    px: px / scale,
    box: boxAround(x + dx, y + dy, wide + 5 * unit, room),
    rows,
  });
  return { unit, wide, high, spot };
}

// Whether the line to a label crosses nothing else.
function leadIsClear([x0, y0, x1, y1]: Lead, symbol: Box, taken: Box[], scale: number): boolean {
  return [0.1, 0.3, 0.5, 0.7, 0.9].every((share) => {
    const point = boxAround(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, 4 / scale, 4 / scale);
    return taken.every((other) => other === symbol || !meets(point, other));
  });
}

export interface Candidate {
  id: string;
  bold: boolean;
  symbol: SymbolBox;
  // Whether it always gets a label; whether its label may be at a distance, with a line.
  always: boolean;
  mayBeDistant: boolean;
  textAt: (px: number) => LabelText;
}

export interface Room {
  scale: number;
  // The font sizes to try, and the smallest one.
  sizes: number[];
  least: number;
  layered: boolean;
  // The box that labels may not leave if their symbols are in it.
  edge: Box | null;
  // Boxes that labels may not cover, and boxes of faded things, which they cover only if there is no other room.
  taken: Box[];
  faded: Box[];
}

// Places labels in order: each goes to the first free place, and its box is added to the taken ones.
export function placeLabels(candidates: Candidate[], room: Room): Label[] {
  const labels: Label[] = [];
  for (const candidate of candidates) {
    const spot = spotFor(candidate, room);
    if (!spot) continue;
    room.taken.push(spot.box);
    labels.push({ ...spot, id: candidate.id, bold: candidate.bold });
  }
  return labels;
}

function spotFor({ symbol, always, mayBeDistant, textAt }: Candidate, room: Room): Spot | null {
  const { scale, sizes, least, layered, edge, taken, faded } = room;
  const bounds = edge && within(symbol, edge) ? edge : null;
  const fits = ({ box }: Spot) => free(box, taken) && (!bounds || within(box, bounds));
  const isClear = (spot: Spot) => fits(spot) && free(spot.box, faded);
  const covered = ({ box }: Spot) =>
    taken.reduce((sum, other) => sum + overlap(box, other), 0) +
    (bounds ? (box.right - box.left) * (box.bottom - box.top) - overlap(box, bounds) : 0);
  const spots = sizes.flatMap((size) => spotsOf(symbol, textAt(size), size, scale, layered));
  const apart = () =>
    mayBeDistant
      ? spotsApart(symbol, textAt(least), least, scale).find(
          (spot) => isClear(spot) && leadIsClear(spot.lead!, symbol, taken, scale),
        )
      : undefined;
  const leastCovered = () => spots.reduce((best, spot) => (covered(spot) < covered(best) ? spot : best));
  return spots.find(isClear) ?? apart() ?? spots.find(fits) ?? (always ? leastCovered() : null);
}
