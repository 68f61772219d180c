// How things and relations look. The drawing is updated only where that has changed.

import type { Edge } from "../data.ts";
import { mix } from "../logic/colours.ts";
import { type Focus, focused } from "../state/focus.ts";
import type { GraphNode } from "../state/graph.ts";
import { columnGap, forgetLines, lines, setFocusedEdges } from "../state/lines.ts";
import { dark } from "../state/media.ts";
import { isSelected } from "../state/selection.ts";
import { emit } from "../state/signals.ts";
import { isStageNew, markStageDrawn, stageEdges, stageNodes, updateStage } from "../state/stage.ts";
import { state } from "../state/state.ts";
import { forgetPlacement } from "./labels.ts";
import { arcLooks, edgePoints } from "./map.ts";
import { allEdges, allNodes, type DrawnEdge, type DrawnNode, network, someEdges, someNodes } from "./network.ts";
import { placeOf, sizeOf } from "./places.ts";
import { edgeColour, nodeColour, theme } from "./theme.ts";

function nodeLook(node: GraphNode, focus: Focus | null): DrawnNode {
  const { path, selected } = state;
  const isFaded = focus && !focus.nodes.has(node.id);
  const colour = isFaded ? mix(nodeColour(node), theme.paper, 0.84) : nodeColour(node);
  const isEnd = selected?.type === "path" && [path.from, path.to].includes(node.id);
  const isChosen = isSelected("node", node.id) || isEnd;
  const plain = node.planned ? colour : mix(colour, theme.paper, dark.matches ? 0.1 : 0.05);
  const colours = { background: node.planned ? theme.paper : colour, border: isChosen ? theme.ink : plain };
  return {
    id: node.id,
    ...placeOf(node),
    shape: node.shape,
    size: sizeOf(node),
    physics: false,
    borderWidth: isChosen ? 3 : node.planned ? 1.8 : 1,
    borderWidthSelected: 3,
    shapeProperties: { borderDashes: node.planned ? [4, 3] : false },
    color: { ...colours, highlight: colours, hover: colours },
  };
}

// Between columns the ends of lines are horizontal.
function bendOf(edge: Edge): DrawnEdge["smooth"] {
  if (state.view === "layers" && columnGap(edge)) {
    return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 };
  }
  return lines().thick.has(edge.id) ? { enabled: false } : edge.smooth;
}

function colourOfLine(edge: Edge, focus: Focus | null): string {
  if (isSelected("edge", edge.id)) return theme.accent;
  const colour = edgeColour(edge);
  if (!focus) return colour;
  return focus.edges.has(edge.id) ? mix(colour, theme.ink, 0.15) : mix(colour, theme.paper, 0.86);
}

function edgeLook(edge: Edge, focus: Focus | null): DrawnEdge {
  const isInFocus = Boolean(focus?.edges.has(edge.id));
  const layered = state.view === "layers";
  const colour = colourOfLine(edge, focus);
  const { thick, bundled } = lines();
  const stands = (isInFocus ? thick : bundled).get(edge.id) ?? 1;
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    smooth: bendOf(edge),
    dashes: edge.dashes,
    physics: false,
    width: (edge.wide ?? 0) + (isInFocus ? 2 : layered ? 1 : 1.2) + 0.55 * Math.log2(stands),
    selectionWidth: 1,
    hoverWidth: 0,
    arrows: { to: { enabled: edge.arrows === "to" && (!layered || isInFocus), scaleFactor: 0.42 } },
    color: { color: colour, highlight: colour, hover: colour, inherit: false },
  };
}

// How each item looked at the last update of the drawing.
const looks = new Map<string, string>();

function changed<T extends { id: string }>(items: T[]): T[] {
  return items.filter((item) => {
    const look = JSON.stringify(item);
    if (looks.get(item.id) === look) return false;
    looks.set(item.id, look);
    return true;
  });
}

// Removes arcs, or the points where arcs cross the edge of the map, that no longer exist.
function takeAway<T extends { id: string }>(set: vis.DataSet<T>, isMarked: (item: T) => boolean, kept: T[]): void {
  const ids = new Set(kept.map((item) => item.id));
  const gone = set.getIds({ filter: (item) => isMarked(item) && !ids.has(item.id) });
  for (const id of gone) looks.delete(id);
  set.remove(gone);
}

// The relations that are drawn only because they are in focus.
let extra = "";

export function restyle(): void {
  if (updateStage()) forgetLines();
  const { drawn } = lines();
  const focus = focused();
  setFocusedEdges(focus?.edges ?? null);
  const isMap = state.view === "map";
  const [points, arcs] = isMap ? [edgePoints(focus), arcLooks(focus)] : [[], []];
  takeAway(allEdges, (item) => Boolean(item.arc), arcs);
  takeAway(allNodes, (item) => Boolean(item.edgePoint), points);
  allNodes.update(changed(stageNodes().map((node) => nodeLook(node, focus))));
  allEdges.update(changed(stageEdges().map((edge) => edgeLook(edge, focus))));
  allNodes.update(changed(points));
  allEdges.update(changed(arcs));
  const more = [...(focus?.edges ?? [])].filter((id) => !drawn.has(id)).join();
  if (isStageNew()) someNodes.refresh();
  if (more !== extra || isStageNew()) {
    extra = more;
    someEdges.refresh();
  }
  if (isStageNew()) {
    markStageDrawn();
    emit("staged");
  }
  forgetPlacement();
  network?.redraw();
  emit("changed");
}
