// Icons of classes, lines and signs, for the legend and for lists.

import type { Node } from "../data.ts";
import { flagAddress } from "../drawing/flags.ts";
import { colourOf } from "../drawing/theme.ts";
import { drawn, make } from "../elements.ts";
import { kinds } from "../state/graph.ts";

const SHAPES: Record<string, () => SVGElement> = {
  dot: () => drawn("circle", { cx: 11, cy: 9, r: 6.5 }),
  small: () => drawn("circle", { cx: 11, cy: 9, r: 4.5 }),
  square: () => drawn("rect", { x: 5, y: 3, width: 12, height: 12 }),
  diamond: () => drawn("path", { d: "M11 1.5 18.5 9 11 16.5 3.5 9Z" }),
  triangle: () => drawn("path", { d: "M11 2 18 15H4Z" }),
  triangleDown: () => drawn("path", { d: "M11 16 4 3H18Z" }),
  hexagon: () => drawn("path", { d: "M7 2.5H15L19 9 15 15.5H7L3 9Z" }),
  star: () => drawn("path", { d: "M11 1 13.3 6.4 19 6.9 14.7 10.7 16 16.4 11 13.4 6 16.4 7.3 10.7 3 6.9 8.7 6.4Z" }),
};

const frameOf = (...shapes: SVGElement[]): SVGElement =>
  drawn("svg", { class: "icon", viewBox: "0 0 22 18", "aria-hidden": "true" }, ...shapes);

interface Icon {
  element: SVGElement;
  kind: string;
  planned: boolean;
}

const icons: Icon[] = [];

export function icon(kind: string, planned = false): SVGElement {
  const { shape } = kinds.get(kind)!;
  const isSmall = shape === "dot" && kind !== "Country";
  const element = frameOf(SHAPES[isSmall ? "small" : shape]!());
  icons.push({ element, kind, planned });
  tint({ element, kind, planned });
  return element;
}

function tint({ element, kind, planned }: Icon): void {
  const colour = colourOf(kind);
  element.setAttribute("fill", planned ? "none" : colour);
  element.setAttribute("stroke", colour);
  element.setAttribute("stroke-width", planned ? "1.8" : "1");
  if (planned) element.setAttribute("stroke-dasharray", "3 2");
}

// The theme has changed.
export const tintIcons = (): void => icons.forEach(tint);

export function lineIcon(isDashed: boolean): SVGElement {
  const line = { d: "M1 9H17", stroke: "currentColor", "stroke-width": 1.6 };
  return frameOf(
    drawn("path", { ...line, "stroke-dasharray": isDashed ? "4 3" : "none", fill: "none", opacity: 0.75 }),
    drawn("path", { d: "M15.5 6 21 9 15.5 12Z", fill: "currentColor", opacity: 0.75 }),
  );
}

export const contestedIcon = (): SVGElement =>
  frameOf(
    drawn("circle", { cx: 11, cy: 9, r: 7, fill: "currentColor" }),
    drawn("path", { d: "M11 5V10M11 12V13.4", stroke: "var(--card)", "stroke-width": 2 }),
  );

// In lists: the flag of a country, the shape of all else.
export function signOf(node: Node): HTMLElement | SVGElement {
  const address = flagAddress(node);
  if (!address) return icon(node.kind, node.planned);
  return make("img", { class: "icon flag", src: address, alt: "", width: 16, height: 16 });
}
