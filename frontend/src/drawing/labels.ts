// Labels of the drawing: they have a constant size on the screen, and are drawn where they fit.

import { byId } from "../elements.ts";
import { linksEach } from "../logic/arcs.ts";
import { type Box, boxAround, free } from "../logic/geometry.ts";
import {
  type Candidate,
  LABEL_WIDTH,
  type Label,
  type LabelText,
  type Lead,
  oneRow,
  placeLabels,
  type SymbolBox,
  shorten,
  wrap,
} from "../logic/labels.ts";
import { plural, rightToLeft } from "../logic/text.ts";
import { arcs } from "../state/arcs.ts";
import { type Focus, focused } from "../state/focus.ts";
import { edgeOf, type GraphNode, isOnMap, nodeOf, relationsOf } from "../state/graph.ts";
import { lines } from "../state/lines.ts";
import { large, root } from "../state/media.ts";
import { isSelected, thingsOf } from "../state/selection.ts";
import { showsBubbles } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { paintGroupNames } from "./bubbles.ts";
import { paintFlag } from "./flags.ts";
import { paintHeadings, ROW } from "./layers.ts";
import { contestedMarks, paintMarks } from "./marks.ts";
import { pointOn, theNetwork } from "./network.ts";
import { columnWidth, placedNodes, sizeOf } from "./places.ts";
import { fontOf, measureIn, theme } from "./theme.ts";
import { write } from "./writing.ts";

interface EdgeName {
  text: string;
  x: number;
  y: number;
  px: number;
}

export interface Placement {
  scale: number;
  labels: Label[];
  names: EdgeName[];
  // The number of things without a label; 0 while something is in focus.
  missing: number;
}

const MOST_LABELS = 500;
let placement: Placement | null = null;

export function forgetPlacement(): void {
  placement = null;
}

// The placement of the labels, computed if necessary.
export const currentPlacement = (): Placement => placement ?? place(theNetwork().getScale());

// ---- The texts, measured once

const wrapped = new Map<string, LabelText>();
const rows = new Map<string, LabelText>();

function cached(texts: Map<string, LabelText>, key: string, make: () => LabelText): LabelText {
  const text = texts.get(key) ?? make();
  texts.set(key, text);
  return text;
}

const wrappedLabel = (text: string, bold: boolean): LabelText =>
  cached(wrapped, `${bold}${text}`, () => wrap(text, measureIn(fontOf(bold, 12))));

const rowLabel = (text: string, bold: boolean, width: number): LabelText =>
  cached(rows, `${bold} ${Math.round(width)} ${text}`, () => oneRow(text, width, measureIn(fontOf(bold, 12))));

// ---- Placing

// The things that always get a label: those pointed at and those selected. If such a thing is not on the map, the
// countries that represent it.
function alwaysLabelled(): Set<string> {
  const items = [state.hovered, state.selected].filter((item) => item !== null);
  return new Set(
    items.flatMap((item) => {
      const there = thingsOf(item).filter((id) => state.view !== "map" || isOnMap(nodeOf(id)));
      return there.length ? there : [...(focused(item)?.nodes ?? [])];
    }),
  );
}

function symbolBoxes(): Map<string, SymbolBox> {
  const positions = theNetwork().getPositions();
  const boxes = new Map<string, SymbolBox>();
  for (const node of placedNodes()) {
    const { x, y } = positions[node.id]!;
    const size = sizeOf(node);
    boxes.set(node.id, { ...boxAround(x, y, size * 2, size * 2), x, y, size });
  }
  return boxes;
}

// The font sizes to try, and the smallest one.
function sizesAt(scale: number): { sizes: number[]; least: number } {
  const least = large.matches ? 14 : 10;
  const unscaled = state.view === "map" && !large.matches;
  const px = 12 * Math.min(Math.max(unscaled ? 1 : scale, 0.92), large.matches ? 1.9 : 1.35);
  if (state.view !== "layers") return { sizes: [px, Math.max(px * 0.88, least)], least };
  return { sizes: [Math.max(Math.min(px, 12.5 * Math.max(scale, 0.88), 1.03 * ROW * scale), least)], least };
}

function place(scale: number): Placement {
  const [focus, always, symbols] = [focused(), alwaysLabelled(), symbolBoxes()];
  const isLit = ({ id }: GraphNode) => !focus || focus.nodes.has(id) || always.has(id);
  const lit = placedNodes().filter(isLit);
  const boxesOf = (nodes: GraphNode[]) => nodes.map(({ id }) => symbols.get(id)!);
  const marks = contestedMarks().map(({ x, y }) => boxAround(x, y, 13 / scale, 13 / scale));
  const { home, view } = state;
  const labels = placeLabels(candidatesOf(lit, symbols, always, focus, scale), {
    scale,
    ...sizesAt(scale),
    layered: view === "layers",
    // While everything that was fitted is in view, no label may cross the edge of the free room.
    edge: home && view !== "layers" && scale <= home.scale * 1.01 ? home : null,
    taken: [...boxesOf(lit), ...marks],
    faded: boxesOf(placedNodes().filter((node) => !isLit(node))),
  });
  const inFocus = [...(focus?.nodes ?? [])].map((id) => symbols.get(id)).filter((box) => box !== undefined);
  const taken: Box[] = [...inFocus, ...labels.map(({ box }) => box), ...marks];
  const names = focus && view === "network" ? placeEdgeNames(focus, scale, taken) : [];
  return { scale, labels, names, missing: focus ? 0 : placedNodes().length - labels.length };
}

// The things to label, the most important first.
function candidatesOf(
  lit: GraphNode[],
  symbols: Map<string, SymbolBox>,
  always: Set<string>,
  focus: Focus | null,
  scale: number,
): Candidate[] {
  const isMap = state.view === "map";
  const links = isMap ? linksEach(arcs.values()) : new Map<string, number>();
  const most = Math.max(...links.values(), 1);
  const linksOf = ({ id }: GraphNode) => links.get(id) ?? 0;
  const sorted = lit.toSorted(
    (a, b) =>
      Number(always.has(b.id)) - Number(always.has(a.id)) ||
      linksOf(b) - linksOf(a) ||
      b.size - a.size ||
      relationsOf(b.id).length - relationsOf(a.id).length,
  );
  return sorted.slice(0, MOST_LABELS).map((node) => {
    const symbol = symbols.get(node.id)!;
    const bold = node.kind === "Country" || isSelected("node", node.id);
    const width = (px: number) => ((columnWidth() * scale - symbol.size * scale - 22) * 12) / px;
    return {
      id: node.id,
      bold,
      symbol,
      always: always.has(node.id),
      // On the map, countries in focus and countries with many links may have their label at a distance, with a line.
      mayBeDistant: isMap && (Boolean(focus) || linksOf(node) >= most / 4),
      textAt: (px) =>
        state.view === "layers" ? rowLabel(node.label, bold, width(px)) : wrappedLabel(node.label, bold),
    };
  });
}

function placeEdgeNames(focus: Focus, scale: number, taken: Box[]): EdgeName[] {
  const px = 10.5 / scale;
  const measure = measureIn(fontOf(false, 10.5));
  const { thick, representedBy } = lines();
  const names: EdgeName[] = [];
  for (const id of focus.edges) {
    if (focus.edges.has(representedBy.get(id) ?? "")) continue;
    const stands = thick.has(id) && focus.edges.size > 1;
    const text = shorten(stands ? `${thick.get(id)} relations` : edgeOf(id).label, LABEL_WIDTH * 1.4, measure);
    const [wide, high] = [measure(text) / scale + px, 14 / scale];
    const spot = spotsAlong(id, wide, high).find(([x, y]) => free(boxAround(x, y, wide, high), taken));
    if (!spot) continue;
    taken.push(boxAround(spot[0], spot[1], wide, high));
    names.push({ text, x: spot[0], y: spot[1], px });
  }
  return names;
}

function spotsAlong(id: string, wide: number, high: number): [number, number][] {
  const [from, to] = [pointOn(id, 0.15), pointOn(id, 0.85)];
  // On a short line the label would hide the line, so it is above or below.
  const isShort = from && to && Math.hypot(to.x - from.x, to.y - from.y) < wide;
  const points = [0.5, 0.38, 0.62, 0.27, 0.73]
    .map((share) => pointOn(id, share))
    .filter((point) => point !== undefined);
  return points.flatMap(({ x, y }): [number, number][] =>
    isShort
      ? [
          [x, y - high],
          [x, y + high],
        ]
      : [[x, y]],
  );
}

// ---- Painting

export function paint(context: CanvasRenderingContext2D): void {
  const scale = theNetwork().getScale();
  if (showsBubbles()) paintGroupNames(context);
  else if (state.moving) paintFlags(context);
  else paintAll(context, scale);
}

function paintAll(context: CanvasRenderingContext2D, scale: number): void {
  if (placement?.scale !== scale) {
    placement = place(scale);
    noteMissing(placement);
  }
  paintFlags(context);
  if (state.view === "layers") paintHeadings(context);
  paintLabels(context, placement);
}

function noteMissing({ labels, missing }: Placement): void {
  root.dataset.labels = String(labels.length);
  byId("note-names").textContent = missing ? `zoom in for ${plural(missing, "more name", "more names")}` : "";
}

function paintLabels(context: CanvasRenderingContext2D, { scale, labels, names }: Placement): void {
  context.save();
  context.textAlign = "center";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  context.textBaseline = "middle";
  for (const name of names) {
    context.font = fontOf(false, name.px);
    context.fillStyle = theme.soft;
    write(context, name.text, name.x, name.y, 4 / scale);
  }
  context.textBaseline = "alphabetic";
  for (const { lead } of labels) if (lead) paintLead(context, lead, scale);
  context.strokeStyle = theme.paper;
  context.fillStyle = theme.paper;
  // In layers there are many lines: a background keeps them off the labels.
  if (state.view === "layers")
    for (const { box } of labels) context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.fillStyle = theme.ink;
  for (const { bold, px, unit, rows: texts, x, y } of labels) {
    context.font = fontOf(bold, px);
    texts.forEach((row, at) => {
      context.direction = rightToLeft(row) ? "rtl" : "ltr";
      write(context, row, x, y + (at * 14 + 11) * unit, 3.2 / scale);
    });
  }
  root.dataset.marks = String(paintMarks(context, scale));
  context.restore();
}

function paintLead(context: CanvasRenderingContext2D, [x0, y0, x1, y1]: Lead, scale: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.lineWidth = 1 / scale;
  context.strokeStyle = theme.soft;
  context.stroke();
}

function paintFlags(context: CanvasRenderingContext2D): void {
  const focus = focused();
  const positions = theNetwork().getPositions();
  context.save();
  context.textAlign = "center";
  for (const node of placedNodes().filter(({ code }) => code)) {
    paintFlag(context, node, positions[node.id]!, Boolean(focus && !focus.nodes.has(node.id)));
  }
  context.restore();
}
