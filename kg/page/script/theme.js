// Colours, light and dark.

let theme = {};
function readTheme() {
  root.dataset.theme = dark.matches ? "dark" : "light";
  const style = getComputedStyle(root);
  const value = (name) => style.getPropertyValue(name).trim();
  theme = {
    paper: value("--paper"), ink: value("--ink"), soft: value("--soft"), accent: value("--accent"), sea: value("--sea"), land: value("--land"),
    edge: value("--edge"), onDisc: value("--on-disc"), font: getComputedStyle(document.body).fontFamily,
  };
}

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
// Fading mixes with the paper: a transparent symbol would show the lines beneath it.
function mix(colour, other, share) {
  const [a, b] = [channels(colour), channels(other)];
  return `#${a.map((c, i) => Math.round(c + (b[i] - c) * share).toString(16).padStart(2, "0")).join("")}`;
}
// A colour that was chosen for one thing, in any words that CSS has for it.
function asHex(colour) {
  pen.fillStyle = "#000000";
  pen.fillStyle = colour;
  return /^#[0-9a-f]{6}$/.test(pen.fillStyle) ? pen.fillStyle : null;
}
for (const thing of [...DATA.nodes, ...DATA.edges]) if (thing.paint) thing.paint = asHex(thing.paint);
const hueOf = (node) => node.paint ?? colourOf(node.kind);
const colourOf = (kind) => kinds.get(kind)[dark.matches ? "dark" : "light"];

// A line takes the colour of what it leads to, or, into a country, of what it comes from.
function edgeColour(edge) {
  const end = nodes.get(nodes.get(edge.to).kind === "Country" ? edge.from : edge.to);
  return edge.paint ?? mix(hueOf(end), theme.edge, 0.45);
}
