// What the page knows: its data, and what is selected, hovered and switched off.

const DATA = JSON.parse(unpackedData);
const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const pen = document.createElement("canvas").getContext("2d"); // measures texts and reads colours
// Paper is light: what is printed is drawn anew.
const dark = matchMedia("screen and (prefers-color-scheme: dark)");
const narrow = matchMedia("(max-width: 760px)");
const large = matchMedia("(min-width: 2400px)");
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
let selected = null; // {type: "node" | "edge" | "arc", id}
let hovered = null;
let view = "network"; // or "layers" or "map"
let before = null; // the view as it was before anything was selected
