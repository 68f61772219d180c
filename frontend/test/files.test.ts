import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cell, csvOfRelations, csvOfThings } from "../src/files/csv.ts";
import { gexf } from "../src/files/gexf.ts";
import { graphml } from "../src/files/graphml.ts";
import { nodeLink } from "../src/files/node-link.ts";
import { type Filters, shownOf, sourceLine } from "../src/files/provenance.ts";
import { documentOf, element } from "../src/files/xml.ts";
import { edge, node, pageData } from "./graphs.ts";

const PASSAGE = {
  source: "urn:s1",
  paragraph: "2",
  sentence: null,
  start: null,
  end: null,
  gist: "It names Aland.",
  url: null,
};
const SOURCE = {
  title: "First report",
  publisher: "Agency One",
  issued: "2024-03-06",
  url: "https://example.org/1",
  licence: "CC0-1.0",
};
const LABEL = '=HYPERLINK(\u0001"x")<script>';
const DATA = pageData(
  [
    node("urn:a", { label: "Aland", kind: "Country", passages: [0], facts: [["population", "7"]] }),
    node("urn:m", { label: LABEL, kind: "Event", contested: true, start: "2024-03-05" }),
  ],
  [edge("urn:m", "urn:a", { id: "e0", label: "has party", sources: ["urn:s2"], inferred: true })],
  {
    sources: {
      "urn:s1": SOURCE,
      "urn:s2": { title: "Second", publisher: null, issued: null, url: null, licence: null },
      "urn:s3": SOURCE,
    },
    passages: [PASSAGE],
  },
);
const FILTERS: Filters = {
  hiddenKinds: [],
  hiddenRelations: new Set(),
  inferredHidden: false,
  centred: null,
  days: { at: null, known: null },
};
const SHOWN = shownOf(DATA, DATA.nodes, DATA.edges, FILTERS, "2026-01-01");
const place = () => ({ x: 1.5, y: -2 });
const labelOf = (id: string) => DATA.nodes.find((each) => each.id === id)!.label;

describe("the provenance of a file", () => {
  test("names version, licence and the sources of what is shown", () => {
    assert.deepEqual(SHOWN.about, {
      title: "A small graph",
      data_version: "7",
      licence: "CC-BY-4.0",
      shown: "all",
      sources: [
        { iri: "urn:s1", ...SOURCE },
        { iri: "urn:s2", ...DATA.sources["urn:s2"] },
      ],
    });
    assert.deepEqual(shownOf(DATA, [], [], FILTERS, "2026-01-01").about.sources, []);
  });

  test("names what the filters leave out", () => {
    const shownFor = (given: Partial<Filters>) =>
      shownOf(DATA, [], [], { ...FILTERS, ...given }, "2026-01-01").about.shown;
    assert.equal(shownFor({ hiddenKinds: ["SomethingElse", "Event"] }), "without the classes Something else, Event");
    assert.equal(shownFor({ hiddenRelations: new Set(["kg:r"]) }), "without the relations has party");
    assert.equal(
      shownFor({
        inferredHidden: true,
        centred: { label: "Aland", steps: 2 },
        days: { at: "2024-01-01", known: "2024-02-01" },
      }),
      "without what is inferred; only Aland and what is two steps away; what held on 2024-01-01; known by 2024-02-01",
    );
  });

  test("names a source on one line", () => {
    assert.equal(
      sourceLine({ iri: "urn:s1", ...SOURCE }),
      "First report, Agency One, 2024-03-06, https://example.org/1, licence: CC0-1.0",
    );
    assert.equal(sourceLine({ iri: "urn:x" }), "urn:x");
  });
});

describe("CSV", () => {
  test("quotes cells, and neutralises formulas", () => {
    assert.equal(cell('a "quoted", word'), '"a ""quoted"", word"');
    assert.equal(cell("=1+1"), "'=1+1");
    assert.equal(cell("@x\r\n"), '"\'@x\n"');
    for (const formula of ["+A1", "-1+1", "\t1", " =1+1", "\u200b=1", "\uff1d1+1", "\ufeff@x", "\u00a0-x"]) {
      assert.match(cell(formula), /^'/);
    }
    assert.match(cell("\n=1+1"), /^"'\n/);
    for (const text of ["-5", "+1.5e3", "-.5", "-INF", "a=b", "\u2212 5"]) assert.equal(cell(text), text);
    assert.equal(cell("a\u001b[31m\u009b\u202eb\u2066"), "a[31mb");
    assert.deepEqual([cell(null), cell(false), cell(0)], ["", "false", "0"]);
  });

  test("has a row for each thing, with version, licence and sources", () => {
    const written = csvOfThings(SHOWN);
    assert.equal(written[0], "\ufeff");
    const [head, first, second, end] = written.slice(1).split("\r\n");
    assert.equal(
      head,
      "id,label,kind,curie,subtitle,note,start,end,status,due,overdue,fulfilled_by,amount,currency,contested,sources," +
        "source_titles,graph,data_version,licence",
    );
    assert.equal(
      first,
      `urn:a,Aland,Country,,,,,,,,,,,,false,urn:s1,"${sourceLine({ iri: "urn:s1", ...SOURCE })}",A small graph,7,CC-BY-4.0`,
    );
    assert.ok(second!.startsWith(`urn:m,"'=HYPERLINK(""x"")<script>",Event`));
    assert.equal(end, "");
  });

  test("has a row for each relation, with the names of its ends", () => {
    const [head, row] = csvOfRelations(SHOWN, labelOf).slice(1).split("\r\n");
    assert.ok(head!.startsWith("from,to,from_label,to_label,relation,label,"));
    assert.ok(row!.startsWith("urn:m,urn:a,"));
    assert.ok(row!.endsWith(",kg:r,has party,,,,,true,false,urn:s2,Second,A small graph,7,CC-BY-4.0"));
  });
});

test("JSON is in node-link format, with passages and facts", () => {
  const read = JSON.parse(nodeLink(SHOWN));
  assert.deepEqual([read.directed, read.multigraph, read.graph], [true, true, SHOWN.about]);
  assert.deepEqual(read.nodes[0].passages, [PASSAGE]);
  assert.deepEqual(read.nodes[0].facts, { population: "7" });
  assert.deepEqual(read.nodes[0].sources, ["urn:s1"]);
  assert.equal(read.nodes[1].label, LABEL);
  assert.deepEqual([read.edges[0].source, read.edges[0].target, read.edges[0].key], ["urn:m", "urn:a", "e0"]);
});

test("XML escapes every text and leaves out characters that are not allowed", () => {
  const text = documentOf(element("a", { b: `"<&>'\n\u0001` }, "<i> & \u0001\r", element("c"), element("d", {}, "")));
  assert.equal(
    text,
    '<?xml version="1.0" encoding="UTF-8"?>\n<a b="&quot;&lt;&amp;&gt;\'&#xa;">&lt;i&gt; &amp; &#xd;<c/><d/></a>\n',
  );
});

test("GraphML declares its keys and contains things, relations and places", () => {
  const text = graphml(SHOWN, place);
  assert.match(text, /<key id="e-inferred" for="edge" attr.name="inferred" attr.type="boolean"\/>/);
  assert.match(text, /<data key="g-licence">CC-BY-4.0<\/data>/);
  assert.match(
    text,
    /<node id="urn:a"><data key="n-label">Aland<\/data>.*<data key="n-x">1.5<\/data><data key="n-y">-2<\/data><\/node>/,
  );
  assert.match(text, /<data key="n-label">=HYPERLINK\("x"\)&lt;script&gt;<\/data>/);
  assert.match(text, /<edge id="e0" source="urn:m" target="urn:a">.*<data key="e-inferred">true<\/data>/);
});

test("GEXF contains colours, places, sizes and the provenance", () => {
  const text = gexf(SHOWN, { placeOf: place, nodeColour: () => "#0a80ff" });
  assert.match(text, /<viz:color xmlns:viz="[^"]+" r="10" g="128" b="255"\/>/);
  assert.match(text, /<viz:position xmlns:viz="[^"]+" x="1.5" y="2" z="0"\/>/);
  assert.match(text, /<viz:size xmlns:viz="[^"]+" value="10"\/>/);
  assert.match(text, /Data version: 7\nLicence: CC-BY-4.0\nShown: all\nSources:\nFirst report, Agency One/);
  assert.match(
    text,
    /<edge id="e0" source="urn:m" target="urn:a" label="has party"><attvalues><attvalue for="edge-relation" value="kg:r"\/>/,
  );
});
