// The page's script. It reads the JSON in #data and builds elements from it; text is never markup.
"use strict";
(() => {
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const narrow = matchMedia("(max-width: 760px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const kinds = new Map(DATA.kinds.map((kind) => [kind.kind, kind]));
  const nodes = new Map(DATA.nodes.map((node) => [node.id, node]));
  const edges = new Map(DATA.edges.map((edge) => [edge.id, edge]));
  const touching = new Map(DATA.nodes.map((node) => [node.id, []]));
  for (const edge of DATA.edges) {
    touching.get(edge.from).push(edge);
    if (edge.to !== edge.from) touching.get(edge.to).push(edge);
  }

  const off = { kinds: new Set(), relations: new Set(), inferred: false };
  let selected = null; // {type: "node" | "edge", id}
  let hovered = null;
  let before = null; // the view as it was before anything was selected

  // ---- elements -------------------------------------------------------------------------------

  function make(tag, options = {}, ...children) {
    const { on, ...attributes } = options;
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    for (const [event, handler] of Object.entries(on ?? {})) element.addEventListener(event, handler);
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  function drawn(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const said = (text, tag = "span", options = {}) => make(tag, { dir: "auto", ...options }, String(text));
  const separated = (parts, by = " · ") => parts.filter(Boolean).join(by);

  // Only addresses of the web become links; anything else stays the text it is.
  function link(text, address) {
    if (!/^https?:\/\//i.test(address ?? "")) return said(text);
    return said(text, "a", { href: address, rel: "noopener noreferrer", target: "_blank" });
  }

  function period(thing) {
    if (thing.start && thing.end) return thing.start === thing.end ? thing.start : `${thing.start} – ${thing.end}`;
    if (thing.start === "undated") return thing.start;
    if (thing.start) return `since ${thing.start}`;
    return thing.end ? `until ${thing.end}` : "";
  }

  // ---- colours --------------------------------------------------------------------------------

  let theme = {};
  function readTheme() {
    root.dataset.theme = dark.matches ? "dark" : "light";
    const style = getComputedStyle(root);
    const value = (name) => style.getPropertyValue(name).trim();
    theme = {
      paper: value("--paper"), ink: value("--ink"), soft: value("--soft"), accent: value("--accent"),
      edge: dark.matches ? "#67738a" : "#a3adba", font: getComputedStyle(document.body).fontFamily,
    };
  }

  const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  // Fading mixes with the paper: a transparent symbol would show the lines beneath it.
  function mix(colour, other, share) {
    const [a, b] = [channels(colour), channels(other)];
    return `#${a.map((c, i) => Math.round(c + (b[i] - c) * share).toString(16).padStart(2, "0")).join("")}`;
  }
  const colourOf = (kind) => kinds.get(kind)[dark.matches ? "dark" : "light"];

  // A line takes the colour of what it leads to, or, into a country, of what it comes from.
  function edgeColour(edge) {
    const end = nodes.get(nodes.get(edge.to).kind === "Country" ? edge.from : edge.to);
    return mix(colourOf(end.kind), theme.edge, 0.45);
  }

  // ---- what is shown --------------------------------------------------------------------------

  const shownNode = (node) => !off.kinds.has(node.kind);
  const shownEdge = (edge) => !off.relations.has(edge.relation) && !(off.inferred && edge.inferred)
    && shownNode(nodes.get(edge.from)) && shownNode(nodes.get(edge.to));
  const shownNodes = () => DATA.nodes.filter(shownNode);
  const shownEdges = () => DATA.edges.filter(shownEdge);

  // ---- the drawing ----------------------------------------------------------------------------

  const allNodes = new vis.DataSet();
  const allEdges = new vis.DataSet();
  const someNodes = new vis.DataView(allNodes, { filter: (item) => shownNode(nodes.get(item.id)) });
  const someEdges = new vis.DataView(allEdges, { filter: (item) => shownEdge(edges.get(item.id)) });
  let network = null;

  function focused() {
    const at = hovered ?? selected;
    if (!at) return null;
    const focus = { nodes: new Set(), edges: new Set() };
    if (at.type === "node") {
      focus.nodes.add(at.id);
      for (const edge of touching.get(at.id).filter(shownEdge)) {
        focus.edges.add(edge.id);
        focus.nodes.add(edge.from).add(edge.to);
      }
    } else {
      const edge = edges.get(at.id);
      focus.edges.add(at.id);
      focus.nodes.add(edge.from).add(edge.to);
    }
    return focus;
  }

  const isSelected = (type, id) => selected?.type === type && selected.id === id;

  function nodeLook(node, focus) {
    const faded = focus && !focus.nodes.has(node.id);
    const colour = faded ? mix(colourOf(node.kind), theme.paper, 0.84) : colourOf(node.kind);
    const chosen = isSelected("node", node.id);
    const border = chosen ? theme.ink : node.planned ? colour : mix(colour, theme.paper, dark.matches ? 0.2 : 0.05);
    const fill = node.planned ? theme.paper : colour;
    return {
      id: node.id, x: node.x, y: node.y, shape: node.shape, size: node.size, physics: false,
      borderWidth: chosen ? 3 : node.planned ? 1.8 : 1, borderWidthSelected: 3,
      shapeProperties: { borderDashes: node.planned ? [4, 3] : false },
      color: { background: fill, border, highlight: { background: fill, border }, hover: { background: fill, border } },
    };
  }

  function edgeLook(edge, focus) {
    const inFocus = focus?.edges.has(edge.id);
    let colour = edgeColour(edge);
    if (focus) colour = inFocus ? mix(colour, theme.ink, 0.15) : mix(colour, theme.paper, 0.86);
    if (isSelected("edge", edge.id)) colour = theme.accent;
    return {
      id: edge.id, from: edge.from, to: edge.to, smooth: edge.smooth, dashes: edge.dashes, physics: false,
      width: inFocus ? 2 : 1.2, selectionWidth: 1, hoverWidth: 0,
      arrows: { to: { enabled: edge.arrows === "to", scaleFactor: 0.42 } },
      color: { color: colour, highlight: colour, hover: colour, inherit: false },
    };
  }

  const looks = new Map();
  function changed(items, look, focus) {
    return items.map((item) => look(item, focus)).filter((item) => {
      const key = JSON.stringify(item);
      if (looks.get(item.id) === key) return false;
      looks.set(item.id, key);
      return true;
    });
  }

  function restyle() {
    const focus = focused();
    allNodes.update(changed(DATA.nodes, nodeLook, focus));
    allEdges.update(changed(DATA.edges, edgeLook, focus));
    placement = null;
    network?.redraw();
  }

  // ---- labels: constant size on the screen, drawn where they fit -------------------------------

  const LABEL_WIDTH = 118;
  // A label breaks at spaces, after hyphens and dashes, and between characters of Chinese and Japanese.
  const PIECES = /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\-–—/\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+[-–—/]*|[-–—/]+/gu;
  const pen = document.createElement("canvas").getContext("2d");
  const wrapped = new Map();
  let placement = null;
  let home = null; // what the view shows when it shows everything

  const fontOf = (bold, px) => `${bold ? 620 : 450} ${px}px ${theme.font}`;

  function shorten(text, width) {
    if (pen.measureText(text).width <= width) return text;
    const letters = [...text];
    while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > width) letters.pop();
    return `${letters.join("").trimEnd()}…`;
  }

  function wrap(text, bold) {
    const key = `${bold}${text}`;
    if (wrapped.has(key)) return wrapped.get(key);
    pen.font = fontOf(bold, 12);
    const rows = [];
    let space = "";
    for (const piece of text.trim().match(PIECES) ?? []) {
      if (/^\s/.test(piece)) { space = " "; continue; }
      const longer = rows.length ? `${rows.at(-1)}${space}${piece}` : piece;
      if (rows.length && pen.measureText(longer).width <= LABEL_WIDTH) rows[rows.length - 1] = longer;
      else rows.push(piece);
      space = "";
    }
    const kept = rows.slice(0, 3);
    if (rows.length > 3) kept[2] = `${kept[2]}…`;
    const label = { rows: kept.map((row) => shorten(row, LABEL_WIDTH * 1.4)) };
    label.width = Math.max(0, ...label.rows.map((row) => pen.measureText(row).width));
    wrapped.set(key, label);
    return label;
  }

  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  const free = (box, taken) => !taken.some((other) => meets(box, other));
  const around = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

  function place(scale) {
    const focus = focused();
    const at = network.getPositions();
    const symbols = new Map();
    for (const node of shownNodes()) {
      const { x, y } = at[node.id];
      symbols.set(node.id, { ...around(x, y, node.size * 2, node.size * 2), x, y, size: node.size });
    }
    const taken = [...symbols.values()];
    const candidates = shownNodes()
      .filter((node) => !focus || focus.nodes.has(node.id))
      .sort((a, b) => isSelected("node", b.id) - isSelected("node", a.id) || b.size - a.size
        || touching.get(b.id).length - touching.get(a.id).length).slice(0, 500);
    const px = 12 * Math.min(Math.max(scale, 0.92), 1.35);
    const labels = [];
    // While everything is in view, no label may run over the edge of the canvas.
    const edge = home && scale <= home.scale * 1.01 ? home : null;
    for (const node of candidates) {
      const bold = node.kind === "Country" || isSelected("node", node.id);
      const wanted = wrap(node.label, bold);
      const fits = (box) => free(box, taken) && (!edge || within(box, edge));
      const label = [px, px * 0.88].map((size) => spotFor(symbols.get(node.id), wanted, size, scale, fits)).find(Boolean);
      if (!label) continue;
      taken.push(label.box);
      labels.push({ ...label, id: node.id, rows: wanted.rows, bold });
    }
    const marks = marked().map(({ x, y }) => around(x, y, 13 / scale, 13 / scale));
    const names = focus ? placeEdgeNames(focus, scale, [...[...focus.nodes].map((id) => symbols.get(id)), ...labels.map(({ box }) => box), ...marks]) : [];
    root.dataset.labels = labels.length;
    return { scale, labels, names };
  }

  // Below a symbol, above it, to its sides, below and above it to one side: the first that fits.
  function spotFor({ x, y, size }, { rows, width }, px, scale, fits) {
    const unit = px / 12 / scale;
    const w = width * unit;
    const h = rows.length * 14 * unit;
    const reach = size + 4 / scale;
    const [beside, below, shift] = [reach + w / 2, reach + h / 2, w / 3];
    const spots = [
      [0, below], [0, -below], [beside, 0], [-beside, 0],
      [shift, below], [-shift, below], [shift, -below], [-shift, -below],
    ];
    for (const [dx, dy] of spots) {
      // Type does not fill its lines: boxes may touch by a hair.
      const box = around(x + dx, y + dy, w - 2 * unit, h - 2 * unit);
      if (fits(box)) return { x: x + dx, y: y + dy - h / 2, unit, px: px / scale, box };
    }
    return null;
  }

  function along(id, share) {
    return network.body.edges[id]?.edgeType?.getPoint?.(share);
  }

  function placeEdgeNames(focus, scale, taken) {
    const px = 10.5 / scale;
    pen.font = fontOf(false, 10.5);
    const names = [];
    for (const id of focus.edges) {
      const text = edges.get(id).label;
      const [wide, high] = [pen.measureText(text).width / scale + px, 14 / scale];
      const [from, to] = [along(id, 0.15), along(id, 0.85)];
      // On a short line the name would hide the line: it stands above or below.
      const short = from && to && Math.hypot(to.x - from.x, to.y - from.y) < wide;
      const spots = [0.5, 0.38, 0.62, 0.27, 0.73].map((share) => along(id, share)).filter(Boolean)
        .flatMap(({ x, y }) => (short ? [[x, y - high], [x, y + high]] : [[x, y]]));
      const spot = spots.find(([x, y]) => free(around(x, y, wide, high), taken));
      if (!spot) continue;
      taken.push(around(spot[0], spot[1], wide, high));
      names.push({ text, x: spot[0], y: spot[1], px });
    }
    return names;
  }

  function write(context, text, x, y, halo) {
    context.lineWidth = halo;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }

  // Where contested things bear their sign; what is faded keeps it, faded.
  function marked() {
    const focus = focused();
    const positions = network.getPositions();
    const marks = shownNodes().filter((node) => node.contested).map((node) => ({
      x: positions[node.id].x + node.size * 0.85, y: positions[node.id].y - node.size * 0.85, faded: focus && !focus.nodes.has(node.id) }));
    for (const edge of shownEdges().filter((item) => item.contested)) {
      const middle = along(edge.id, 0.5);
      if (middle) marks.push({ x: middle.x, y: middle.y, faded: focus && !focus.edges.has(edge.id) });
    }
    return marks;
  }

  function badge(context, { x, y, faded }, radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = faded ? mix(theme.ink, theme.paper, 0.6) : theme.ink;
    context.fill();
    context.lineWidth = radius / 4;
    context.strokeStyle = theme.paper;
    context.stroke();
    context.fillStyle = theme.paper;
    context.font = `700 ${radius * 1.6}px ${theme.font}`;
    context.textBaseline = "middle";
    context.fillText("!", x, y + radius * 0.1);
  }

  function paint(context) {
    const scale = network.getScale();
    if (!placement || placement.scale !== scale) placement = place(scale);
    const focus = focused();
    const positions = network.getPositions();
    context.save();
    context.textAlign = "center";
    context.lineJoin = "round";
    for (const node of shownNodes().filter((item) => item.code)) {
      const { x, y } = positions[node.id];
      const faded = focus && !focus.nodes.has(node.id);
      context.textBaseline = "middle";
      context.font = `650 ${node.size * 0.82}px ${theme.font}`;
      context.fillStyle = faded ? mix("#ffffff", theme.paper, 0.4) : node.planned ? colourOf(node.kind) : "#ffffff";
      context.fillText(node.code, x, y + node.size * 0.05);
    }
    context.strokeStyle = theme.paper;
    context.textBaseline = "middle";
    for (const name of placement.names) {
      context.font = fontOf(false, name.px);
      context.fillStyle = theme.soft;
      write(context, name.text, name.x, name.y, 4 / scale);
    }
    context.textBaseline = "alphabetic";
    for (const label of placement.labels) {
      context.font = fontOf(label.bold, label.px);
      context.fillStyle = theme.ink;
      context.strokeStyle = theme.paper;
      label.rows.forEach((row, i) => write(context, row, label.x, label.y + (i * 14 + 11) * label.unit, 3.2 / scale));
    }
    const marks = marked();
    for (const mark of marks) badge(context, mark, Math.max(5.5, 6 / scale));
    root.dataset.marks = marks.filter(({ faded }) => !faded).length;
    context.restore();
  }

  // ---- the view -------------------------------------------------------------------------------

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

  // ---- icons and legend -----------------------------------------------------------------------

  const SHAPES = {
    dot: () => drawn("circle", { cx: 11, cy: 9, r: 6.5 }),
    small: () => drawn("circle", { cx: 11, cy: 9, r: 4.5 }),
    square: () => drawn("rect", { x: 5, y: 3, width: 12, height: 12 }),
    diamond: () => drawn("path", { d: "M11 1.5 18.5 9 11 16.5 3.5 9Z" }),
    triangle: () => drawn("path", { d: "M11 2 18 15H4Z" }),
    triangleDown: () => drawn("path", { d: "M11 16 4 3H18Z" }),
    hexagon: () => drawn("path", { d: "M7 2.5H15L19 9 15 15.5H7L3 9Z" }),
    star: () => drawn("path", { d: "M11 1 13.3 6.4 19 6.9 14.7 10.7 16 16.4 11 13.4 6 16.4 7.3 10.7 3 6.9 8.7 6.4Z" }),
  };

  const icons = [];
  function icon(kind, planned = false) {
    const { shape } = kinds.get(kind);
    const small = shape === "dot" && kind !== "Country";
    const element = drawn("svg", { class: "icon", viewBox: "0 0 22 18", "aria-hidden": "true" }, SHAPES[small ? "small" : shape]());
    icons.push({ element, kind, planned });
    tint({ element, kind, planned });
    return element;
  }

  function tint({ element, kind, planned }) {
    const colour = colourOf(kind);
    element.setAttribute("fill", planned ? "none" : colour);
    element.setAttribute("stroke", colour);
    element.setAttribute("stroke-width", planned ? 1.8 : 1);
    if (planned) element.setAttribute("stroke-dasharray", "3 2");
  }

  function lineIcon(dashed) {
    return drawn("svg", { class: "icon", viewBox: "0 0 22 18", "aria-hidden": "true" },
      drawn("path", { d: "M1 9H17", stroke: "currentColor", "stroke-width": 1.6, "stroke-dasharray": dashed ? "4 3" : "none", fill: "none", opacity: 0.75 }),
      drawn("path", { d: "M15.5 6 21 9 15.5 12Z", fill: "currentColor", opacity: 0.75 }));
  }

  function signIcon() {
    return drawn("svg", { class: "icon", viewBox: "0 0 22 18", "aria-hidden": "true" },
      drawn("circle", { cx: 11, cy: 9, r: 7, fill: "currentColor" }),
      drawn("path", { d: "M11 5V10M11 12V13.4", stroke: "var(--card)", "stroke-width": 2 }));
  }

  function row(figure, name, count, checked, change) {
    const box = make("input", { type: "checkbox", checked });
    const element = make("label", { class: "row" }, box, figure, said(name, "span", { class: "name" }),
      make("span", { class: "count" }, String(count)));
    box.addEventListener("change", () => { change(box.checked); refilter(); });
    return { element, box };
  }

  const rows = [];
  function filterRow(list, figure, name, count, set, key) {
    const { element, box } = row(figure, name, count, true, (on) => (on ? set.delete(key) : set.add(key)));
    rows.push(() => { box.checked = !set.has(key); element.classList.toggle("off", !box.checked); });
    box.dataset.key = key;
    list.append(element);
  }

  function everything(list, set, keys) {
    const button = make("button", { type: "button", class: "all", on: { click: () => {
      const hide = set.size === 0;
      set.clear();
      if (hide) keys.forEach((key) => set.add(key));
      refilter();
    } } });
    rows.push(() => { button.textContent = set.size ? "all" : "none"; button.setAttribute("aria-label", `${list.firstElementChild.textContent}: ${button.textContent}`); });
    list.firstElementChild.after(button);
  }

  const tally = (items, key) => items.reduce((counts, item) => counts.set(key(item), (counts.get(key(item)) ?? 0) + 1), new Map());
  const label = (kind) => kind.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);

  function legend() {
    const counts = tally(DATA.nodes, (node) => node.kind);
    for (const kind of kinds.keys()) filterRow($("kinds"), icon(kind), label(kind), counts.get(kind), off.kinds, kind);
    everything($("kinds"), off.kinds, [...kinds.keys()]);

    const relations = tally(DATA.edges, (edge) => edge.relation);
    // Relations that lead through a third thing are labelled with it; the filter names the relation.
    const byName = new Map(DATA.edges.map((edge) => [edge.relation, edge.via ? label(edge.relation.replace(/^.*:/, "")) : edge.label]));
    const ordered = [...relations].sort((a, b) => b[1] - a[1] || (byName.get(a[0]) < byName.get(b[0]) ? -1 : 1));
    for (const [relation, count] of ordered) {
      const dashed = DATA.edges.every((edge) => edge.relation !== relation || edge.inferred);
      filterRow($("relations"), lineIcon(dashed), byName.get(relation), count, off.relations, relation);
    }
    everything($("relations"), off.relations, [...relations.keys()]);
    $("relations").hidden = !relations.size;

    const inferred = DATA.edges.filter((edge) => edge.inferred).length;
    const planned = DATA.nodes.filter((node) => node.planned);
    const contested = [...DATA.nodes, ...DATA.edges].filter((thing) => thing.contested).length;
    if (inferred) {
      const { element, box } = row(lineIcon(true), "Inferred, with a proof", inferred, true, (on) => { off.inferred = !on; });
      box.id = "inferred";
      rows.push(() => { box.checked = !off.inferred; element.classList.toggle("off", off.inferred); });
      $("signs").append(element);
    }
    if (planned.length) $("signs").append(signRow(icon(planned[0].kind, true), "Planned", planned.length));
    if (contested) $("signs").append(signRow(signIcon(), "Contested", contested));
    $("signs").hidden = !(inferred || planned.length || contested);
  }

  const signRow = (figure, name, count) => make("div", { class: "row sign" }, figure, said(name, "span", { class: "name" }),
    make("span", { class: "count" }, String(count)));

  function refilter() {
    rows.forEach((update) => update());
    someNodes.refresh();
    someEdges.refresh();
    if (selected && !(selected.type === "node" ? shownNode(nodes.get(selected.id)) : shownEdge(edges.get(selected.id)))) select(null);
    hovered = null;
    count();
    restyle();
  }

  const plural = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  function count() {
    const [n, e] = [shownNodes().length, shownEdges().length];
    root.dataset.nodes = n;
    root.dataset.edges = e;
    $("shown").textContent = narrow.matches ? `${n} · ${e}` : `${plural(n, "thing", "things")}, ${plural(e, "relation", "relations")}`;
    $("empty").hidden = n > 0;
  }

  // ---- selection and panel --------------------------------------------------------------------

  function select(thing, { bring = true } = {}) {
    if (thing?.type === "node" && off.kinds.delete(nodes.get(thing.id).kind)) refilter();
    if (thing?.type === "edge" && !shownEdge(edges.get(thing.id))) {
      const edge = edges.get(thing.id);
      off.relations.delete(edge.relation);
      off.inferred &&= !edge.inferred;
      [edge.from, edge.to].forEach((id) => off.kinds.delete(nodes.get(id).kind));
      refilter();
    }
    if (thing && !selected) before = network && { position: network.getViewPosition(), scale: network.getScale(), offset: { x: 0, y: 0 } };
    selected = thing;
    hovered = null;
    root.dataset.selected = thing ? thing.id : "";
    if (thing) network?.setSelection(thing.type === "node" ? { nodes: [thing.id] } : { edges: [thing.id] }, { highlightEdges: false });
    else network?.unselectAll();
    restyle();
    const panel = $("panel");
    panel.hidden = !thing;
    panel.replaceChildren();
    if (!thing) return;
    panel.append(make("button", { type: "button", class: "shut", "aria-label": "Close details", on: { click: leave } }, "×"));
    if (thing.type === "node") describeNode(panel, nodes.get(thing.id));
    else describeEdge(panel, edges.get(thing.id));
    panel.scrollTop = 0;
    if (bring) reveal(thing.type === "node" ? [thing.id] : [edges.get(thing.id).from, edges.get(thing.id).to]);
  }

  // Close the panel and go back to the view from which something was selected.
  function leave() {
    const back = selected && before;
    select(null);
    if (back) move(back);
  }

  function tags(thing, first) {
    const marks = [first];
    const status = thing.status && thing.status !== "planned" ? thing.status : null;
    if (thing.planned) marks.push(make("span", { class: "tag dashed" }, "planned"));
    if (status) marks.push(said(status, "span", { class: "tag" }));
    if (thing.inferred) marks.push(make("span", { class: "tag dashed" }, "inferred"));
    if (thing.contested) marks.push(contestedTag());
    return make("div", { class: "tags" }, ...marks);
  }

  const contestedTag = () => make("span", { class: "tag marked" }, "contested");

  function dispute(panel, thing) {
    const on = thing.kind ? touching.get(thing.id).filter((edge) => shownEdge(edge) && edge.contested).length : 0;
    const text = thing.contested ? "Contested: a curator has recorded a judgement on this."
      : on && `Contested: a curator has recorded a judgement on ${on === 1 ? "a relation" : `${on} relations`} of this.`;
    if (text) panel.append(make("p", { class: "dispute" }, text));
  }

  const heading = (text) => make("h3", {}, text);

  function describeNode(panel, node) {
    panel.append(tags(node, make("span", { class: "tag" }, icon(node.kind, node.planned), label(node.kind))), said(node.label, "h2"));
    if (node.subtitle) panel.append(said(node.subtitle, "p", { class: "subtitle" }));
    if (period(node)) panel.append(said(period(node), "p", { class: "when" }));
    dispute(panel, node);
    if (node.note) panel.append(said(node.note, "p", { class: "note" }));
    if (node.facts.length) {
      panel.append(heading("Facts"), make("dl", {}, ...node.facts.flatMap(([name, value]) =>
        [said(name, "dt"), make("dd", { dir: "auto" }, link(value, value))])));
    }
    passages(panel, node.passages);
    relations(panel, node);
  }

  function relations(panel, node) {
    const shown = touching.get(node.id).filter(shownEdge);
    if (!shown.length) return;
    panel.append(heading(`Relations (${shown.length})`));
    const groups = new Map();
    for (const edge of shown) {
      const outward = edge.from === node.id;
      const name = outward ? `${edge.label} →` : `← ${edge.label}`;
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push([edge, nodes.get(outward ? edge.to : edge.from)]);
    }
    for (const [name, pairs] of groups) {
      panel.append(said(name, "p", { class: "group" }), make("ul", { class: "links" }, ...pairs.map(([edge, other]) => make("li", {},
        goTo(other), edge.contested && contestedTag(),
        make("button", { type: "button", class: "plain why", "aria-label": `${edge.inferred ? "Proof" : "Source"}: ${edge.label}, ${other.label}`,
          on: { click: () => { select({ type: "edge", id: edge.id }); $("panel").focus(); } } }, edge.inferred ? "proof" : "source")))));
    }
  }

  function goTo(node) {
    return make("button", { type: "button", class: "plain", on: { click: () => { select({ type: "node", id: node.id }); $("panel").focus(); } } },
      icon(node.kind, node.planned), said(node.label));
  }

  function describeEdge(panel, edge) {
    panel.append(tags(edge, make("span", { class: "tag" }, "relation")),
      make("div", { class: "ends" }, goTo(nodes.get(edge.from)), said(edge.label, "span", { class: "verb" }), goTo(nodes.get(edge.to))));
    if (period(edge)) panel.append(said(period(edge), "p", { class: "when" }));
    if (edge.role) panel.append(said(edge.role, "p", { class: "subtitle" }));
    dispute(panel, edge);
    if (edge.proof) panel.append(heading("Proof"), proof(edge.proof));
    passages(panel, edge.passages);
    const cited = new Set(edge.passages.map((at) => DATA.passages[at].source));
    const others = edge.sources.filter((source) => !cited.has(source));
    if (others.length) panel.append(heading("Sources"), ...others.map((iri) => make("p", {}, ...source(iri))));
  }

  // A proof is a tree in plain text. In a narrow panel its lines wrap, so each is set at its depth instead.
  function proof(text) {
    const element = make("div", { class: "proof" });
    for (const line of text.split("\n").filter((each) => each.trim())) {
      const [, before, rest] = line.match(/^([\s│├└─]*)(.*)$/u);
      const kind = [/^(¶|because )/.test(rest) && "aside", before && "deeper"].filter(Boolean).join(" ");
      const item = make("p", { dir: "auto", class: kind || null });
      for (const part of rest.split(/(<https?:\/\/[^\s<>]+>)/)) item.append(/^<https?:/.test(part) ? link("open", part.slice(1, -1)) : part);
      item.style.marginInlineStart = `${Math.min(before.length, 24) * 4}px`;
      element.append(item);
    }
    return element;
  }

  function source(iri) {
    const about = DATA.sources[iri];
    if (!about) return [link(iri, iri)];
    const rest = separated([about.publisher, about.issued]);
    return [link(about.title ?? iri, about.url), rest ? said(` · ${rest}`) : ""];
  }

  function passages(panel, places) {
    if (!places.length) return;
    panel.append(heading(places.length === 1 ? "Passage" : `Passages (${places.length})`));
    for (const at of places) {
      const passage = DATA.passages[at];
      const where = separated([
        passage.paragraph && `paragraph ${passage.paragraph}`, passage.sentence && `sentence ${passage.sentence}`,
        passage.start !== null && passage.end !== null && `characters ${passage.start}–${passage.end}`], ", ");
      const from = make("p", { class: "from" }, ...source(passage.source));
      if (where) from.append(" · ", where);
      if (passage.url && passage.url !== DATA.sources[passage.source]?.url) from.append(" · ", link(/^https?:/i.test(passage.url) ? "open" : passage.url, passage.url));
      panel.append(make("div", { class: "passage" }, passage.gist ? said(passage.gist, "p") : "", from));
    }
  }

  // ---- search ---------------------------------------------------------------------------------

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const index = DATA.nodes.map((node) => ({ node, code: fold(separated([node.curie, node.code], " ")),
    names: [node.label, ...node.names].map((name) => ({ name, folded: fold(name) })) }));
  let active = 0;

  function matching(query) {
    const wanted = fold(query.trim());
    if (!wanted) return [];
    const rank = (text) => (text.startsWith(wanted) ? 0 : text.split(/[\s\-–(]+/).some((word) => word.startsWith(wanted)) ? 1
      : text.includes(wanted) ? 2 : 9);
    // The label counts before other names, and a name before the code.
    const best = ({ node, names, code }) => names.reduce((found, { name, folded }) => (rank(folded) < found.rank
      ? { node, rank: rank(folded), also: names[0].folded.includes(wanted) ? null : name } : found), { node, rank: code.includes(wanted) ? 3 : 9, also: null });
    return index.map(best).filter((found) => found.rank < 9)
      .sort((a, b) => a.rank - b.rank || Boolean(a.also) - Boolean(b.also) || b.node.size - a.node.size
        || (a.node.label < b.node.label ? -1 : 1)).slice(0, 9);
  }

  function suggest() {
    const query = $("search").value;
    const found = matching(query);
    active = Math.min(active, Math.max(found.length - 1, 0));
    $("matches").replaceChildren(...found.map(({ node, also }, at) => make("li", {
      role: "option", id: `match-${at}`, "aria-selected": String(at === active),
      on: { mousedown: (event) => { event.preventDefault(); choose(node); } },
    }, icon(node.kind, node.planned), make("span", { class: "name" }, said(node.label), also && " ", also && said(also, "span", { class: "also" })))));
    if (query.trim() && !found.length) $("matches").append(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No match"));
    const open = query.trim() !== "";
    $("matches").hidden = !open;
    $("search").setAttribute("aria-expanded", String(open));
    if (found.length) $("search").setAttribute("aria-activedescendant", `match-${active}`);
    else $("search").removeAttribute("aria-activedescendant");
    return found;
  }

  function closeMatches() {
    $("matches").hidden = true;
    $("search").setAttribute("aria-expanded", "false");
    $("search").removeAttribute("aria-activedescendant");
  }

  function choose(node) {
    $("search").value = node.label;
    closeMatches();
    select({ type: "node", id: node.id });
  }

  function listen() {
    const search = $("search");
    search.addEventListener("input", () => { active = 0; suggest(); });
    search.addEventListener("focus", () => search.select());
    search.addEventListener("blur", closeMatches);
    search.addEventListener("keydown", (event) => {
      const found = matching(search.value);
      if (event.key === "Enter" && found.length) choose(found[Math.min(active, found.length - 1)].node);
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(found.length, 1);
        suggest();
        event.preventDefault();
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || $("dialog").open) return;
      if (event.key === "Escape") {
        if (narrow.matches && $("filters").open) $("filters").open = false;
        else if (search.value) { search.value = ""; closeMatches(); leave(); } else leave();
        return;
      }
      if (event.target.closest("input, textarea, select")) return;
      const act = { "/": () => search.focus(), f: () => fit(), "+": () => zoom(1.3), "-": () => zoom(1 / 1.3) }[event.key];
      if (act) { event.preventDefault(); act(); }
    });
    $("fit").addEventListener("click", () => fit());
    $("in").addEventListener("click", () => zoom(1.3));
    $("out").addEventListener("click", () => zoom(1 / 1.3));
    $("list").addEventListener("click", showTable);
    $("sources").addEventListener("click", showSources);
    $("close").addEventListener("click", () => $("dialog").close());
    $("dialog").addEventListener("click", (event) => { if (event.target === $("dialog")) $("dialog").close(); });
    dark.addEventListener("change", () => { icons.forEach(tint); readTheme(); restyle(); });
    narrow.addEventListener("change", () => { $("filters").open = !narrow.matches; count(); });
    $("filters").open = !narrow.matches;
  }

  // ---- dialogues of the page, footer ----------------------------------------------------------

  function showDialog(title, ...content) {
    $("dialog-title").textContent = title;
    $("dialog-body").replaceChildren(...content);
    $("dialog").showModal();
  }

  function showTable() {
    const pick = (thing, text) => make("button", { type: "button", class: "plain", dir: "auto", on: { click: () => { $("dialog").close(); select(thing); } } }, text);
    const entry = (id) => [pick({ type: "node", id }, nodes.get(id).label), nodes.get(id).subtitle && said(nodes.get(id).subtitle, "div", { class: "subtitle" })];
    const name = (edge) => [edge.from, edge.to].map((id) => nodes.get(id).label).join("\n");
    const body = shownEdges().sort((a, b) => name(a).localeCompare(name(b))).map((edge) => make("tr", {},
      make("td", {}, ...entry(edge.from)),
      make("td", {}, pick({ type: "edge", id: edge.id }, edge.label)),
      make("td", {}, ...entry(edge.to)),
      said(period(edge), "td", { class: "date" }), said(separated([edge.inferred && "inferred", edge.contested && "contested"], ", "), "td")));
    const alone = shownNodes().filter((node) => !touching.get(node.id).some(shownEdge));
    showDialog("What is shown",
      make("table", {}, make("thead", {}, make("tr", {}, ...["From", "Relation", "To", "When", ""].map((text) => make("th", { scope: "col" }, text)))), make("tbody", {}, ...body)),
      alone.length ? make("ul", { "aria-label": "Without a relation shown" }, ...alone.map((node) => make("li", {}, ...entry(node.id)))) : "");
  }

  function showSources() {
    const iris = Object.keys(DATA.sources);
    showDialog("Sources and licence", make("p", {}, separated([DATA.version && `Data version ${DATA.version}`, DATA.licence])),
      make("ol", {}, ...iris.map((iri) => make("li", {}, ...source(iri)))));
  }

  function footer() {
    const iris = Object.keys(DATA.sources);
    $("version").textContent = DATA.version ? `Data ${DATA.version}` : "";
    $("licence").textContent = DATA.licence ?? "";
    const titles = iris.map((iri) => DATA.sources[iri].title ?? iri);
    $("credits").textContent = titles.length ? `Sources: ${titles.join("; ")}` : "";
    $("sources").textContent = iris.length ? `${plural(iris.length, "source", "sources")}` : "About";
  }

  // ---- start ----------------------------------------------------------------------------------

  function begin() {
    // The drawing is wider than high; on a screen held upright it lies on its side.
    if ($("stage").clientHeight > 1.15 * $("stage").clientWidth) {
      for (const node of DATA.nodes) [node.x, node.y] = [-node.y, node.x];
    }
    restyle();
    network = new vis.Network($("canvas"), { nodes: someNodes, edges: someEdges }, {
      physics: false, layout: { improvedLayout: false, randomSeed: 1 }, autoResize: true,
      interaction: { hover: true, selectConnectedEdges: false, hoverConnectedEdges: false, keyboard: false, zoomSpeed: 0.7 },
      nodes: { chosen: false }, edges: { chosen: false, selfReference: { size: 16 } },
    });
    const canvas = $("canvas").querySelector("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "Drawing of the graph. The search and the table hold the same in text.");
    network.on("afterDrawing", paint);
    network.on("dragEnd", () => { placement = null; });
    network.on("dragging", ({ nodes: moved }) => { if (moved.length) placement = null; });
    // A node moved by hand stays where it was put, also when it is next restyled.
    network.on("dragEnd", ({ nodes: moved }) => moved.forEach((id) => Object.assign(nodes.get(id), network.getPosition(id))));
    network.on("click", (event) => {
      if (event.nodes.length) select({ type: "node", id: event.nodes[0] });
      else if (event.edges.length) select({ type: "edge", id: event.edges[0] });
      else select(null);
    });
    const hover = (thing) => { if (DATA.nodes.length <= 1500) { hovered = thing; restyle(); $("canvas").classList.toggle("over", Boolean(thing)); } };
    network.on("hoverNode", ({ node }) => hover({ type: "node", id: node }));
    network.on("hoverEdge", ({ edge }) => { if (hovered?.type !== "node") hover({ type: "edge", id: edge }); });
    network.on("blurNode", () => hover(null));
    network.on("blurEdge", () => { if (hovered?.type === "edge") hover(null); });
    let touched = false;
    for (const event of ["zoom", "dragStart"]) network.on(event, () => { touched = true; });
    network.on("resize", () => { if (!touched && !selected) fit({ animate: false }); });
    fit({ animate: false });
    globalThis.kg = { network, nodes: someNodes, edges: someEdges };
  }

  readTheme();
  legend();
  footer();
  count();
  listen();
  rows.forEach((update) => update());
  if (DATA.nodes.length) begin();
  else { $("tools").hidden = true; $("find").hidden = true; $("filters").hidden = true; }
  root.dataset.ready = "true";
})();
