// XML elements as values, and their serialisation.

import { wellFormed } from "../logic/text.ts";

type Attributes = Record<string, unknown>;

export interface Element {
  tag: string;
  attributes: Attributes;
  children: (Element | string)[];
}

export const element = (tag: string, attributes: Attributes = {}, ...children: (Element | string)[]): Element => ({
  tag,
  attributes,
  children,
});

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xa;",
  "\r": "&#xd;",
};

const inText = (text: string): string => wellFormed(text).replace(/[&<>\r]/g, (sign) => ESCAPES[sign]!);
const inAttribute = (text: unknown): string => wellFormed(text).replace(/[&<>"\t\n\r]/g, (sign) => ESCAPES[sign]!);

function textOf({ tag, attributes, children }: Element): string {
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${inAttribute(value)}"`);
  const content = children.map((child) => (typeof child === "string" ? inText(child) : textOf(child))).join("");
  return `<${tag}${named.join("")}${content ? `>${content}</${tag}>` : "/>"}`;
}

export const documentOf = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${textOf(root)}\n`;
