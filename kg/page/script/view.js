// The view: fitting, zooming, moving to what is selected.

// The part of the canvas that nothing lies over.
function room() {
  const stage = $("stage").getBoundingClientRect();
  const box = { left: 0, top: $("bar").getBoundingClientRect().bottom - stage.top, right: stage.width, bottom: stage.height };
  if (!$("note").hidden) box.bottom = $("note").getBoundingClientRect().top - stage.top + 8;
  if (!$("time").hidden) box.bottom = Math.min(box.bottom, $("time").getBoundingClientRect().top - stage.top);
  if (!$("panel").hidden) {
    const panel = $("panel").getBoundingClientRect();
    if (narrow.matches) box.bottom = panel.top - stage.top;
    else box.right = panel.left - stage.left;
  }
  return { ...box, width: box.right - box.left, height: box.bottom - box.top, stage };
}

// How far the name of a thing may reach to its left, above and below it.
const reaches = { network: { left: 62, top: 8, bottom: 48 }, layers: { left: 16, top: 36, bottom: 8 }, map: { left: 40, top: 14, bottom: 24 } };

// No closer than this to fit, and no further off to show what is selected with all that is next to it.
const closest = () => (large.matches ? 3 : view === "map" ? 1.6 : 1.15);
const furthest = () => (view === "layers" ? LEAST_SCALE : narrow.matches ? 0.45 : 0.6);

// The position and scale at which things and their labels fill the free part of the canvas.
function target(ids, most = closest()) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of ids) {
    const { x, y } = network.getPosition(id);
    const size = sizeOf(nodes.get(id));
    const reach = reaches[view];
    box.left = Math.min(box.left, x - Math.max(size, reach.left));
    box.right = Math.max(box.right, x + Math.max(size, view === "layers" ? columnWidth() - 14 : reach.left));
    box.top = Math.min(box.top, y - size - reach.top);
    box.bottom = Math.max(box.bottom, y + size + reach.bottom);
  }
  const free = room();
  const edge = narrow.matches ? 10 : 22;
  const fitting = Math.min(most, (free.width - 2 * edge) / (box.right - box.left), (free.height - 2 * edge) / (box.bottom - box.top));
  const scale = Math.max(fitting, 0.05);
  const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const offset = { x: (free.left + free.right - free.stage.width) / 2, y: (free.top + free.bottom - free.stage.height) / 2 };
  return { free, box, position, scale, offset };
}

function move({ position, scale, offset }, animate = true) {
  network.moveTo({ position, scale, offset, animation: animate && !still.matches ? { duration: 350, easingFunction: "easeInOutCubic" } : false });
}

function fit({ animate = true } = {}) {
  if (network && bubbling()) {
    steered = false;
    home = null;
    move(wholeTarget(), animate);
    return;
  }
  const shown = placedNodes().map((node) => node.id);
  if (!network || !shown.length) return;
  steered = false;
  const to = view === "layers" && narrow.matches ? firstColumns(shown) : target(shown);
  moveHome(to, animate);
}

// Move to what has been fitted, and remember the room that it has.
function moveHome(to, animate) {
  const { x, y } = to.position;
  home = { scale: to.scale, ...around(x, y, (to.free.width - 8) / to.scale, (to.free.height - 8) / to.scale) };
  placement = null;
  move(to, animate);
}

// On a phone the names of all columns would be cut to a few letters: it begins with the first, and is moved to the others.
function firstColumns(ids) {
  const to = target(ids);
  const { free, box } = to;
  const scale = Math.max(Math.min(closest(), (free.height - 20) / (box.bottom - box.top)), LEAST_SCALE);
  const at = (first, last, reach) => Math.min((first + last) / 2, first + (reach / 2 - 10) / scale);
  return { ...to, scale, position: { x: at(box.left, box.right, free.width), y: at(box.top, box.bottom, free.height) } };
}

function zoom(factor) {
  steered = true;
  network?.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 150, easingFunction: "easeInOutQuad" } });
  remember();
}

// Bring what is selected, and what is next to it, out from under the panel; a view that shows it stays, but for one that is fitted anew.
function reveal(wanted, { animate = true, anew = false } = {}) {
  let ids = wanted.filter((id) => someNodes.get(id));
  // What is not on the map itself is shown by the countries that it links.
  if (!ids.length && view === "map") ids = [...(focused()?.nodes ?? [])].filter((id) => someNodes.get(id));
  if (!ids.length) return;
  const free = room();
  const near = new Set(ids);
  if (view === "map") focused()?.nodes.forEach((id) => someNodes.get(id) && near.add(id));
  for (const edge of ids.length === 1 && view !== "map" ? touching.get(ids[0]).filter((edge) => shownEdge(edge) && edgeOnStage(edge)) : []) near.add(edge.from).add(edge.to);
  const beside = view === "layers" ? (columnWidth() - 14) * network.getScale() : 40;
  const hidden = [...near].some((id) => {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    return x < free.left + Math.min(beside, 40) || x > free.right - beside || y < free.top + 20 || y > free.bottom - 50;
  });
  if (!hidden && !anew) return;
  const most = anew ? closest() : Math.max(network.getScale(), 0.8);
  const all = target([...near], most);
  if (all.scale >= furthest()) return moveHome(all, animate);
  // All would be too small: as much of it as there is room for around what is selected.
  const own = target(ids, most);
  const scale = Math.min(own.scale, furthest());
  const middle = (first, last, wish, reach) => Math.min(Math.max(wish, last - reach / 2 / scale), first + reach / 2 / scale);
  return moveHome({ ...own, scale, position: { x: middle(own.box.left, own.box.right, all.position.x, free.width), y: middle(own.box.top, own.box.bottom, all.position.y, free.height) } }, animate);
}
