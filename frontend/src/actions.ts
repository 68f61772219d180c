// The actions of users: select, filter, choose a view, open a community, find a path. Each action changes the state,
// updates the drawing, and emits signals for the other parts of the page.

import { fit, move, reveal } from "./drawing/camera.ts";
import { forgetPlacement } from "./drawing/labels.ts";
import { restyle } from "./drawing/looks.ts";
import { frame, network, someEdges, someNodes } from "./drawing/network.ts";
import { availableViews } from "./drawing/places.ts";
import { currentScene, startTransition } from "./drawing/transition.ts";
import { byId, hasFocusInside } from "./elements.ts";
import type { View } from "./logic/address.ts";
import type { Days } from "./logic/periods.ts";
import { findRoutes } from "./logic/routes.ts";
import { hasVersions } from "./logic/versions.ts";
import { updateArcs } from "./state/arcs.ts";
import { focused } from "./state/focus.ts";
import { data, edgeOf, isLarge, nodeOf, nodes, relationsByThing, showKnownBy } from "./state/graph.ts";
import { forgetLines, setFocusedEdges } from "./state/lines.ts";
import { root, still } from "./state/media.ts";
import { isChoosingEnds, isStillShown, onPath, thingsOf } from "./state/selection.ts";
import { emit } from "./state/signals.ts";
import { forgetTally, nearThatFits, showsBubbles, updateStage } from "./state/stage.ts";
import { type Item, state } from "./state/state.ts";
import { isEdgeShown, isShown, refill, shownEdges, updateNear } from "./state/visible.ts";

// ---- What is shown

// Updates everything that depends on the filters.
export function refilter(): void {
  emit("filters");
  changeNear();
  forgetLines();
  forgetTally();
  updateArcs();
  updateStage();
  state.hovered = null;
  setFocusedEdges(focused()?.edges ?? null);
  someNodes.refresh();
  someEdges.refresh();
  if (state.selected?.type === "path") findPathAgain();
  else if (state.selected && !isStillShown(state.selected)) select(null);
  else if (state.selected && isPanelOld) emit("selected");
  isPanelOld = false;
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

// Shows only a thing and its neighbourhood of so many steps; with null, everything again.
export function focusOn(id: string | null, steps = 1): void {
  const scope = byId("neighbourhood");
  const inside = hasFocusInside(scope);
  setNeighbourhood(id === null ? null : { id, steps });
  state.before = null;
  refilter();
  fit({ animate: false });
  if (state.selected) select(state.selected);
  if (inside) (scope.querySelector("button") ?? frame()).focus();
}

// Whether the details show what was known by another day.
let isPanelOld = false;

export function setDays({ at, known }: Days): void {
  if (!state.span) return;
  const before = state.days.known;
  // A page without versions cannot show what was known by a day.
  Object.assign(state.days, { at, known: hasVersions(data) ? known : null });
  if (state.days.known !== before) {
    showKnownBy(state.days.known, state.language);
    isPanelOld = true;
    emit("known");
  }
  emit("days");
}

export function moveDay(key: keyof Days, day: string | null): void {
  setDays({ ...state.days, [key]: day });
  refilter();
}

export const ANY_DAY: Days = { at: null, known: null };

// Removes all filters.
export function showEverything(): void {
  refill([], []);
  state.inferredHidden = false;
  setDays(ANY_DAY);
  focusOn(null);
}

// Makes an item visible: removes filters first, then the neighbourhood, then the day of valid time, each only if it hides
// the item. What was not known by the chosen day cannot be selected.
function unhide({ type, id }: Item): void {
  const edge = type === "edge" ? edgeOf(id) : null;
  const isVisible = () => (edge ? isEdgeShown(edge) : isShown(nodeOf(id)));
  if (isVisible()) return;
  if (edge) {
    state.hiddenRelations.delete(edge.relation);
    state.inferredHidden &&= !edge.inferred;
  }
  for (const end of edge ? [edge.from, edge.to] : [id]) state.hiddenKinds.delete(nodeOf(end).kind);
  if (!isVisible()) setNeighbourhood(null);
  if (!isVisible()) setDays({ ...state.days, at: null });
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

// Selects an item and moves the focus to its details.
export function openDetails(item: Item): void {
  select(item);
  byId("panel").focus();
}

// The element that had the focus when the details opened. It gets the focus back when they close.
let opener: Element | null = null;

// Closes the details and goes back to the view before the selection.
export function closeDetails(): void {
  const back = state.selected && state.before;
  const inside = hasFocusInside(byId("panel"));
  select(null);
  if (inside) {
    const isFocusable = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    (isFocusable ? (opener as HTMLElement) : frame()).focus({ preventScroll: true });
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
  choosePath(from, to, at);
  if (state.view === "map" || (isLarge && state.view === "layers")) showView("network");
  select({ type: "path", id: "path" }, { bring: Boolean(from && to) });
}

// Finds the paths between two things. A thing that was not known by the chosen day cannot be an end.
export function choosePath(one: string | null, other: string | null, at: number): void {
  const ifKnown = (id: string | null) => (id !== null && relationsByThing.has(id) ? id : null);
  const [from, to] = [ifKnown(one), ifKnown(other)];
  for (const id of [from, to]) if (id) unhide({ type: "node", id });
  const routes = routesBetween(from, to);
  Object.assign(state.path, { from, to, routes, at: Math.min(Math.max(at, 0), Math.max(routes.length - 1, 0)) });
}

// A change of the filters may change the paths.
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

// An item was chosen in the drawing, by pointer or key. While the user looks for a path it becomes an end of the path;
// otherwise it is selected.
export function chooseDrawn(item: Item | null): void {
  const { from, to } = state.path;
  if (!isChoosingEnds() || !(item || showsBubbles())) select(item);
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
  storeView(name);
  refilter();
  const { selected } = state;
  if (selected?.type === "node" || selected?.type === "edge") openFor(selected);
  fit({ animate: false });
  // The details of a country depend on the view.
  if (state.selected?.type === "node" && data.map) select(state.selected, { bring: false });
  if (state.selected) reveal(thingsOf(state.selected), { animate: false, refit: true });
  if (!still.matches) startTransition(from);
  emit("settled");
}

export function storeView(name: View): void {
  state.view = name;
  root.dataset.view = name;
  emit("view");
}

// ---- Communities

// Opens the community of an item.
function openFor({ type, id }: Item): void {
  if (!isLarge || state.view === "map") return;
  const [one, other] = type === "edge" ? [edgeOf(id).from, edgeOf(id).to] : [id, id];
  const at = nodes.get(one)?.community;
  if (at === undefined || at !== nodeOf(other).community || at === state.opened || nearThatFits()?.has(one)) return;
  setOpened(at);
}

function setOpened(at: number | null): void {
  storeOpened(at);
  state.pointed = null;
  state.before = null;
  if (at === null && state.view === "layers") showView("network");
  refilter();
  emit("view");
  fit({ animate: false });
}

export function storeOpened(at: number | null): void {
  state.opened = at;
  root.dataset.opened = String(at ?? "");
}

// Opens a community, or with null shows all communities.
export function openGroup(at: number | null): void {
  // Users may open communities to find an end of a path, so the path stays selected.
  if (state.selected && !isChoosingEnds()) select(null);
  if (state.view === "map") showView("network");
  setNeighbourhood(null);
  setOpened(at);
  emit("changed");
}
