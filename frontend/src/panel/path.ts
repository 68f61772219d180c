// The details of a path: fields for its two ends, and its steps.

import { showPath } from "../actions.ts";
import { button, make } from "../elements.ts";
import { MOST_ROUTES, type Step } from "../logic/routes.ts";
import { plural } from "../logic/text.ts";
import { nodeOf } from "../state/graph.ts";
import { isChoosingEnds, route } from "../state/selection.ts";
import { state } from "../state/state.ts";
import { chooser } from "./chooser.ts";
import { focusIn, tag, thingButton } from "./parts.ts";
import { leg } from "./relation.ts";

const RELATIONS_EACH = 4;

export function describePath(panel: HTMLElement): void {
  const { from, to, routes } = state.path;
  const pick = (ends: (id: string) => [string | null, string | null]) => (id: string) => {
    showPath(...ends(id));
    focusIn("path-to");
  };
  panel.append(
    make("div", { class: "tags" }, tag("path")),
    make("h2", {}, "Shortest path"),
    make(
      "div",
      { class: "path-ends" },
      chooser(
        "path-from",
        "From",
        from,
        pick((id) => [id, to]),
      ),
      chooser(
        "path-to",
        "To",
        to,
        pick((id) => [from, id]),
      ),
    ),
  );
  const say = (text: string) => panel.append(make("p", { class: "note", role: "status" }, text));
  if (isChoosingEnds()) {
    const what = from || to ? "the other end" : "two things";
    const text = `Choose ${what} by name or in the drawing. The path uses only what is shown.`;
    panel.append(make("p", { class: "note" }, text));
  } else if (from === to) say("Both ends are the same thing.");
  else if (!routes.length) say("Nothing that is shown links the two.");
  else {
    say(lengthInWords());
    if (routes.length > 1) panel.append(routeSwitch());
    panel.append(make("ol", { class: "route" }, ...route().map(stepItem), make("li", {}, thingButton(nodeOf(to!)))));
  }
}

function lengthInWords(): string {
  const { routes, at } = state.path;
  const more = routes.length === MOST_ROUTES ? " or more" : "";
  const which = routes.length > 1 ? `; path ${at + 1} of ${routes.length}${more} of this length` : "";
  return `${plural(route().length, "step", "steps")}${which}.`;
}

// Buttons for the other paths of the same length.
function routeSwitch(): HTMLElement {
  const turn = (id: string, text: string, by: number) =>
    button(
      { class: "plain why", id },
      () => {
        const { from, to, at, routes } = state.path;
        showPath(from, to, (at + by + routes.length) % routes.length);
        focusIn(id);
      },
      text,
    );
  return make("div", { class: "routeSwitch" }, turn("path-before", "previous", -1), turn("path-next", "next", 1));
}

function stepItem({ from, edges }: Step): HTMLElement {
  const more = edges.length - RELATIONS_EACH;
  const rest = `and ${plural(more, "more relation", "more relations")} between the two`;
  return make(
    "li",
    {},
    thingButton(nodeOf(from)),
    ...edges.slice(0, RELATIONS_EACH).map((edge) => leg(edge, from)),
    more > 0 && make("p", { class: "group" }, rest),
  );
}
