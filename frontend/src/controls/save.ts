// Saving what is shown: a link, pictures, and files for other programs. The page writes them without a server.

import { placeOf } from "../drawing/places.ts";
import { nodeColour } from "../drawing/theme.ts";
import { button, heading, make } from "../elements.ts";
import { csvOfRelations, csvOfThings } from "../files/csv.ts";
import { gexf } from "../files/gexf.ts";
import { graphml } from "../files/graphml.ts";
import { nodeLink } from "../files/node-link.ts";
import { png } from "../files/png.ts";
import { type Shown, shownOf } from "../files/provenance.ts";
import { svg } from "../files/svg.ts";
import { fileName, plural, separated } from "../logic/text.ts";
import { data, nodeOf } from "../state/graph.ts";
import { root } from "../state/media.ts";
import { state } from "../state/state.ts";
import { shownEdges, shownNodes } from "../state/visible.ts";
import { dayOfReading } from "../state/words.ts";
import { linkRow } from "./address-bar.ts";
import { closeDialog, showDialog } from "./dialogs.ts";

function shownNow(): Shown {
  const { hiddenKinds, hiddenRelations, inferredHidden, centred, days } = state;
  const centre = centred && { label: nodeOf(centred.id).label, steps: centred.steps };
  const filters = { hiddenKinds, hiddenRelations, inferredHidden, centred: centre, days };
  return shownOf(data, shownNodes(), shownEdges(), filters, dayOfReading());
}

interface Format {
  id: string;
  name: string;
  use: string;
  make: () => Promise<void> | void;
}

const place = ({ id }: { id: string }) => placeOf(nodeOf(id));

const format = (
  id: string,
  name: string,
  use: string,
  type: string,
  ending: string,
  write: (shown: Shown) => string | Promise<Blob>,
): Format => ({
  id,
  name,
  use,
  make: async () => save(await write(shownNow()), type, ending),
});

const FORMATS: Format[] = [
  format("png", "PNG", "A picture, for slides or mails", "image/png", ".png", (shown) => png(svg(shown))),
  format("svg", "SVG", "A drawing, sharp at any size", "image/svg+xml", ".svg", svg),
  format("graphml", "GraphML", "For yEd, Cytoscape, networkx", "application/xml", ".graphml", (shown) =>
    graphml(shown, place),
  ),
  format("gexf", "GEXF", "For Gephi, with positions and colours", "application/xml", ".gexf", (shown) =>
    gexf(shown, { placeOf: place, nodeColour }),
  ),
  format("json", "JSON", "With passages; networkx.node_link_graph reads it", "application/json", ".json", nodeLink),
  format("csv-nodes", "CSV, things", "A table of what is shown", "text/csv", "-things.csv", csvOfThings),
  format("csv-edges", "CSV, relations", "A table of how it is linked", "text/csv", "-relations.csv", (shown) =>
    csvOfRelations(shown, (id) => nodeOf(id).label),
  ),
  {
    id: "print",
    name: "Print",
    use: "The drawing, and below it the details",
    make: () => {
      closeDialog();
      print();
    },
  },
];

function save(content: string | Blob, type: string, ending: string): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
  const href = URL.createObjectURL(blob);
  const version = data.version?.replace(/[^\w.]+/g, "-");
  const name = separated([fileName(data.title) || "graph", version], "-");
  make("a", { href, download: `${name}${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

export function showSave(): void {
  const status = make("p", { role: "status", class: "group" });
  const run = async (format: Format) => {
    try {
      await format.make();
      root.dataset.saved = format.id;
    } catch (error) {
      status.textContent = `${format.name} could not be written: ${error instanceof Error ? error.message : error}`;
    }
  };
  const things = plural(shownNodes().length, "thing", "things");
  const relations = plural(shownEdges().length, "relation", "relations");
  const rows = FORMATS.map((format) => {
    const text = [make("strong", {}, format.name), make("span", {}, format.use)];
    return make(
      "li",
      {},
      button({ id: `save-${format.id}` }, () => void run(format), ...text),
    );
  });
  showDialog(
    "Save what is shown",
    linkRow(),
    heading("Files"),
    make(
      "p",
      { class: "group" },
      `${things} and ${relations}; each file names its sources, the licence and the version of the data.`,
    ),
    make("ul", { class: "formats" }, ...rows),
    status,
  );
}
