// The note below the drawing: what the drawing leaves out, and controls that change it.

import { refilter } from "../actions.ts";
import { restyle } from "../drawing/looks.ts";
import { buttonOf, byId, inputOf } from "../elements.ts";
import { plural } from "../logic/text.ts";
import { arcs, isStrong, strongest } from "../state/arcs.ts";
import { data, groups } from "../state/graph.ts";
import { lines, linesInWords } from "../state/lines.ts";
import { root } from "../state/media.ts";
import { communityTally, edgesHere, showsBubbles } from "../state/stage.ts";
import { state } from "../state/state.ts";

export function showNote(): void {
  if (showsBubbles()) noteBubbles();
  else if (state.view === "map") noteArcs();
  else noteLines();
}

function noteLines(): void {
  const [text, all] = [byId("note-text"), buttonOf("all-lines")];
  const shown = edgesHere().length;
  const { drawn, thick } = lines();
  const isCrowded = shown > data.crowd;
  byId("strength").hidden = true;
  all.hidden = !isCrowded;
  all.textContent = state.thinned ? "Draw all" : "Thin out";
  text.textContent = linesInWords(drawn.size, shown);
  text.title =
    state.thinned && isCrowded
      ? "Each relation that is left out joins things that at most three drawn relations join. Point at a thing to see all its relations."
      : "";
  byId("note").hidden = !isCrowded && !thick.size;
  root.dataset.drawn = String(drawn.size);
  root.dataset.arcs = "0";
}

function noteArcs(): void {
  const [most, strength, range] = [strongest(), state.strength ?? 1, inputOf("strength")];
  range.hidden = most < 2;
  byId("all-lines").hidden = true;
  range.max = String(most);
  range.value = String(Math.min(strength, most));
  range.setAttribute("aria-valuetext", `at least ${plural(strength, "link", "links")}`);
  const drawn = [...arcs.values()].filter(isStrong).length;
  const which = strength > 1 ? ` with ${strength} or more links` : "";
  byId("note-text").textContent = `Arcs${which}: ${drawn} of ${arcs.size}`;
  byId("note").hidden = !arcs.size;
  root.dataset.arcs = String(drawn);
  root.dataset.drawn = "0";
}

function noteBubbles(): void {
  const { pairs, strong } = communityTally();
  const some = `${strong.length} of ${pairs} lines between them: point at a community to see all its lines`;
  const all = plural(pairs, "line between them", "lines between them");
  const text = byId("note-text");
  text.textContent = `${plural(groups.length, "community", "communities")}; ${strong.length < pairs ? some : all}`;
  text.title = "Click a bubble to open it. A wider line stands for more relations.";
  byId("note-names").textContent = "";
  byId("all-lines").hidden = true;
  byId("strength").hidden = true;
  byId("note").hidden = false;
  root.dataset.drawn = "0";
  root.dataset.arcs = "0";
}

export function listenToNote(): void {
  byId("all-lines").addEventListener("click", () => {
    state.thinned = !state.thinned;
    refilter();
  });
  byId("strength").addEventListener("input", () => {
    state.strength = Number(inputOf("strength").value);
    restyle();
    showNote();
  });
}
