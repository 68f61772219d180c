// The drawing as SVG: the same symbols, lines and names as on the canvas.

import { groupLabels, lineWidth } from "../drawing/bubbles.ts";
import { dotSize } from "../drawing/dots.ts";
import { flagAddress, innerSize } from "../drawing/flags.ts";
import { currentPlacement } from "../drawing/labels.ts";
import { headings, headingTop } from "../drawing/layers.ts";
import { contestedMarks } from "../drawing/marks.ts";
import { allNodes, someEdges, theNetwork } from "../drawing/network.ts";
import { dotOf, presentNodes, sizeOf } from "../drawing/places.ts";
import { colourOf, theme } from "../drawing/theme.ts";
import { ringsOf } from "../logic/arcs.ts";
import { mix } from "../logic/colours.ts";
import { type Box, emptyBox, extend } from "../logic/geometry.ts";
import type { Label } from "../logic/labels.ts";
import { focused } from "../state/focus.ts";
import { data, type GraphNode, groups, kinds, things } from "../state/graph.ts";
import { lines } from "../state/lines.ts";
import { communityTally, showsBubbles } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { isShown } from "../state/visible.ts";
import { lineMarks } from "./svg-lines.ts";
import { mark, symbol, words, xy } from "./svg-marks.ts";

interface Drawing {
  body: SVGElement;
  box: Box;
}

export function drawing(): Drawing {
  const [body, box] = [mark("g", {}), emptyBox()];
  if (showsBubbles()) {
    addBubbles(body, box);
    return { body, box };
  }
  lines();
  const shown = presentNodes();
  const positions = theNetwork().getPositions();
  const labels = currentPlacement().labels.filter(({ id }) => positions[id]);
  const unit = labels[0]?.unit ?? 1;
  if (state.view === "map") addGround(body, box);
  for (const item of someEdges.get()) body.append(...lineMarks(item));
  for (const node of shown) addSymbol(body, box, node, positions[node.id]!);
  addLabels(body, box, labels, unit);
  for (const { x, y, isSmall } of contestedMarks().filter(({ isFaded }) => !isFaded)) {
    body.append(...contestedSign(x, y, (isSmall ? 4.5 : 6) * unit));
  }
  if (state.view === "layers") addHeadings(body, box, unit);
  return { body, box: shown.length ? box : { left: 0, top: 0, right: 400, bottom: 100 } };
}

function addSymbol(body: SVGElement, box: Box, node: GraphNode, { x, y }: XY): void {
  const size = sizeOf(node);
  const look = allNodes.get(node.id)!;
  extend(box, x - size * 1.3, y - size * 1.3, x + size * 1.3, y + size * 1.3);
  body.append(
    symbol(node.shape, x, y, size, {
      fill: look.color!.background,
      stroke: look.color!.border,
      "stroke-width": look.borderWidth,
      "stroke-dasharray": node.planned ? "4 3" : null,
    }),
  );
  const href = flagAddress(node);
  if (href) {
    const focus = focused();
    const inner = innerSize(size);
    const opacity = focus && !focus.nodes.has(node.id) ? 0.3 : null;
    body.append(mark("image", { href, x: x - inner, y: y - inner, width: 2 * inner, height: 2 * inner, opacity }));
  } else if (node.code) {
    const fill = node.planned ? colourOf(node.kind) : theme.onDisc;
    const type = { "font-size": size * 0.82, "font-weight": 650, "text-anchor": "middle", fill };
    body.append(words(node.code, { x, y: y + size * 0.3, ...type }));
  }
}

function addLabels(body: SVGElement, box: Box, labels: Label[], unit: number): void {
  for (const { lead } of labels) {
    if (!lead) continue;
    const d = `M${xy({ x: lead[0], y: lead[1] })}L${xy({ x: lead[2], y: lead[3] })}`;
    body.append(mark("path", { d, stroke: theme.soft, "stroke-width": unit }));
  }
  if (state.view === "layers") {
    for (const {
      box: { left, top, right, bottom },
    } of labels) {
      body.append(mark("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: theme.paper }));
    }
  }
  for (const label of labels) {
    extend(box, label.box.left, label.box.top, label.box.right, label.box.bottom);
    label.rows.forEach((row, turn) => {
      const place = { x: label.x, y: label.y + (turn * 14 + 11) * label.unit };
      const type = { "font-size": label.px, "font-weight": label.bold ? 620 : 450, "text-anchor": "middle" };
      body.append(words(row, { ...place, ...type, fill: theme.ink, ...halo(3.2 * label.unit) }));
    });
  }
}

const halo = (width: number) => ({
  stroke: theme.paper,
  "stroke-width": width,
  "paint-order": "stroke",
  "stroke-linejoin": "round",
});

export const contestedSign = (x: number, y: number, r: number): SVGElement[] => [
  mark("circle", { cx: x, cy: y, r, fill: theme.ink, stroke: theme.paper, "stroke-width": r / 4 }),
  words("!", {
    x,
    y: y + r * 0.55,
    "font-size": r * 1.6,
    "font-weight": 700,
    "text-anchor": "middle",
    fill: theme.paper,
  }),
];

function addGround(body: SVGElement, box: Box): void {
  const { outline, land } = data.map!;
  const sea = [...outline, ...[...outline].reverse().map(([x, y]): [number, number] => [-x, y])];
  for (const [x, y] of sea) extend(box, x, y, x, y);
  body.append(mark("polygon", { points: sea.map(([x, y]) => `${x},${y}`).join(" "), fill: theme.sea }));
  const earth = ringsOf(land).map((ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join("L")}Z`);
  body.append(mark("path", { d: earth.join(""), fill: theme.land }));
}

function addHeadings(body: SVGElement, box: Box, unit: number): void {
  const top = headingTop(unit);
  extend(box, 0, top - 14 * unit, 0, top);
  for (const { text, x } of headings()) {
    body.append(words(text, { x, y: top, "font-size": 12 * unit, "font-weight": 620, fill: theme.soft }));
  }
}

// ---- The bubbles of a large graph

function addBubbles(body: SVGElement, box: Box): void {
  for (const { a, b, count } of communityTally().strong) {
    const ends = { x1: groups[a]!.x, y1: groups[a]!.y, x2: groups[b]!.x, y2: groups[b]!.y };
    const stroke = mix(theme.edge, theme.paper, 0.45);
    body.append(mark("line", { ...ends, stroke, "stroke-width": lineWidth(count) }));
  }
  for (const { x, y, r, kind } of groups) {
    extend(box, x - r, y - r, x + r, y + r);
    const fill = mix(colourOf(kind), theme.paper, 0.86);
    body.append(mark("circle", { cx: x, cy: y, r, fill, stroke: colourOf(kind), "stroke-width": 1.3 }));
  }
  for (const kind of kinds.keys()) body.append(dotsOf(kind));
  for (const { rows, x, y, count } of groupLabels(1)) {
    [...rows, count].forEach((row, line) => {
      if (!row) return;
      const isName = line < rows.length;
      const type = { "font-size": isName ? 12 : 11, "font-weight": isName ? 620 : 450, "text-anchor": "middle" };
      const fill = isName ? theme.ink : theme.soft;
      body.append(words(row, { x, y: y + line * 15 + 11, ...type, fill, ...halo(4) }));
    });
  }
}

// One path for each class: each dot is a line of length 0 with round ends.
function dotsOf(kind: string): SVGElement {
  const members = things.filter((node) => node.kind === kind && isShown(node));
  return mark("path", {
    d: members.map((node) => `M${xy(dotOf(node))}h0`).join(""),
    fill: "none",
    stroke: colourOf(kind),
    "stroke-width": 2 * dotSize(kind),
    "stroke-linecap": "round",
  });
}
