// Icons of classes, lines and signs, for the legend and for lists.

import type { Node } from "../data.ts";
import { flagAddress } from "../drawing/flags.ts";
import { colourOf } from "../drawing/theme.ts";
import { make, makeSvg } from "../elements.ts";
import { kinds } from "../state/graph.ts";

const SHAPES: Record<string, () => SVGElement> = {
  dot: () => makeSvg("circle", { cx: 11, cy: 9, r: 6.5 }),
  small: () => makeSvg("circle", { cx: 11, cy: 9, r: 4.5 }),
  square: () => makeSvg("rect", { x: 5, y: 3, width: 12, height: 12 }),
  diamond: () => makeSvg("path", { d: "M11 1.5 18.5 9 11 16.5 3.5 9Z" }),
  triangle: () => makeSvg("path", { d: "M11 2 18 15H4Z" }),
  triangleDown: () => makeSvg("path", { d: "M11 16 4 3H18Z" }),
  hexagon: () => makeSvg("path", { d: "M7 2.5H15L19 9 15 15.5H7L3 9Z" }),
  star: () => makeSvg("path", { d: "M11 1 13.3 6.4 19 6.9 14.7 10.7 16 16.4 11 13.4 6 16.4 7.3 10.7 3 6.9 8.7 6.4Z" }),
};

const frameOf = (...shapes: SVGElement[]): SVGElement =>
  makeSvg("svg", { class: "icon", viewBox: "0 0 22 18", "aria-hidden": "true" }, ...shapes);

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

// Colours the icons again after a change of the theme.
export const tintIcons = (): void => icons.forEach(tint);

export function lineIcon(isDashed: boolean): SVGElement {
  const line = { d: "M1 9H17", stroke: "currentColor", "stroke-width": 1.6 };
  return frameOf(
    makeSvg("path", { ...line, "stroke-dasharray": isDashed ? "4 3" : "none", fill: "none", opacity: 0.75 }),
    makeSvg("path", { d: "M15.5 6 21 9 15.5 12Z", fill: "currentColor", opacity: 0.75 }),
  );
}

export const contestedIcon = (): SVGElement =>
  frameOf(
    makeSvg("circle", { cx: 11, cy: 9, r: 7, fill: "currentColor" }),
    makeSvg("path", { d: "M11 5V10M11 12V13.4", stroke: "var(--card)", "stroke-width": 2 }),
  );

// The icon of a thing in lists: the flag of a country, or the symbol of the class.
export function thingIcon(node: Node): HTMLElement | SVGElement {
  const address = flagAddress(node);
  if (!address) return icon(node.kind, node.planned);
  return make("img", { class: "icon flag", src: address, alt: "", width: 16, height: 16 });
}
