// Elements: built from text that is never markup.

import { isWebAddress } from "./logic/text.ts";

type Value = string | number | boolean | null | undefined;
type Child = Node | string | null | undefined | false;
type Handlers = Record<string, (event: Event) => void>;
type Options = Record<string, Value>;

// For elements of the template, which are always there.
export const byId = <E extends HTMLElement = HTMLElement>(id: string): E => document.getElementById(id) as E;
export const inputOf = (id: string): HTMLInputElement => byId<HTMLInputElement>(id);
export const buttonOf = (id: string): HTMLButtonElement => byId<HTMLButtonElement>(id);

export const holdsFocus = (element: Element): boolean => element.contains(document.activeElement);

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

// The same, with what is to happen.
export function acting<E extends HTMLElement>(element: E, handlers: Handlers): E {
  for (const [event, handler] of Object.entries(handlers)) element.addEventListener(event, handler);
  return element;
}

export function button(attributes: Options, click: () => void, ...children: Child[]): HTMLButtonElement {
  return acting(make("button", { type: "button", ...attributes }, ...children), { click });
}

export function drawn(
  tag: string,
  attributes: Record<string, string | number>,
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

// A text that may run in either direction.
export const said = (text: unknown, tag: keyof HTMLElementTagNameMap = "span", attributes: Options = {}): HTMLElement =>
  make(tag, { dir: "auto", ...attributes }, String(text));

// Only addresses of the web become links; anything else stays the text it is.
export function link(text: string, address: string | null | undefined): HTMLElement {
  if (!isWebAddress(address)) return said(text);
  return said(text, "a", { href: address, rel: "noopener noreferrer", target: "_blank" });
}

export const heading = (text: string): HTMLElement => make("h3", {}, text);
