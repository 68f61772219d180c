// Keys of the whole page, and the dialogue that lists them. Single keys can be switched off, for those who speak to
// their computer or press keys unawares (WCAG 2.2, criterion 2.1.4).

let singleKeys = true;
const SINGLE_KEYS = [
  ["/", "Search", () => $("search").focus()],
  ["f", "Show everything", () => fit()],
  ["+", "Closer", () => zoom(1.3)],
  ["-", "Further", () => zoom(1 / 1.3)],
  ...VIEWS.map((name, at) => [String(at + 1), `The view ${$(`view-${name}`).textContent}`, () => show(name)]),
];
const OTHER_KEYS = [
  ["Tab", "The next control; Go to the graph, the first of all, leads past the filters"],
  ["Arrow keys", "In the graph: the next thing in that direction"],
  ["Shift + arrow keys", "In the graph: the next thing along a relation"],
  ["Enter", "In the graph: the details of where one stands"],
  ["Esc", "Closes what is open, and goes back"],
];

function leaveOff() {
  if (narrow.matches && $("filters").open) shut($("filters"), () => { $("filters").open = false; }, $("filters").querySelector("summary"));
  else if ($("time").contains(document.activeElement)) shut($("time"), () => openTime(false), $("time-open"));
  else {
    if ($("search").value) {
      $("search").value = "";
      closeMatches();
    }
    leave();
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("dialog").open) return;
  if (event.key === "Escape") leaveOff();
  else if (singleKeys && !event.target.closest("input:not([type=checkbox]), textarea, select")) {
    const act = SINGLE_KEYS.find(([key]) => key === event.key)?.[2];
    if (!act) return;
    event.preventDefault();
    act();
  }
}

function setSingleKeys(on) {
  singleKeys = on;
  $("find").querySelector("kbd").hidden = !on;
}

function showKeys() {
  const row = ([keys, does]) => make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, keys)), said(does, "td"));
  const box = make("input", { type: "checkbox", id: "single-keys", on: { change: () => { setSingleKeys(box.checked); remember(); } } });
  box.checked = singleKeys;
  showDialog("Keys", make("table", { class: "keys" }, make("tbody", {}, ...OTHER_KEYS.map(row), ...SINGLE_KEYS.map(row))),
    make("label", { class: "row" }, box, `Single keys (${SINGLE_KEYS.map(([key]) => key).join(" ")}) act, outside of fields`));
}
