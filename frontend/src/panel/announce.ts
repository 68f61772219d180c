// What is said to those who do not see the drawing, and shown while one walks through it by keyboard.

import { byId } from "../elements.ts";

export function announce(text: string): void {
  byId("told").textContent = text;
}
