// A field to choose a thing by name.

import { make, textElement, withHandlers } from "../elements.ts";
import { nodeOf } from "../state/graph.ts";
import { findThings } from "../state/search-index.ts";
import { thingIcon } from "./icons.ts";

const MOST_CHOICES = 6;

export function chooser(id: string, title: string, chosen: string | null, pick: (id: string) => void): HTMLElement {
  const input = make("input", {
    id,
    type: "text",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Search by name",
  });
  input.value = chosen ? nodeOf(chosen).label : "";
  const list = make("ul", {
    id: `${id}-list`,
    class: "choices",
    role: "listbox",
    "aria-label": `Matches for ${title}`,
    hidden: true,
  });
  let place = 0;
  const found = () => findThings(input.value).slice(0, MOST_CHOICES);
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const update = () => {
    const hits = found();
    place = Math.min(place, Math.max(hits.length - 1, 0));
    list.replaceChildren(
      ...hits.map(({ node }, at) => {
        const attributes = { id: `${id}-${at}`, role: "option", "aria-selected": String(at === place) };
        const item = make("li", attributes, thingIcon(node), textElement(node.label, "span", { class: "name" }));
        return withHandlers(item, {
          mousedown: (event) => {
            event.preventDefault();
            pick(node.id);
          },
        });
      }),
    );
    if (!hits.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-activedescendant", `${id}-${place}`);
    return undefined;
  };
  input.addEventListener("input", () => {
    place = 0;
    update();
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const hits = found();
    if (event.key === "Enter" && hits.length) pick(hits[place]!.node.id);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      place = (place + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % Math.max(hits.length, 1);
      update();
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    }
  });
  return make("div", { class: "chooser" }, make("label", { for: id }, title), input, list);
}
