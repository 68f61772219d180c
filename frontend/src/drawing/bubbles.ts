// The bubbles that represent the communities of a large graph.

import { mix } from "../logic/colours.ts";
import { bubbleTexts, type Line } from "../logic/communities.ts";
import { type Box, boxAround, free } from "../logic/geometry.ts";
import { shorten } from "../logic/labels.ts";
import { rightToLeft } from "../logic/text.ts";
import { groups, hubNames } from "../state/graph.ts";
import { root } from "../state/media.ts";
import { communityTally } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { paintDots } from "./dots.ts";
import { theNetwork } from "./network.ts";
import { colourOf, fontOf, measureIn, theme } from "./theme.ts";
import { write } from "./writing.ts";

// The lines of the bubble under the pointer; without one, the strong lines.
function linesShown(): Line[] {
  const { strong, neighbours } = communityTally();
  const { pointed } = state;
  return pointed === null ? strong : neighbours[pointed]!.map(({ at, count }) => ({ a: pointed, b: at, count }));
}

// The width of a line that stands for so many relations.
export function lineWidth(count: number): number {
  const widest = Math.min(10, 0.2 * Math.min(...groups.map(({ r }) => r)));
  return 0.8 + widest * Math.sqrt(count / communityTally().most);
}

export function paintGroups(context: CanvasRenderingContext2D): void {
  const { members } = communityTally();
  const scale = theNetwork().getScale();
  const { pointed } = state;
  const lines = linesShown();
  context.save();
  for (const { a, b, count } of lines) {
    context.beginPath();
    context.moveTo(groups[a]!.x, groups[a]!.y);
    context.lineTo(groups[b]!.x, groups[b]!.y);
    context.lineWidth = lineWidth(count) / Math.max(scale, 0.6);
    context.strokeStyle = pointed === null ? mix(theme.edge, theme.paper, 0.45) : theme.edge;
    context.stroke();
  }
  clearDiscs(context);
  groups.forEach((group, at) => {
    const isLinked = pointed === null || at === pointed || lines.some(({ b }) => b === at);
    context.globalAlpha = isLinked && members[at] ? 1 : 0.35;
    context.beginPath();
    context.arc(group.x, group.y, group.r, 0, 2 * Math.PI);
    context.fillStyle = `${colourOf(group.kind)}${at === pointed ? "3d" : "22"}`;
    context.fill();
    context.lineWidth = (at === pointed ? 3 : 1.3) / scale;
    context.strokeStyle = mix(colourOf(group.kind), theme.paper, 0.25);
    context.stroke();
  });
  context.restore();
  paintDots(context);
}

// Clears the discs of the bubbles, so that no line shows through them.
function clearDiscs(context: CanvasRenderingContext2D): void {
  context.globalCompositeOperation = "destination-out";
  for (const { x, y, r } of groups) {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalCompositeOperation = "source-over";
}

export interface GroupLabel {
  at: number;
  rows: string[];
  count: string;
  x: number;
  y: number;
}

export function groupLabels(scale: number): GroupLabel[] {
  const { members } = communityTally();
  const measure = measureIn(fontOf(true, 12));
  const allNames = groups.flatMap(({ hubs }) => hubNames(hubs));
  const taken: Box[] = [];
  const found: GroupLabel[] = [];
  const isPointed = (at: number) => Number(at === state.pointed);
  const order = groups.map((_, at) => at).sort((a, b) => isPointed(b) - isPointed(a) || members[b]! - members[a]!);
  for (const at of order) {
    const { x, y, r, hubs } = groups[at]!;
    const input = {
      names: hubNames(hubs),
      allNames,
      things: members[at]!,
      radius: r * scale,
      pointed: at === state.pointed,
    };
    const shortened = (text: string, width: number) => shorten(text, width, measure);
    for (const { rows, count } of bubbleTexts({ ...input, measure, shorten: shortened })) {
      const wide = Math.max(...[...rows, count].map(measure)) / scale;
      const high = (rows.length * 15 + (count ? 15 : 3)) / scale;
      const box = boxAround(x, y, wide + 6 / scale, high);
      if (!free(box, taken)) continue;
      taken.push(box);
      found.push({ at, rows, x, y: y - high / 2, count });
      break;
    }
  }
  return found;
}

export function paintGroupNames(context: CanvasRenderingContext2D): void {
  const scale = theNetwork().getScale();
  const labels = groupLabels(scale);
  context.save();
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  for (const { rows, x, y, count } of labels) {
    context.fillStyle = theme.ink;
    context.font = fontOf(true, 12 / scale);
    rows.forEach((row, line) => {
      context.direction = rightToLeft(row) ? "rtl" : "ltr";
      write(context, row, x, y + (line * 15 + 11) / scale, 4 / scale);
    });
    context.fillStyle = theme.soft;
    context.font = fontOf(false, 11 / scale);
    context.direction = "ltr";
    if (count) write(context, count, x, y + (rows.length * 15 + 11) / scale, 4 / scale);
  }
  root.dataset.labels = String(labels.length);
  context.restore();
}
