// Elements of the page. Texts are never parsed as markup.

import { isWebAddress } from "./logic/text.ts";

type Value = string | number | boolean | null | undefined;
type Child = Node | string | null | undefined | false;
type Handlers = Record<string, (event: Event) => void>;
type Options = Record<string, Value>;

// For elements of the template, which always exist.
export const byId = <E extends HTMLElement = HTMLElement>(id: string): E => document.getElementById(id) as E;
export const inputOf = (id: string): HTMLInputElement => byId<HTMLInputElement>(id);
export const buttonOf = (id: string): HTMLButtonElement => byId<HTMLButtonElement>(id);

export const hasFocusInside = (element: Element): boolean => element.contains(document.activeElement);

export function make<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Options = {},
  ...children: Child[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

const present = (children: Child[]): (Node | string)[] =>
  children.filter((child) => child !== null && child !== undefined && child !== false);

// Adds event handlers to an element.
export function withHandlers<E extends HTMLElement>(element: E, handlers: Handlers): E {
  for (const [event, handler] of Object.entries(handlers)) element.addEventListener(event, handler);
  return element;
}

export function button(attributes: Options, click: () => void, ...children: Child[]): HTMLButtonElement {
  return withHandlers(make("button", { type: "button", ...attributes }, ...children), { click });
}

export function makeSvg(
  tag: string,
  attributes: Record<string, string | number>,
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

// An element whose text may run in either direction.
export const textElement = (
  text: unknown,
  tag: keyof HTMLElementTagNameMap = "span",
  attributes: Options = {},
): HTMLElement => make(tag, { dir: "auto", ...attributes }, String(text));

// A link, if the address is one of the web; otherwise plain text.
export function link(text: string, address: string | null | undefined): HTMLElement {
  if (!isWebAddress(address)) return textElement(text);
  return textElement(text, "a", { href: address, rel: "noopener noreferrer", target: "_blank" });
}

export const heading = (text: string): HTMLElement => make("h3", {}, text);
