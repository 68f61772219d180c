// The search field, and the list of matches.

import { openDetails } from "../actions.ts";
import { byId, inputOf, make, textElement, withHandlers } from "../elements.ts";
import type { Found } from "../logic/search.ts";
import { thingIcon } from "../panel/icons.ts";
import { findThings } from "../state/search-index.ts";

// The match that Enter chooses.
let active = 0;

export function listenToSearch(): void {
  const search = inputOf("search");
  search.addEventListener("input", () => {
    active = 0;
    suggest();
  });
  search.addEventListener("focus", () => search.select());
  search.addEventListener("blur", closeMatches);
  search.addEventListener("keydown", (event) => {
    const found = findThings(search.value);
    if (event.key === "Enter" && found.length) choose(found[Math.min(active, found.length - 1)]!);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(found.length, 1);
      suggest();
      event.preventDefault();
    }
  });
}

function suggest(): void {
  const search = inputOf("search");
  const found = findThings(search.value);
  active = Math.min(active, Math.max(found.length - 1, 0));
  const isOpen = search.value.trim() !== "";
  const none = { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" };
  byId("matches").replaceChildren(...found.map(matchItem));
  if (isOpen && !found.length) byId("matches").append(make("li", none, "No match"));
  byId("matches").hidden = !isOpen;
  search.setAttribute("aria-expanded", String(isOpen));
  if (found.length) search.setAttribute("aria-activedescendant", `match-${active}`);
  else search.removeAttribute("aria-activedescendant");
}

function matchItem(found: Found, at: number): HTMLElement {
  const { node, otherName } = found;
  const other = otherName === null ? null : textElement(otherName, "span", { class: "other-name" });
  const name = make("span", { class: "name" }, textElement(node.label), other && " ", other);
  const attributes = { role: "option", id: `match-${at}`, "aria-selected": String(at === active) };
  return withHandlers(make("li", attributes, thingIcon(node), name), {
    mousedown: (event) => {
      event.preventDefault();
      choose(found);
    },
  });
}

export function closeMatches(): void {
  byId("matches").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function choose({ node }: Found): void {
  inputOf("search").value = node.label;
  closeMatches();
  openDetails({ type: "node", id: node.id });
}
