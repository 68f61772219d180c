// Flags of countries: the page contains the pictures. A country without a flag shows its code.

import type { Node } from "../data.ts";
import { mix } from "../logic/colours.ts";
import { allThings, data, type GraphNode } from "../state/graph.ts";
import { root } from "../state/media.ts";
import { network } from "./network.ts";
import { sizeOf } from "./places.ts";
import { colourOf, theme } from "./theme.ts";

const flags = new Map<string, HTMLCanvasElement>();
const FLAG_SIZE = 192;

export function flagAddress(node: Node): string | null {
  const svg = node.kind === "Country" && node.code && data.flags[node.code];
  return svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : null;
}

// Each flag is drawn once as a large bitmap, because a canvas draws a bitmap faster than an SVG.
export async function loadFlags(): Promise<void> {
  await Promise.allSettled(allThings.filter(flagAddress).map(loadFlag));
  root.dataset.flags = String(flags.size);
  network?.redraw();
}

async function loadFlag(node: Node): Promise<void> {
  const image = new Image(FLAG_SIZE, FLAG_SIZE);
  image.src = flagAddress(node)!;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = FLAG_SIZE;
  canvas.height = FLAG_SIZE;
  canvas.getContext("2d")!.drawImage(image, 0, 0, FLAG_SIZE, FLAG_SIZE);
  flags.set(node.code!, canvas);
}

// The flag within the border of a disc.
export const innerSize = (size: number): number => size - Math.max(1, size * 0.07);

export function paintFlag(context: CanvasRenderingContext2D, node: GraphNode, { x, y }: XY, isFaded: boolean): void {
  const size = sizeOf(node);
  const flag = flags.get(node.code!);
  if (flag) {
    const inner = innerSize(size);
    context.globalAlpha = isFaded ? 0.3 : 1;
    context.drawImage(flag, x - inner, y - inner, 2 * inner, 2 * inner);
    context.globalAlpha = 1;
    return;
  }
  const plain = node.planned ? colourOf(node.kind) : theme.onDisc;
  context.textBaseline = "middle";
  context.font = `650 ${size * 0.82}px ${theme.font}`;
  context.fillStyle = isFaded ? mix(theme.onDisc, theme.paper, 0.4) : plain;
  context.fillText(node.code!, x, y + size * 0.05);
}
