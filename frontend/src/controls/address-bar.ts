// The address of the page contains the state, so that a link restores it.

import { choosePath, refilter, select, setDays, setNeighbourhood, storeOpened, storeView } from "../actions.ts";
import { fit, reveal } from "../drawing/camera.ts";
import { network, theNetwork } from "../drawing/network.ts";
import { availableViews } from "../drawing/places.ts";
import { endTransition } from "../drawing/transition.ts";
import { button, byId, inputOf, make } from "../elements.ts";
import { type AddressState, readDays, readFragment, type Selected, writeFragment } from "../logic/address.ts";
import { arcs } from "../state/arcs.ts";
import {
  allRelations,
  data,
  edgeOf,
  groups,
  isLarge,
  kinds,
  nodeOf,
  nodes,
  relations,
  relationsByThing,
} from "../state/graph.ts";
import { root } from "../state/media.ts";
import { thingsOf } from "../state/selection.ts";
import { on } from "../state/signals.ts";
import { type Item, state } from "../state/state.ts";
import { refill } from "../state/visible.ts";
import { closeDialog } from "./dialogs.ts";
import { setSingleKeys } from "./keys.ts";
import { languages, makeLanguageChoice, setLanguage } from "./language.ts";
import { closeMatches } from "./search-box.ts";

// The address is not written while a state is restored.
let isWriting = false;
let written = "";

function selectedNow(): Selected | null {
  const { selected, path } = state;
  if (!selected) return null;
  if (selected.type === "row") return { type: "row", row: Number(selected.id) };
  if (selected.type !== "path") return { type: selected.type, id: selected.id };
  return path.from ? { type: "path", from: path.from, to: path.to, at: path.at } : null;
}

function searchNow(): string {
  const typed = inputOf("search").value.trim();
  const { selected } = state;
  return selected?.type === "node" && typed === nodeOf(selected.id).label ? "" : typed;
}

function currentAddressState(): AddressState {
  const isStrengthChosen = state.view === "map" && state.strength !== state.strengthAtFirst;
  return {
    view: state.view,
    selected: selectedNow(),
    search: searchNow(),
    hiddenKinds: [...state.hiddenKinds],
    hiddenRelations: [...state.hiddenRelations],
    inferredHidden: state.inferredHidden,
    thinned: state.thinned,
    strength: isStrengthChosen ? state.strength : null,
    language: state.language,
    singleKeys: state.singleKeys,
    opened: state.opened === null ? null : groups[state.opened]!.hubs[0]!,
    centred: state.centred,
    at: state.days.at,
    known: state.days.known,
    eye: state.movedByHand && network ? { ...network.getViewPosition(), scale: network.getScale() } : null,
  };
}

function writeState(): void {
  if (!isWriting) return;
  const now = writeFragment(currentAddressState(), edgeOf).toString();
  root.dataset.state = now;
  if (now === written) return;
  written = now;
  // A page in a frame or without an address cannot change its address.
  try {
    history.replaceState(null, "", `${location.pathname}${location.search}${now ? `#${now}` : ""}`);
  } catch {
    /* the page also works without an address */
  }
}

const address = (): string => `${location.href.split("#")[0]}${written ? `#${written}` : ""}`;

// Restores the state that a fragment describes: the page is then like a page that was opened with this address. After
// the first change of the state nothing may be drawn before `refilter`, because the drawing has the things of the old
// state.
function restore(fragment: string): void {
  isWriting = false;
  written = fragment.replace(/^#/, "");
  leaveState();
  // The day of knowledge time comes first, because it determines which things there are.
  setDays(readDays(fragment));
  const shared = readFragment(fragment, {
    hasNode: (id) => relationsByThing.has(id),
    hadNode: (id) => nodes.has(id),
    edges: relations,
    kinds: new Set(kinds.keys()),
    relations: new Set(allRelations.map((edge) => edge.relation)),
    languages: languages(),
    rows: data.answer?.rows.length ?? 0,
  });
  restoreFilters(shared);
  restoreView(shared);
  inputOf("search").value = shared.search;
  restoreSelected(shared.selected);
  const { selected } = state;
  if (selected?.type === "node" && !shared.search) inputOf("search").value = nodeOf(selected.id).label;
  if (selected) reveal(thingsOf(selected), { animate: false, refit: true });
  const { eye } = shared;
  state.movedByHand = eye !== null;
  if (eye) theNetwork().moveTo({ position: { x: eye.x, y: eye.y }, scale: eye.scale, animation: false });
  isWriting = true;
  writeState();
}

// Ends what belongs to the state before, and is not in the address.
function leaveState(): void {
  closeDialog();
  closeMatches();
  endTransition();
  select(null);
  Object.assign(state, { before: null, cursor: null, pointed: null });
  choosePath(null, null, 0);
}

function restoreFilters(shared: AddressState): void {
  refill(shared.hiddenKinds, shared.hiddenRelations);
  state.inferredHidden = shared.inferredHidden;
  state.thinned = shared.thinned;
  setSingleKeys(shared.singleKeys);
  state.strength = shared.strength ?? state.strengthAtFirst;
  setNeighbourhood(shared.centred);
  setLanguage(shared.language);
  makeLanguageChoice();
}

function restoreView({ opened, view }: AddressState): void {
  storeOpened(isLarge && opened !== null ? (nodeOf(opened).community ?? null) : null);
  storeView(availableViews().includes(view) ? view : "network");
  refilter();
  fit({ animate: false });
}

function restoreSelected(selected: Selected | null): void {
  if (!selected) return;
  if (selected.type === "path") choosePath(selected.from, selected.to, selected.at);
  else if (selected.type === "arc" && !(state.view === "map" && arcs.has(selected.id))) return;
  select(itemOf(selected), { bring: false });
}

function itemOf(selected: Selected): Item {
  if (selected.type === "path") return { type: "path", id: "path" };
  return { type: selected.type, id: selected.type === "row" ? String(selected.row) : selected.id };
}

export function followAddress(): void {
  const moved = () => {
    state.movedByHand = true;
    writeState();
  };
  on("changed", writeState);
  theNetwork().on("zoom", moved);
  theNetwork().on("animationFinished", writeState);
  theNetwork().on("dragEnd", ({ nodes: dragged }) => {
    if (!dragged.length) moved();
  });
  byId("search").addEventListener("input", writeState);
  addEventListener("hashchange", () => restore(location.hash));
  if (location.hash.length > 1) restore(location.hash);
  isWriting = true;
  writeState();
}

// ---- A link to copy

async function copyLink(status: HTMLElement, field: HTMLInputElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(address());
    status.textContent = "Copied.";
  } catch {
    field.focus();
    field.select();
    status.textContent = document.execCommand("copy") ? "Copied." : "Press Ctrl+C to copy it.";
  }
}

export function linkRow(): HTMLElement {
  // In a frame, such as that of a notebook, the page has no address of its own.
  if (location.protocol === "about:") {
    return make("p", { class: "group" }, "Links work only if the page is a file: write the page to a file first.");
  }
  const field = make("input", {
    id: "link",
    type: "text",
    readonly: true,
    "aria-label": "Link to this view",
    dir: "ltr",
  });
  field.value = address();
  const status = make("span", { role: "status", id: "copied" });
  const copy = button({ class: "action", id: "copy" }, () => void copyLink(status, field), "Copy link");
  return make("div", { class: "link-row" }, field, copy, status);
}
