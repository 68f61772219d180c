// Keys of the whole page, and the dialogue that lists them. Single keys can be switched off, for those who speak to
// their computer or press keys unawares (WCAG 2.2, criterion 2.1.4).

import { leave, showView } from "../actions.ts";
import { fit, zoom } from "../drawing/camera.ts";
import { acting, byId, holdsFocus, inputOf, make, said } from "../elements.ts";
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
  { key: "f", does: "Show everything", act: () => fit() },
  { key: "+", does: "Closer", act: () => zoom(1.3) },
  { key: "-", does: "Further", act: () => zoom(1 / 1.3) },
  ...VIEWS.map((name, at) => ({
    key: String(at + 1),
    does: `The view ${byId(`view-${name}`).textContent}`,
    act: () => showView(name),
  })),
];

const OTHER_KEYS = [
  { key: "Tab", does: "The next control; Go to the graph, the first of all, leads past the filters" },
  { key: "Arrow keys", does: "In the graph: the next thing in that direction" },
  { key: "Shift + arrow keys", does: "In the graph: the next thing along a relation" },
  { key: "Enter", does: "In the graph: the details of where one stands" },
  { key: "Esc", does: "Closes what is open, and goes back" },
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
    shut(filters, close, filters.querySelector("summary")!);
  } else if (holdsFocus(byId("time"))) shut(byId("time"), () => openTime(false), byId("time-open"));
  else {
    if (inputOf("search").value) {
      inputOf("search").value = "";
      closeMatches();
    }
    leave();
  }
}

// Close what the focus may be in, and give it to what opens it again.
function shut(element: HTMLElement, close: () => void, opens: HTMLElement): void {
  const inside = holdsFocus(element);
  close();
  if (inside) opens.focus();
}

export function setSingleKeys(on: boolean): void {
  state.singleKeys = on;
  byId("find").querySelector("kbd")!.hidden = !on;
}

export function showKeys(): void {
  const row = ({ key, does }: { key: string; does: string }) =>
    make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, key)), said(does, "td"));
  const single = singleKeys();
  const box = make("input", { type: "checkbox", id: "single-keys" });
  acting(box, {
    change: () => {
      setSingleKeys(box.checked);
      emit("changed");
    },
  });
  box.checked = state.singleKeys;
  showDialog(
    "Keys",
    make("table", { class: "keys" }, make("tbody", {}, ...OTHER_KEYS.map(row), ...single.map(row))),
    make(
      "label",
      { class: "row" },
      box,
      `Single keys (${single.map(({ key }) => key).join(" ")}) act, outside of fields`,
    ),
  );
}
