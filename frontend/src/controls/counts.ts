// The counts of what is shown. If nothing is shown: the reason, and a button that removes the filters.

import { showEverything } from "../actions.ts";
import { frame } from "../drawing/network.ts";
import { presentNodes } from "../drawing/places.ts";
import { button, byId, make, textElement } from "../elements.ts";
import { countsOf } from "../logic/counts.ts";
import { classLabel, plural, separated } from "../logic/text.ts";
import { kinds, things } from "../state/graph.ts";
import { narrow, root } from "../state/media.ts";
import { state } from "../state/state.ts";
import { shownEdges, shownNodes } from "../state/visible.ts";
import { neighbourhoodInWords, timeInWords } from "../state/words.ts";
import { updateCounters } from "./legend.ts";

export function showCounts(): void {
  const [nodes, edges] = [shownNodes(), shownEdges()];
  updateCounters(countsOf(nodes, edges));
  root.dataset.nodes = String(nodes.length);
  root.dataset.edges = String(edges.length);
  const onMap = state.view === "map" ? `${presentNodes().length} on the map; ` : "";
  const text = `${onMap}${plural(nodes.length, "thing", "things")}, ${plural(edges.length, "relation", "relations")}`;
  const short = make("span", { "aria-hidden": "true" }, `${nodes.length} · ${edges.length}`);
  byId("shown").replaceChildren(
    ...(narrow.matches ? [short, make("span", { class: "visually-hidden" }, text)] : [text]),
  );
  byId("empty").hidden = nodes.length > 0;
  if (things.length && !nodes.length) sayWhyEmpty();
}

function sayWhyEmpty(): void {
  const hidden = [...state.hiddenKinds].map(classLabel);
  const named = hidden.length && `without the ${hidden.length > 1 ? "classes" : "class"} ${hidden.join(", ")}`;
  const classes = hidden.length === kinds.size ? "all classes are switched off" : named;
  const time = timeInWords();
  const reasons = [classes, state.centred && `only ${neighbourhoodInWords()}`, time && `only ${time}`];
  const back = () => {
    showEverything();
    frame().focus();
  };
  byId("empty").replaceChildren(
    textElement(`There is nothing to show: ${separated(reasons, "; ")}.`, "p"),
    button({ class: "action", id: "reset" }, back, "Show everything"),
  );
}
