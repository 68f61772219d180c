// SVG elements: shapes and texts.

import { makeSvg } from "../elements.ts";
import { outlineOf } from "../logic/geometry.ts";
import { rightToLeft, wellFormed } from "../logic/text.ts";

export type Attributes = Record<string, string | number | null | false>;

// An SVG element. Attributes without a value are left out; numbers have two decimal places.
export function mark(tag: string, attributes: Attributes, ...children: (SVGElement | string)[]): SVGElement {
  const given: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    given[key] = typeof value === "number" ? +value.toFixed(2) : value;
  }
  return makeSvg(tag, given, ...children);
}

export const words = (text: string, attributes: Attributes): SVGElement =>
  mark("text", { direction: rightToLeft(text) ? "rtl" : null, ...attributes }, wellFormed(text));

export function symbol(shape: string, x: number, y: number, size: number, attributes: Attributes): SVGElement {
  const outline = outlineOf(shape, size);
  if (!outline) return mark("circle", { cx: x, cy: y, r: size, ...attributes });
  const points = outline.map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`).join(" ");
  return mark("polygon", { points, ...attributes });
}

export const xy = ({ x, y }: XY): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
