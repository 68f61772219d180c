// The address of the page contains the state, so that a link restores it.

import { refilter, select, setDays, setNeighbourhood, showPath, showView, storeOpened } from "../actions.ts";
import { fit, reveal } from "../drawing/camera.ts";
import { network, theNetwork } from "../drawing/network.ts";
import { button, byId, inputOf, make } from "../elements.ts";
import { type AddressState, readDays, readFragment, type Selected, writeFragment } from "../logic/address.ts";
import { arcs } from "../state/arcs.ts";
import { data, edgeOf, groups, isLarge, kinds, nodeOf, relations, relationsByThing } from "../state/graph.ts";
import { root } from "../state/media.ts";
import { thingsOf } from "../state/selection.ts";
import { on } from "../state/signals.ts";
import { state } from "../state/state.ts";
import { refill } from "../state/visible.ts";
import { setSingleKeys } from "./keys.ts";
import { chooseLanguage, languages } from "./language.ts";
import { showViewButtons } from "./view-buttons.ts";

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

// Restores the state that a fragment describes.
function restore(fragment: string): void {
  isWriting = false;
  // The day of knowledge time comes first, because it determines which things there are.
  setDays(readDays(fragment));
  const shared = readFragment(fragment, {
    hasNode: (id) => relationsByThing.has(id),
    edges: relations,
    kinds: new Set(kinds.keys()),
    relations: new Set(relations.map((edge) => edge.relation)),
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

function restoreFilters(shared: AddressState): void {
  refill(shared.hiddenKinds, shared.hiddenRelations);
  state.inferredHidden = shared.inferredHidden;
  state.thinned = shared.thinned;
  setSingleKeys(shared.singleKeys);
  state.strength = shared.strength ?? state.strengthAtFirst;
  setNeighbourhood(shared.centred);
  chooseLanguage(shared.language);
}

function restoreView({ opened, view }: AddressState): void {
  if (state.selected) select(null);
  state.before = null;
  storeOpened(isLarge && opened !== null ? (nodeOf(opened).community ?? null) : null);
  refilter();
  showViewButtons();
  if (view) showView(view);
  refilter();
  fit({ animate: false });
}

function restoreSelected(selected: Selected | null): void {
  if (selected?.type === "path") showPath(selected.from, selected.to, selected.at);
  else if (selected?.type === "row") select({ type: "row", id: String(selected.row) });
  else if (selected?.type === "arc") {
    if (state.view === "map" && arcs.has(selected.id)) select({ type: "arc", id: selected.id });
  } else if (selected) select({ type: selected.type, id: selected.id });
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
