// Names in the language chosen, where there are several.

let language = "";
for (const node of DATA.nodes) node.given = node.label;

function languages() {
  const counts = tally(DATA.nodes.flatMap((node) => Object.keys(node.labels)), (tag) => tag);
  if (counts.size < 2) return;
  const tags = [...counts.keys()].filter((tag) => tag !== "en").sort();
  const choice = make("select", { id: "language", on: { change: () => speak(choice.value) } },
    make("option", { value: "" }, "English"),
    ...tags.map((tag) => make("option", { value: tag, lang: tag }, `${isolated(nameOf(tag))} (${counts.get(tag)})`)));
  $("tongue").append(choice);
  $("tongue").hidden = false;
}

function nameOf(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag);
  } catch {
    return tag;
  }
}

function speak(tag) {
  language = tag;
  root.dataset.language = tag;
  for (const node of DATA.nodes) node.label = node.labels[tag] ?? node.given;
  const again = selected;
  if (again) select(again, { bring: false });
  groupList();
  restyle();
}

// Text among other text cannot turn it about.
// ... not even where it holds signs that would end its isolation.
const isolated = (text) => `\u2068${String(text).replace(/[\u2066-\u2069]/g, "")}\u2069`;
// Letters of scripts that run from right to left; the first strong letter decides.
const rightToLeft = (text) => /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(text);
