// GEXF for Gephi, with positions and colours.

import type { Edge, Node } from "../data.ts";
import { channels } from "../logic/colours.ts";
import type { Point } from "../logic/geometry.ts";
import { EDGE_FIELDS, type Field, filledFields, NODE_FIELDS, typeOf } from "./fields.ts";
import { aboutLines, type Shown } from "./provenance.ts";
import { documentOf, type Element, element } from "./xml.ts";

const VIZ = "http://www.gexf.net/1.2draft/viz";
const isNoLabel = (field: Field): boolean => field !== "label";
const FIELDS = { node: NODE_FIELDS.filter(isNoLabel), edge: EDGE_FIELDS.filter(isNoLabel) };

interface Looks {
  placeOf: (node: Node) => Point;
  nodeColour: (node: Node) => string;
}

export function gexf(shown: Shown, { placeOf, nodeColour }: Looks): string {
  const { nodes, edges, about } = shown;
  const declared = (kind: "node" | "edge"): Element =>
    element(
      "attributes",
      { class: kind },
      ...FIELDS[kind].map((name) => element("attribute", { id: `${kind}-${name}`, title: name, type: typeOf(name) })),
    );
  const values = (kind: "node" | "edge", thing: Node | Edge): Element =>
    element(
      "attvalues",
      {},
      ...filledFields(shown, thing, FIELDS[kind]).map(([name, value]) =>
        element("attvalue", { for: `${kind}-${name}`, value }),
      ),
    );
  const viz = (tag: string, attributes: object): Element => element(`viz:${tag}`, { "xmlns:viz": VIZ, ...attributes });
  const nodeElement = (node: Node): Element => {
    const [r, g, b] = channels(nodeColour(node));
    const { x, y } = placeOf(node);
    return element(
      "node",
      { id: node.id, label: node.label },
      values("node", node),
      viz("color", { r, g, b }),
      viz("position", { x, y: -y, z: 0 }),
      viz("size", { value: node.size }),
    );
  };
  const edgeElement = (edge: Edge): Element =>
    element("edge", { id: edge.id, source: edge.from, target: edge.to, label: edge.label }, values("edge", edge));
  return documentOf(
    element(
      "gexf",
      { xmlns: "http://www.gexf.net/1.2draft", version: "1.2" },
      element(
        "meta",
        {},
        element("creator", {}, "kg"),
        element("description", {}, [about.title, ...aboutLines(about)].join("\n")),
      ),
      element(
        "graph",
        { defaultedgetype: "directed", mode: "static" },
        declared("node"),
        declared("edge"),
        element("nodes", {}, ...nodes.map(nodeElement)),
        element("edges", {}, ...edges.map(edgeElement)),
      ),
    ),
  );
}
