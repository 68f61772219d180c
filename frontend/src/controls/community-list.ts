// The communities of a large graph: the list in the side bar, which keyboards and screen readers can use, and the
// bubbles, which the pointer can use.

import { openGroup, showView } from "../actions.ts";
import { theNetwork } from "../drawing/network.ts";
import { button, byId, hasFocusInside, make, textElement } from "../elements.ts";
import { groupAt, type Link } from "../logic/communities.ts";
import { plural } from "../logic/text.ts";
import { groupName, groups, isLarge } from "../state/graph.ts";
import { narrow } from "../state/media.ts";
import { communityTally, showsBubbles, stage } from "../state/stage.ts";
import { state } from "../state/state.ts";

export function showCommunityList(): void {
  if (!isLarge) return;
  const box = document.getElementById("communities") ?? makeBox();
  const focusWas = hasFocusInside(box);
  const isMap = state.view === "map";
  byId("back").hidden = showsBubbles() || isMap || !stage.list.length;
  box.replaceChildren(...(isMap || state.opened === null ? allCommunities(isMap) : openCommunity(state.opened)));
  if (focusWas && !hasFocusInside(box)) focusSummary();
}

const focusSummary = (): void => byId("communities").querySelector("summary")!.focus();

function makeBox(): HTMLElement {
  const box = make("details", { id: "communities", open: !narrow.matches });
  // On a phone the button of the filters takes the row below the search.
  if (narrow.matches) byId("find").before(box);
  else byId("answer").after(box);
  const back = () => {
    openGroup(null);
    focusSummary();
  };
  byId("views").before(button({ id: "back", title: "Back to all communities" }, back, "← All"));
  return box;
}

function entry({ at, count }: Link, one: string, many: string): HTMLElement {
  const open = () => {
    openGroup(at);
    focusSummary();
  };
  const name = textElement(groupName(at), "strong");
  return make(
    "li",
    {},
    button({ class: "plain", "data-group": at }, open, name, textElement(plural(count, one, many))),
  );
}

function allCommunities(isMap: boolean): (HTMLElement | string)[] {
  const { members } = communityTally();
  const { opened } = state;
  const text = isMap
    ? "The map shows the whole graph. A community opens in the network view."
    : "The graph is too large to draw at once: open a community, or search. The things of a community have more relations with each other than with the rest.";
  const back = () => {
    showView("network");
    focusSummary();
  };
  return [
    make("summary", {}, "Communities ", make("span", { class: "count" }, String(groups.length))),
    make("p", { class: "group" }, text),
    isMap && opened !== null
      ? button({ class: "plain back" }, back, textElement(`← Back to ${groupName(opened)}`))
      : "",
    make("ol", {}, ...groups.map((_, at) => entry({ at, count: members[at]! }, "thing", "things"))),
  ];
}

function openCommunity(at: number): HTMLElement[] {
  const { members, within, neighbours } = communityTally();
  const others = neighbours[at]!;
  const outside = others.reduce((sum, { count }) => sum + count, 0);
  const inside = `${plural(members[at]!, "thing", "things")} with ${plural(within[at]!, "relation", "relations")} among them.`;
  const lead = plural(outside, "relation leads", "relations lead");
  const beyond = `${lead} to ${plural(others.length, "other community", "other communities")}:`;
  return [
    make("summary", {}, textElement(groupName(at))),
    make("p", { class: "group" }, `${inside} ${outside ? beyond : "No relation leads to another community."}`),
    make("ol", {}, ...others.map((other) => entry(other, "relation", "relations"))),
  ];
}

export function listenToBubbles(canvas: HTMLElement): void {
  if (!isLarge) return;
  const network = theNetwork();
  network.on("click", ({ pointer }) => {
    const at = showsBubbles() ? groupAt(groups, pointer.canvas) : null;
    if (at !== null) openGroup(at);
  });
  const pointAt = (at: number | null) => {
    if (at === state.pointed) return;
    state.pointed = at;
    byId("canvas").classList.toggle("over", at !== null);
    network.redraw();
  };
  canvas.addEventListener("mousemove", ({ offsetX, offsetY }) => {
    pointAt(showsBubbles() ? groupAt(groups, network.DOMtoCanvas({ x: offsetX, y: offsetY })) : null);
  });
  canvas.addEventListener("mouseleave", () => pointAt(null));
}
