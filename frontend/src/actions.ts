// What one can do: select, filter, choose a view, open a community, look for a path. Each changes the state, has the
// drawing follow, and signals what else has to.

import { fit, move, reveal } from "./drawing/camera.ts";
import { currentScene, glide } from "./drawing/glide.ts";
import { forgetPlacement } from "./drawing/labels.ts";
import { restyle } from "./drawing/looks.ts";
import { frame, network, someEdges, someNodes } from "./drawing/network.ts";
import { availableViews } from "./drawing/places.ts";
import { byId, holdsFocus } from "./elements.ts";
import type { View } from "./logic/address.ts";
import type { Days } from "./logic/periods.ts";
import { findRoutes } from "./logic/routes.ts";
import { updateArcs } from "./state/arcs.ts";
import { focused } from "./state/focus.ts";
import { data, edgeOf, isLarge, nodeOf, nodes } from "./state/graph.ts";
import { forgetLines, lookAt } from "./state/lines.ts";
import { root, still } from "./state/media.ts";
import { isSeeking, isStillShown, onPath, thingsOf } from "./state/selection.ts";
import { emit } from "./state/signals.ts";
import { forgetTally, isBubbling, nearThatFits, restage } from "./state/stage.ts";
import { type Item, state } from "./state/state.ts";
import { isEdgeShown, isShown, refill, shownEdges, updateNear } from "./state/visible.ts";

// ---- What is shown

// What is shown may have changed.
export function refilter(): void {
  emit("filters");
  changeNear();
  forgetLines();
  forgetTally();
  updateArcs();
  restage();
  state.hovered = null;
  lookAt(focused()?.edges ?? null);
  someNodes.refresh();
  someEdges.refresh();
  if (state.selected?.type === "path") findPathAgain();
  else if (state.selected && !isStillShown(state.selected)) select(null);
  restyleAndSignal();
}

function restyleAndSignal(): void {
  emit("filtered");
  restyle();
  emit("settled");
}

function changeNear(): void {
  updateNear();
  emit("neighbourhood");
}

export function setNeighbourhood(centred: { id: string; steps: number } | null): void {
  state.centred = centred;
  changeNear();
}

// Show nothing but a thing and what lies so many steps from it, or everything again.
export function focusOn(id: string | null, steps = 1): void {
  const scope = byId("scope");
  const inside = holdsFocus(scope);
  setNeighbourhood(id === null ? null : { id, steps });
  state.before = null;
  refilter();
  fit({ animate: false });
  if (state.selected) select(state.selected);
  if (inside) (scope.querySelector("button") ?? frame()).focus();
}

export function setDays(days: Days): void {
  if (!state.span) return;
  Object.assign(state.days, days);
  emit("days");
}

export function moveDay(key: keyof Days, day: string | null): void {
  setDays({ ...state.days, [key]: day });
  refilter();
}

export const ANY_DAY: Days = { at: null, known: null };

// Take back all that leaves something out.
export function showEverything(): void {
  refill([], []);
  state.inferredHidden = false;
  setDays(ANY_DAY);
  focusOn(null);
}

// Bring back what is asked for: filters first, then the neighbourhood, then the days, each only where it is in the way.
function unhide({ type, id }: Item): void {
  const edge = type === "edge" ? edgeOf(id) : null;
  const isThere = () => (edge ? isEdgeShown(edge) : isShown(nodeOf(id)));
  if (isThere()) return;
  if (edge) {
    state.hiddenRelations.delete(edge.relation);
    state.inferredHidden &&= !edge.inferred;
  }
  for (const end of edge ? [edge.from, edge.to] : [id]) state.hiddenKinds.delete(nodeOf(end).kind);
  if (!isThere()) setNeighbourhood(null);
  if (!isThere()) setDays(ANY_DAY);
  refilter();
}

// ---- What is selected

export function select(item: Item | null, { bring = true } = {}): void {
  if (item?.type === "node" || item?.type === "edge") {
    unhide(item);
    openFor(item);
  }
  if (item && !state.selected) {
    opener = document.activeElement;
    state.before = network && {
      position: network.getViewPosition(),
      scale: network.getScale(),
      offset: { x: 0, y: 0 },
      home: state.home,
    };
  }
  state.selected = item;
  state.hovered = null;
  root.dataset.selected = item ? item.id : "";
  network?.unselectAll();
  restyle();
  emit("selected");
  if (item && bring) reveal(thingsOf(item));
}

// Select it, and go to its details.
export function openDetails(item: Item): void {
  select(item);
  byId("panel").focus();
}

// What had the focus when the details opened, and has it again when they close.
let opener: Element | null = null;

// Close the details and go back to the view from which something was selected.
export function leave(): void {
  const back = state.selected && state.before;
  const inside = holdsFocus(byId("panel"));
  select(null);
  if (inside) {
    const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    (isThere ? (opener as HTMLElement) : frame()).focus({ preventScroll: true });
  }
  if (!back) return;
  state.home = back.home;
  forgetPlacement();
  move(back);
}

// ---- Paths

const routesBetween = (from: string | null, to: string | null) =>
  from && to ? findRoutes(shownEdges(), from, to, (id) => nodeOf(id).label) : [];

export function showPath(from: string | null, to: string | null, at = 0): void {
  Object.assign(state.path, { from, to });
  for (const id of [from, to]) if (id) unhide({ type: "node", id });
  const routes = routesBetween(from, to);
  Object.assign(state.path, { routes, at: Math.min(Math.max(at, 0), Math.max(routes.length - 1, 0)) });
  if (state.view === "map" || (isLarge && state.view === "layers")) showView("network");
  select({ type: "path", id: "path" }, { bring: Boolean(from && to) });
}

// What is shown has changed: so may the paths.
function findPathAgain(): void {
  const { from, to, at } = state.path;
  const isGone = (id: string | null) => id !== null && !isShown(nodeOf(id));
  if (isGone(from) || isGone(to)) {
    select(null);
    return;
  }
  const routes = routesBetween(from, to);
  Object.assign(state.path, { routes, at: Math.min(at, Math.max(routes.length - 1, 0)) });
  select(state.selected, { bring: false });
}

// What is chosen in the drawing, by pointer or key: an end of the path where one is looked for, else what is selected.
export function chooseDrawn(item: Item | null): void {
  const { from, to } = state.path;
  if (!isSeeking() || !(item || isBubbling())) select(item);
  else if (item?.type !== "node" || onPath().includes(item.id)) return;
  else if (from) showPath(from, item.id);
  else showPath(item.id, to);
}

// ---- Views

export function showView(name: View): void {
  if (name === state.view || !availableViews().includes(name) || !network) return;
  if (state.selected?.type === "arc") select(null);
  const from = currentScene();
  state.before = null;
  state.view = name;
  root.dataset.view = name;
  emit("view");
  refilter();
  const { selected } = state;
  if (selected?.type === "node" || selected?.type === "edge") openFor(selected);
  fit({ animate: false });
  // What the details say of a country depends on the view.
  if (state.selected?.type === "node" && data.map) select(state.selected, { bring: false });
  if (state.selected) reveal(thingsOf(state.selected), { animate: false, anew: true });
  if (!still.matches) glide(from);
  emit("settled");
}

// ---- Communities

// Open the community of what is asked for.
function openFor({ type, id }: Item): void {
  if (!isLarge || state.view === "map") return;
  const [one, other] = type === "edge" ? [edgeOf(id).from, edgeOf(id).to] : [id, id];
  const at = nodes.get(one)?.community;
  if (at === undefined || at !== nodeOf(other).community || at === state.opened || nearThatFits()?.has(one)) return;
  setOpened(at);
}

function setOpened(at: number | null): void {
  rememberOpened(at);
  state.pointed = null;
  state.before = null;
  if (at === null && state.view === "layers") showView("network");
  refilter();
  emit("view");
  fit({ animate: false });
}

export function rememberOpened(at: number | null): void {
  state.opened = at;
  root.dataset.opened = String(at ?? "");
}

// Open a community, or show all again.
export function openGroup(at: number | null): void {
  // While an end of a path is looked for, communities may be opened to find it.
  if (state.selected && !isSeeking()) select(null);
  if (state.view === "map") showView("network");
  setNeighbourhood(null);
  setOpened(at);
  emit("changed");
}
