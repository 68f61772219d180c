// The line that says that only a neighbourhood is shown, with a button that shows everything.

import { focusOn } from "../actions.ts";
import { button, byId, textElement } from "../elements.ts";
import { state } from "../state/state.ts";
import { neighbourhoodInWords } from "../state/words.ts";

export function showNeighbourhoodLine(): void {
  const { centred } = state;
  const line = byId("neighbourhood");
  line.hidden = !centred;
  if (!centred) {
    line.replaceChildren();
    return;
  }
  const other = centred.steps === 1 ? 2 : 1;
  line.replaceChildren(
    textElement(`Only ${neighbourhoodInWords()}.`),
    " ",
    button({ class: "plain" }, () => focusOn(centred.id, other), other === 1 ? "One step" : "Two steps"),
    button({ class: "plain", id: "neighbourhood-all" }, () => focusOn(null), "Show everything"),
  );
}
