// Three views of one graph, and the way from one to another.

const VIEWS = ["network", "layers", "map"];
let moving = false;

// What layers would show: of a large graph the open community.
const layered = () => columnsOf(vast ? DATA.nodes.filter((node) => node.community === opened) : cast());
const available = () => VIEWS.filter((name) => name === "network" || (name === "layers" ? layered().length > 1 : DATA.map));

// Where a node lies in the view, and how large it is there.
function placeOf(node) {
  if (view === "layers") return { x: node.layer[0], y: node.layer[1] };
  if (view === "map" && onMap(node)) return { x: node[discs()][0], y: node[discs()][1] };
  if (bubbling()) return dotOf(node);
  return stage.places?.get(node.id) ?? { x: node.x, y: node.y };
}

function setPlace(node, { x, y }) {
  if (view === "layers") node.layer = [x, y];
  else if (view === "map" && onMap(node)) node[discs()] = [x, y];
  else Object.assign(stage.places?.get(node.id) ?? node, { x, y });
}

function sizeOf(node) {
  if (view === "layers") return node.kind === "Country" ? 8.5 : node.kind === "Official" ? 4.5 : 6;
  if (view === "map") return DATA.map.discs[discs()] - (narrow.matches ? 5 : 4);
  return node.size;
}

const presentNodes = () => (vast ? cast().filter(shownNode) : view === "map" ? shownNodes().filter(onMap) : shownNodes());

function switches() {
  const open = available();
  $("views").hidden = open.length < 2 && !vast;
  for (const name of VIEWS) {
    const button = $(`view-${name}`);
    button.hidden = !open.includes(name) && !(vast && name === "layers");
    button.disabled = !open.includes(name);
    if (name === "layers" && vast) {
      const reason = opened === null ? "open a community first" : `of this community they would be one, ${DATA.columns[layered()[0]]}`;
      button.title = `Class by class, in columns${button.disabled ? `: ${reason}` : " (2)"}`;
    }
    button.setAttribute("aria-pressed", String(name === view));
  }
}

function show(name) {
  if (name === view || !available().includes(name) || !network) return;
  if (selected?.type === "arc") select(null);
  const from = new Map(presentNodes().map((node) => [node.id, network.getPosition(node.id)]));
  const camera = { position: network.getViewPosition(), scale: network.getScale() };
  before = null;
  view = name;
  root.dataset.view = name;
  switches();
  refilter();
  if (selected?.type === "node" || selected?.type === "edge") openFor(selected);
  fit({ animate: false });
  // What is told of a country depends on the view.
  if (selected?.type === "node" && DATA.map) select(selected, { bring: false });
  if (selected) reveal(thingsOf(selected), { animate: false, anew: true });
  if (!still.matches) glide(from, camera);
  note();
}

// Move every node from where it was, and the camera with them; labels come when all have arrived.
function glide(from, camera) {
  const goal = { position: network.getViewPosition(), scale: network.getScale() };
  const body = network.body.nodes;
  const moves = presentNodes().filter((node) => from.has(node.id)).map((node) => [body[node.id], from.get(node.id), placeOf(node)]);
  const begun = performance.now();
  moving = true;
  root.dataset.moving = "true";
  const step = (now) => {
    const time = Math.min(Math.max((now - begun) / 650, 0), 1);
    const eased = time < 0.5 ? 4 * time ** 3 : 1 - (2 - 2 * time) ** 3 / 2;
    const between = (a, b) => a + (b - a) * eased;
    for (const [node, a, b] of moves) [node.x, node.y] = [between(a.x, b.x), between(a.y, b.y)];
    if (time === 1) {
      moving = false;
      placement = null;
      delete root.dataset.moving;
    }
    network.moveTo({ position: { x: between(camera.position.x, goal.position.x), y: between(camera.position.y, goal.position.y) },
      scale: Math.exp(between(Math.log(camera.scale), Math.log(goal.scale))), animation: false });
    network.redraw();
    if (moving) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

// What the view leaves out, and how to have it.
function note() {
  const text = $("note-text");
  const range = $("strength");
  const all = $("all-lines");
  if (bubbling()) return noteGroups();
  const shown = edgesHere().length;
  const drawn = view === "map" ? 0 : drawnLines().size;
  range.hidden = view !== "map" || strongest() < 2;
  all.hidden = view === "map" || shown <= DATA.crowd;
  if (view === "map") {
    const most = strongest();
    range.max = String(most);
    range.value = String(Math.min(strength, most));
    range.setAttribute("aria-valuetext", `at least ${plural(strength, "link", "links")}`);
    const arcsDrawn = [...arcs.values()].filter((arc) => strengthOf(arc) >= strength).length;
    text.textContent = `Arcs: ${strength > 1 ? `${strength} or more links` : "any link"}, ${arcsDrawn} of ${arcs.size}`;
    root.dataset.arcs = arcsDrawn;
  } else {
    text.textContent = drawnInWords(drawn, shown);
    text.title = thinned && shown > DATA.crowd ? "The others join what drawn ones join in three steps or fewer. Point at a thing to see all of its own." : "";
    all.textContent = thinned ? "Draw all" : "Overview";
  }
  $("note").hidden = view === "map" ? !arcs.size : all.hidden && !thick.size;
  root.dataset.drawn = drawn;
  return undefined;
}
