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
const colourOf = (kind) => kinds.get(kind)[dark.matches ? "dark" : "light"];

// A line takes the colour of what it leads to, or, into a country, of what it comes from.
function edgeColour(edge) {
  const end = nodes.get(nodes.get(edge.to).kind === "Country" ? edge.from : edge.to);
  return mix(colourOf(end.kind), theme.edge, 0.45);
}
