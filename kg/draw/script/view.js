// The view: fitting, zooming, moving to what is selected.

// The part of the canvas that nothing lies over.
function room() {
  const stage = $("stage").getBoundingClientRect();
  const box = { left: 0, top: 0, right: stage.width, bottom: stage.height };
  if (!$("panel").hidden) {
    const panel = $("panel").getBoundingClientRect();
    if (narrow.matches) box.bottom = panel.top - stage.top;
    else box.right = panel.left - stage.left;
  }
  return { ...box, width: box.right - box.left, height: box.bottom - box.top, stage };
}

// The position and scale at which things and their labels fill the free part of the canvas.
function target(ids, closest) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of ids) {
    const { x, y } = network.getPosition(id);
    const { size } = nodes.get(id);
    box.left = Math.min(box.left, x - Math.max(size, 62));
    box.right = Math.max(box.right, x + Math.max(size, 62));
    box.top = Math.min(box.top, y - size - 8);
    box.bottom = Math.max(box.bottom, y + size + 48);
  }
  const view = room();
  const edge = narrow.matches ? 10 : 22;
  const fitting = Math.min(closest, (view.width - 2 * edge) / (box.right - box.left), (view.height - 2 * edge) / (box.bottom - box.top));
  const scale = Math.max(fitting, 0.05);
  const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const offset = { x: (view.left + view.right - view.stage.width) / 2, y: (view.top + view.bottom - view.stage.height) / 2 };
  return { view, position, scale, offset };
}

function move({ position, scale, offset }, animate = true) {
  network.moveTo({ position, scale, offset, animation: animate && !still.matches ? { duration: 350, easingFunction: "easeInOutCubic" } : false });
}

function fit({ animate = true } = {}) {
  const shown = shownNodes().map((node) => node.id);
  if (!network || !shown.length) return;
  const to = target(shown, 1.15);
  const { x, y } = to.position;
  home = { scale: to.scale, ...around(x, y, (to.view.width - 8) / to.scale, (to.view.height - 8) / to.scale) };
  placement = null;
  move(to, animate);
}

function zoom(factor) {
  network?.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 150, easingFunction: "easeInOutQuad" } });
}

// Bring what is selected, and what is next to it, out from under the panel; a view that shows it stays.
function reveal(ids) {
  const view = room();
  const near = new Set(ids);
  for (const edge of ids.length === 1 ? touching.get(ids[0]).filter(shownEdge) : []) near.add(edge.from).add(edge.to);
  const hidden = [...near].some((id) => {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    return x < view.left + 40 || x > view.right - 40 || y < view.top + 20 || y > view.bottom - 50;
  });
  if (!hidden) return;
  const closest = Math.max(network.getScale(), 0.8);
  const all = target([...near], closest);
  move(all.scale >= (narrow.matches ? 0.45 : 0.6) ? all : target(ids, closest));
}
