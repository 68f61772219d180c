// Creates the controls and the drawing, and connects them with signals.

import { chooseDrawn, select, showPath } from "./actions.ts";
import { followAddress } from "./controls/address-bar.ts";
import { makeAnswer, markRow } from "./controls/answer-rows.ts";
import { listenToBubbles, showCommunityList } from "./controls/community-list.ts";
import { showCounts } from "./controls/counts.ts";
import { listenToDialog, showFooter, showSources, showTable } from "./controls/dialogs.ts";
import { onKey, showKeys } from "./controls/keys.ts";
import { makeLanguageChoice } from "./controls/language.ts";
import { makeLegend, updateSwitches } from "./controls/legend.ts";
import { showNeighbourhoodLine } from "./controls/neighbourhood-line.ts";
import { listenToNote, showNote } from "./controls/note.ts";
import { showSave } from "./controls/save.ts";
import { listenToSearch } from "./controls/search-box.ts";
import { makeTimeline, showDays, showEvents } from "./controls/time-sliders.ts";
import { listenToViewButtons, showViewButtons } from "./controls/view-buttons.ts";
import { listenToWalk, moveCursor } from "./controls/walk.ts";
import { groupLabels, paintGroups } from "./drawing/bubbles.ts";
import { fit, zoom } from "./drawing/camera.ts";
import { makeDots, redrawDots, showDots, sigma } from "./drawing/dots.ts";
import { loadFlags } from "./drawing/flags.ts";
import { currentPlacement, forgetPlacement, paint } from "./drawing/labels.ts";
import { restyle } from "./drawing/looks.ts";
import { arcOfLine, paintGround } from "./drawing/map.ts";
import { makeNetwork, makeSets, someEdges, someNodes } from "./drawing/network.ts";
import { setPlace } from "./drawing/places.ts";
import { readPaints, readTheme } from "./drawing/theme.ts";
import { byId } from "./elements.ts";
import { tintIcons } from "./panel/icons.ts";
import { showPanel } from "./panel/panel.ts";
import { focusIn } from "./panel/parts.ts";
import { arcs, updateArcs } from "./state/arcs.ts";
import { allThings, edges, groups, isLarge, nodeOf, nodes, things } from "./state/graph.ts";
import { dark, narrow, root } from "./state/media.ts";
import { forgetIndex } from "./state/search-index.ts";
import { on } from "./state/signals.ts";
import { showsBubbles } from "./state/stage.ts";
import { type Item, state } from "./state/state.ts";

const MOST_HOVERED = 1500;

export function start(): void {
  readTheme();
  readPaints();
  makeSets();
  makeLegend();
  makeLanguageChoice();
  showViewButtons();
  makeTimeline();
  makeAnswer();
  updateArcs();
  showFooter();
  showCounts();
  followSignals();
  listenToControls();
  updateSwitches();
  if (things.length) startDrawing();
  else for (const id of ["tools", "find", "filters"]) byId(id).hidden = true;
  root.dataset.view = state.view;
  void loadFlags();
  void makeDots();
  root.dataset.ready = "true";
}

// The order matters: listeners are called in the order in which they were added.
function followSignals(): void {
  on("filters", updateSwitches);
  on("neighbourhood", showNeighbourhoodLine);
  on("known", makeLegend);
  on("known", makeLanguageChoice);
  on("known", showEvents);
  on("known", showFooter);
  on("days", forgetIndex);
  on("days", showDays);
  on("filtered", showCounts);
  on("settled", showNote);
  on("settled", redrawDots);
  on("settled", showCommunityList);
  on("staged", showDots);
  on("staged", showCommunityList);
  on("staged", showNote);
  on("selected", markRow);
  on("selected", showPanel);
  on("view", showViewButtons);
  on("language", showCommunityList);
}

function listenToControls(): void {
  const click = (id: string, act: () => void) => byId(id).addEventListener("click", act);
  const filters = byId<HTMLDetailsElement>("filters");
  listenToSearch();
  listenToNote();
  listenToDialog();
  listenToViewButtons();
  document.addEventListener("keydown", onKey);
  click("fit", () => fit());
  click("in", () => zoom(1.3));
  click("out", () => zoom(1 / 1.3));
  click("list", showTable);
  click("path", showPathFromSelected);
  click("save", showSave);
  click("sources", showSources);
  click("keys-open", showKeys);
  filters.open = !narrow.matches;
  dark.addEventListener("change", () => {
    tintIcons();
    readTheme();
    restyle();
  });
  narrow.addEventListener("change", () => {
    filters.open = !narrow.matches;
    showCounts();
    restyle();
    fit({ animate: false });
  });
}

function showPathFromSelected(): void {
  const { selected, path } = state;
  showPath(selected?.type === "node" ? selected.id : path.from, path.to);
  focusIn(path.from ? "path-to" : "path-from");
}

function startDrawing(): void {
  rotateOnPortraitScreen();
  restyle();
  const network = makeNetwork();
  const canvas = byId("canvas").querySelector("canvas")!;
  canvas.setAttribute("role", "img");
  canvas.setAttribute(
    "aria-label",
    "Drawing of the graph. The search and the table give the same information as text.",
  );
  network.on("beforeDrawing", (context) => {
    if (state.view === "map") paintGround(context);
    if (showsBubbles()) paintGroups(context);
  });
  network.on("afterDrawing", paint);
  followPointer(network, canvas);
  followResize(network);
  listenToBubbles(canvas);
  showCommunityList();
  showViewButtons();
  showNote();
  fit({ animate: false });
  listenToWalk();
  followAddress();
  exposeForTests(network);
}

// The drawing is wider than high, so on a portrait screen it is rotated by 90°.
function rotateOnPortraitScreen(): void {
  const stage = byId("stage");
  if (stage.clientHeight <= 1.15 * stage.clientWidth) return;
  for (const place of [...allThings, ...groups]) [place.x, place.y] = [-place.y, place.x];
  for (const group of groups) [group.wide, group.high] = [group.high, group.wide];
}

function followPointer(network: vis.Network, canvas: HTMLElement): void {
  network.on("dragging", ({ nodes: dragged }) => {
    if (dragged.length) forgetPlacement();
  });
  // A thing that the user has dragged keeps its place when the drawing is restyled.
  network.on("dragEnd", ({ nodes: dragged }) => {
    forgetPlacement();
    for (const id of dragged) if (nodes.has(id)) setPlace(nodeOf(id), network.getPosition(id));
  });
  network.on("click", (event) => chooseDrawn(itemAt(event.nodes[0], event.edges[0])));
  const hover = (item: Item | null) => {
    if (!isLarge && things.length > MOST_HOVERED) return;
    state.hovered = item;
    restyle();
    byId("canvas").classList.toggle("over", Boolean(item));
  };
  network.on("hoverNode", ({ node }) => hover(itemAt(node)));
  network.on("hoverEdge", ({ edge }) => {
    if (state.hovered?.type !== "node") hover(itemAt(undefined, edge));
  });
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => {
    if (state.hovered && state.hovered.type !== "node") hover(null);
  });
  // vis-network sends no blur event if the pointer leaves the canvas quickly.
  canvas.addEventListener("mouseleave", () => state.hovered && hover(null));
}

// The item at the pointer: a thing, a relation, or an arc of the map.
function itemAt(node?: string, edge?: string): Item | null {
  if (node && nodes.has(node)) return { type: "node", id: node };
  if (!edge) return null;
  return edges.has(edge) ? { type: "edge", id: edge } : { type: "arc", id: arcOfLine(edge) };
}

// The drawing is fitted again when the window changes, unless the user has moved it.
function followResize(network: vis.Network): void {
  let touched = false;
  const touch = () => {
    touched = true;
  };
  network.on("zoom", touch);
  network.on("dragStart", touch);
  network.on("resize", () => {
    if (!touched && !state.selected) fit({ animate: false });
  });
}

// The interface that the browser tests use.
function exposeForTests(network: vis.Network): void {
  Object.assign(globalThis, {
    kg: {
      network,
      nodes: someNodes,
      edges: someEdges,
      labels: () => currentPlacement().labels,
      cursor: () => state.cursor,
      moveCursor,
      select,
      groups,
      groupLabels: () => groupLabels(network.getScale()),
      arcs: () => [...arcs.values()],
      dots: () => sigma,
    },
  });
}
