// The state of the page in the fragment of its address: a link shows the same view.

const LONGEST = 20000;
let remembering = false;
let steered = false; // whether the view was moved by hand
let remembered = "";

const nameOfEdge = (edge) => separated([edge.from, edge.relation, edge.to, edge.through], " ");

// Only what differs from the page as it opens.
function stateNow() {
  const state = new URLSearchParams();
  if (view !== "network") state.set("view", view);
  if (selected?.type === "node") state.set("node", selected.id);
  else if (selected?.type === "edge") state.set("edge", nameOfEdge(edges.get(selected.id)));
  else if (selected?.type === "arc") state.set("arc", selected.id);
  else if (selected?.type === "row") state.set("row", Number(selected.id) + 1);
  else if (selected?.type === "path" && path.from) {
    state.set("from", path.from);
    if (path.to) state.set("to", path.to);
    if (path.at) state.set("path", path.at + 1);
  }
  const typed = $("search").value.trim();
  if (typed && !(selected?.type === "node" && typed === nodes.get(selected.id).label)) state.set("search", typed);
  [...off.kinds].sort().forEach((kind) => state.append("hide", kind));
  [...off.relations].sort().forEach((relation) => state.append("without", relation));
  if (off.inferred) state.set("inferred", "no");
  if (!thinned) state.set("lines", "all");
  if (view === "map" && strength !== strengthAtFirst) state.set("links", strength);
  if (language) state.set("names", language);
  if (!singleKeys) state.set("keys", "off");
  if (opened !== null) state.set("open", groups[opened].hubs[0]);
  if (centred) {
    state.set("around", centred.id);
    if (centred.steps !== 1) state.set("steps", centred.steps);
  }
  if (days.at) state.set("at", days.at);
  if (days.known) state.set("known-by", days.known);
  if (steered && network) {
    const { x, y } = network.getViewPosition();
    state.set("eye", [x, y].map((value) => value.toFixed(0)).concat(network.getScale().toFixed(3)).join(","));
  }
  return state;
}

function remember() {
  if (!remembering) return;
  const now = stateNow().toString();
  root.dataset.state = now;
  if (now === remembered) return;
  remembered = now;
  // Where a page stands in a frame, or is shown without an address, there is nothing to remember it in.
  try {
    history.replaceState(null, "", `${location.pathname}${location.search}${now ? `#${now}` : ""}`);
  } catch { /* the page works without it */ }
}

const address = () => `${location.href.split("#")[0]}${remembered ? `#${remembered}` : ""}`;

// Take up a state. What it names and the page does not know is passed over.
function recall(fragment) {
  remembering = false;
  const state = new URLSearchParams(fragment.length > LONGEST ? "" : fragment.replace(/^#/, ""));
  const known = (name, all) => (all.has(state.get(name)) ? state.get(name) : null);
  const all = (name, allowed) => state.getAll(name).filter((value) => allowed.has(value));
  refillSets(all("hide", new Set(kinds.keys())), all("without", new Set(DATA.edges.map((edge) => edge.relation))));
  off.inferred = state.get("inferred") === "no";
  thinned = state.get("lines") !== "all";
  setSingleKeys(state.get("keys") !== "off");
  const links = Number(state.get("links"));
  strength = Number.isInteger(links) && links > 0 ? Math.min(links, 1e6) : strengthAtFirst;
  setDays({ at: dayIn(state.get("at")), known: dayIn(state.get("known-by")) });
  const middle = known("around", nodes);
  setAround(middle ? { id: middle, steps: state.get("steps") === "2" ? 2 : 1 } : null);
  const tongue = $("language");
  if (tongue) {
    tongue.value = [...tongue.options].some((option) => option.value === state.get("names")) ? state.get("names") : "";
    if (tongue.value !== language) speak(tongue.value);
  }
  if (selected) select(null);
  before = null;
  opened = vast && known("open", nodes) ? nodes.get(known("open", nodes)).community : null;
  root.dataset.opened = opened ?? "";
  refilter();
  switches();
  if (VIEWS.includes(state.get("view") ?? "network")) show(state.get("view") ?? "network");
  refilter();
  fit({ animate: false });
  $("search").value = (state.get("search") ?? "").slice(0, 200);
  const edge = state.get("edge") && DATA.edges.find((item) => nameOfEdge(item) === state.get("edge"));
  if (known("from", nodes)) showPath(known("from", nodes), known("to", nodes), Number(state.get("path")) - 1 || 0);
  else if (known("node", nodes)) select({ type: "node", id: known("node", nodes) });
  else if (edge) select({ type: "edge", id: edge.id });
  else if (DATA.answer?.rows[Number(state.get("row")) - 1]) select({ type: "row", id: String(Number(state.get("row")) - 1) });
  else if (view === "map" && known("arc", arcs)) select({ type: "arc", id: known("arc", arcs) });
  if (selected?.type === "node" && !$("search").value) $("search").value = nodes.get(selected.id).label;
  if (selected) reveal(thingsOf(selected), { animate: false, anew: true });
  const eye = (state.get("eye") ?? "").split(",").map(Number);
  steered = eye.length === 3 && eye.every(Number.isFinite) && eye[2] > 0;
  if (steered) network.moveTo({ position: { x: eye[0], y: eye[1] }, scale: Math.min(Math.max(eye[2], 0.02), 50), animation: false });
  remembering = true;
  remember();
}

// The rows of the legend hold the sets themselves.
function refillSets(hidden, without) {
  off.kinds.clear();
  off.relations.clear();
  hidden.forEach((kind) => off.kinds.add(kind));
  without.forEach((relation) => off.relations.add(relation));
}

function follow() {
  const hand = () => { steered = true; remember(); };
  network.on("zoom", hand);
  network.on("animationFinished", remember);
  network.on("dragEnd", ({ nodes: moved }) => { if (!moved.length) hand(); });
  $("search").addEventListener("input", remember);
  addEventListener("hashchange", () => recall(location.hash));
  if (location.hash.length > 1) recall(location.hash);
  remembering = true;
  remember();
}

// ---- A link to copy

async function copyLink(said, field) {
  try {
    await navigator.clipboard.writeText(address());
    said.textContent = "Copied.";
  } catch {
    field.focus();
    field.select();
    said.textContent = document.execCommand("copy") ? "Copied." : "Press Ctrl+C to copy it.";
  }
}

function linkRow() {
  const field = make("input", { id: "link", type: "text", readonly: true, "aria-label": "Link to this view", dir: "ltr" });
  field.value = address();
  const status = make("span", { role: "status", id: "copied" });
  // In a frame, as in a notebook, the page has no address of its own.
  if (location.protocol === "about:") return make("p", { class: "group" }, "Write the page to a file to have links to what it shows.");
  return make("div", { class: "link-row" }, field, make("button", { type: "button", class: "way", id: "copy", on: { click: () => copyLink(status, field) } }, "Copy link"), status);
}
