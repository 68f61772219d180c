// The buttons of the three views.

import { showView } from "../actions.ts";
import { availableViews, layerColumns } from "../drawing/places.ts";
import { buttonOf, byId } from "../elements.ts";
import { VIEWS } from "../logic/address.ts";
import { data, isLarge } from "../state/graph.ts";
import { state } from "../state/state.ts";

export function showViewButtons(): void {
  const open = availableViews();
  byId("views").hidden = open.length < 2 && !isLarge;
  for (const name of VIEWS) {
    const button = buttonOf(`view-${name}`);
    const mayOpen = isLarge && name === "layers";
    button.hidden = !open.includes(name) && !mayOpen;
    button.disabled = !open.includes(name);
    if (mayOpen) button.title = `One column for each class${button.disabled ? `: ${whyNoLayers()}` : " (2)"}`;
    button.setAttribute("aria-pressed", String(name === state.view));
  }
}

function whyNoLayers(): string {
  if (state.opened === null) return "open a community first";
  return `all things of this community are in one column, ${data.columns[layerColumns()[0]!]}`;
}

export function listenToViewButtons(): void {
  for (const name of VIEWS) byId(`view-${name}`).addEventListener("click", () => showView(name));
}
