// The communities of a large graph: a list at the side, the same for the keyboard and for readers of the screen, and
// the pointer over their bubbles.

import { openGroup, showView } from "../actions.ts";
import { theNetwork } from "../drawing/network.ts";
import { button, byId, holdsFocus, make, said } from "../elements.ts";
import { groupAt, type Link } from "../logic/communities.ts";
import { plural } from "../logic/text.ts";
import { groupName, groups, isLarge } from "../state/graph.ts";
import { narrow } from "../state/media.ts";
import { communityTally, isBubbling, stage } from "../state/stage.ts";
import { state } from "../state/state.ts";

export function showCommunityList(): void {
  if (!isLarge) return;
  const box = document.getElementById("communities") ?? makeBox();
  const focusWas = holdsFocus(box);
  const isMap = state.view === "map";
  byId("back").hidden = isBubbling() || isMap || !stage.list.length;
  box.replaceChildren(...(isMap || state.opened === null ? allCommunities(isMap) : openCommunity(state.opened)));
  if (focusWas && !holdsFocus(box)) focusSummary();
}

const focusSummary = (): void => byId("communities").querySelector("summary")!.focus();

function makeBox(): HTMLElement {
  const box = make("details", { id: "communities", open: !narrow.matches });
  // On a phone the row beneath the search is that of the filters' button.
  if (narrow.matches) byId("find").before(box);
  else byId("answer").after(box);
  const back = () => {
    openGroup(null);
    focusSummary();
  };
  byId("views").before(button({ id: "back", title: "All communities" }, back, "← All"));
  return box;
}

function entry({ at, count }: Link, one: string, many: string): HTMLElement {
  const open = () => {
    openGroup(at);
    focusSummary();
  };
  const name = said(groupName(at), "strong");
  return make("li", {}, button({ class: "plain", "data-group": at }, open, name, said(plural(count, one, many))));
}

function allCommunities(isMap: boolean): (HTMLElement | string)[] {
  const { members } = communityTally();
  const { opened } = state;
  const text = isMap
    ? "The map shows the whole graph. A community opens in the network."
    : "All at once would hide each other. Open a community, or search: things in one are more linked with each other than with the rest.";
  const back = () => {
    showView("network");
    focusSummary();
  };
  return [
    make("summary", {}, "Communities ", make("span", { class: "count" }, String(groups.length))),
    make("p", { class: "group" }, text),
    isMap && opened !== null ? button({ class: "plain back" }, back, said(`← Back to ${groupName(opened)}`)) : "",
    make("ol", {}, ...groups.map((_, at) => entry({ at, count: members[at]! }, "thing", "things"))),
  ];
}

function openCommunity(at: number): HTMLElement[] {
  const { members, within, beside } = communityTally();
  const others = beside[at]!;
  const outside = others.reduce((sum, { count }) => sum + count, 0);
  const inside = `${plural(members[at]!, "thing", "things")} with ${plural(within[at]!, "relation", "relations")} among them.`;
  const lead = plural(outside, "relation leads", "relations lead");
  const beyond = `${lead} to ${plural(others.length, "other community", "other communities")}:`;
  return [
    make("summary", {}, said(groupName(at))),
    make("p", { class: "group" }, `${inside} ${outside ? beyond : "No relation leads to another community."}`),
    make("ol", {}, ...others.map((other) => entry(other, "relation", "relations"))),
  ];
}

export function listenToBubbles(canvas: HTMLElement): void {
  if (!isLarge) return;
  const network = theNetwork();
  network.on("click", ({ pointer }) => {
    const at = isBubbling() ? groupAt(groups, pointer.canvas) : null;
    if (at !== null) openGroup(at);
  });
  const pointAt = (at: number | null) => {
    if (at === state.pointed) return;
    state.pointed = at;
    byId("canvas").classList.toggle("over", at !== null);
    network.redraw();
  };
  canvas.addEventListener("mousemove", ({ offsetX, offsetY }) => {
    pointAt(isBubbling() ? groupAt(groups, network.DOMtoCanvas({ x: offsetX, y: offsetY })) : null);
  });
  canvas.addEventListener("mouseleave", () => pointAt(null));
}
