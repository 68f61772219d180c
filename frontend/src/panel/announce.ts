// Announcements for screen readers. They are visible while the user moves through the graph by keyboard.

import { byId } from "../elements.ts";

export function announce(text: string): void {
  byId("announcement").textContent = text;
}
