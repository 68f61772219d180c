// Keyboard shortcuts, and the dialog that lists them. Single-key shortcuts can be switched off, because speech input and
// accidental key presses trigger them (WCAG 2.2, criterion 2.1.4).

import { closeDetails, showView } from "../actions.ts";
import { fit, zoom } from "../drawing/camera.ts";
import { byId, hasFocusInside, inputOf, make, textElement, withHandlers } from "../elements.ts";
import { VIEWS } from "../logic/address.ts";
import { narrow } from "../state/media.ts";
import { emit } from "../state/signals.ts";
import { state } from "../state/state.ts";
import { isDialogOpen, showDialog } from "./dialogs.ts";
import { closeMatches } from "./search-box.ts";
import { openTime } from "./time-sliders.ts";

interface Key {
  key: string;
  does: string;
  act: () => void;
}

const singleKeys = (): Key[] => [
  { key: "/", does: "Search", act: () => byId("search").focus() },
  { key: "f", does: "Fit the drawing into the window", act: () => fit() },
  { key: "+", does: "Zoom in", act: () => zoom(1.3) },
  { key: "-", does: "Zoom out", act: () => zoom(1 / 1.3) },
  ...VIEWS.map((name, at) => ({
    key: String(at + 1),
    does: `Show the view ${byId(`view-${name}`).textContent}`,
    act: () => showView(name),
  })),
];

const OTHER_KEYS = [
  { key: "Tab", does: "Go to the next control; the first one, Go to the graph, skips the filters" },
  { key: "Arrow keys", does: "In the graph: go to the next thing in that direction" },
  { key: "Shift + arrow keys", does: "In the graph: follow a relation in that direction" },
  { key: "Enter", does: "In the graph: open the details of the current thing" },
  { key: "Esc", does: "Close what is open, and go back" },
];

export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isDialogOpen()) return;
  if (event.key === "Escape") closeWhatIsOpen();
  else if (state.singleKeys && !isTyping(event.target)) {
    const found = singleKeys().find(({ key }) => key === event.key);
    if (!found) return;
    event.preventDefault();
    found.act();
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select") !== null;

function closeWhatIsOpen(): void {
  const filters = byId<HTMLDetailsElement>("filters");
  if (narrow.matches && filters.open) {
    const close = () => {
      filters.open = false;
    };
    closeAndMoveFocus(filters, close, filters.querySelector("summary")!);
  } else if (hasFocusInside(byId("time"))) closeAndMoveFocus(byId("time"), () => openTime(false), byId("time-open"));
  else {
    if (inputOf("search").value) {
      inputOf("search").value = "";
      closeMatches();
    }
    closeDetails();
  }
}

// Closes an element. If it had the focus, the focus moves to the control that opens it.
function closeAndMoveFocus(element: HTMLElement, close: () => void, opens: HTMLElement): void {
  const inside = hasFocusInside(element);
  close();
  if (inside) opens.focus();
}

export function setSingleKeys(on: boolean): void {
  state.singleKeys = on;
  byId("find").querySelector("kbd")!.hidden = !on;
}

export function showKeys(): void {
  const row = ({ key, does }: { key: string; does: string }) =>
    make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, key)), textElement(does, "td"));
  const single = singleKeys();
  const box = make("input", { type: "checkbox", id: "single-keys" });
  withHandlers(box, {
    change: () => {
      setSingleKeys(box.checked);
      emit("changed");
    },
  });
  box.checked = state.singleKeys;
  showDialog(
    "Keyboard shortcuts",
    make("table", { class: "keys" }, make("tbody", {}, ...OTHER_KEYS.map(row), ...single.map(row))),
    make(
      "label",
      { class: "row" },
      box,
      `Use single-key shortcuts (${single.map(({ key }) => key).join(" ")}) outside text fields`,
    ),
  );
}
