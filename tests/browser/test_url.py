"""The state of the page in its address."""

import pytest

pytestmark = pytest.mark.browser
BASE = "https://example.org/kg/"


def pick(opened, text):
    opened.search(text)
    opened.page.keyboard.press("Enter")


def fragment(opened):
    return opened.page.evaluate("location.hash")


def state(opened):
    return opened.page.locator("html").get_attribute("data-state")


def test_the_initial_state_has_no_fragment(open_page, evidence):
    assert fragment(open_page(evidence)) == ""


ACTS = [
    (lambda it: pick(it, "aland"), "node=urn%3Aa"),
    (lambda it: it.filter("Official").uncheck(), "hide=Official"),
    (lambda it: it.filter("kg:hasParty").uncheck(), "without=kg%3AhasParty"),
    (lambda it: it.page.locator("#inferred").uncheck(), "inferred=no"),
    (lambda it: it.page.locator("#view-layers").click(), "view=layers"),
    (lambda it: it.search("blan"), "search=blan"),
    (lambda it: it.page.locator("#in").click(), "eye="),
]


def follow(opened, address):
    """Change the address of an open page, and wait until the page has changed."""
    opened.page.evaluate(
        """(address) => new Promise((done) => {
          if (decodeURI(location.hash) === decodeURI(address)) return done();
          addEventListener("hashchange", () => requestAnimationFrame(done), { once: true });
          location.hash = address;
        })""",
        address,
    )


def test_the_fragment_describes_the_state_and_restores_it(open_page, evidence):
    """frontend/test/address.test.ts tests reading and writing of states in node."""
    first, again = open_page(evidence), open_page(evidence)
    for act, says in ACTS:
        act(first)
        assert says in fragment(first)
        follow(again, fragment(first))
        assert state(again) == state(first)
        assert again.shown() == first.shown()
        follow(first, "")
        assert state(first) == ""


@pytest.fixture
def all_at_once(sample):
    """The sample with days, with things that were different on an earlier day, and with the row of an answer."""
    later, first = [["2024-03-06", None]], [["2023-02-01", "2024-03-05"]]
    sample.graph["timed"] = True
    sample.graph["answer"] = {
        "question": "Who?", "asked": "", "columns": ["country"],
        "rows": [{"cells": ["Uzbekistan"], "nodes": [f"{BASE}country/UZ"], "edges": []}],
    }  # fmt: skip
    for name, known in (("country/UZ", first + later), ("xian", first + later), ("yuan", later), ("country/TJ", later)):
        sample.nodes[BASE + name]["known"] = known
    for name in ("country/UZ", "xian"):
        sample.nodes[BASE + name]["versions"] = [{"first": "2023-02-01", "last": "2024-03-05", "contested": True}]
    for start, end, key in sample.edges(keys=True):
        if key == "kg:takesPartIn" or {start, end} & {BASE + "yuan", BASE + "country/TJ"}:
            sample.edges[start, end, key].update(held=[["2024-03-05", None]], known=later)
    return sample


UZ, TJ = (f"https%3A%2F%2Fexample.org%2Fkg%2Fcountry%2F{code}" for code in ("UZ", "TJ"))
STATES = [
    f"#node={UZ}&known-by=2023-03-01", "#known-by=2024-12-31", f"#node={UZ}&view=map", "#view=toString", "#view=layers",
    f"#names=ru&known-by=2023-03-01&node={UZ}", "#keys=off", f"#view=map&from={UZ}&to={TJ}", f"#from={UZ}&to={TJ}",
    f"#node={TJ}&at=2024-01-01", f"#around={TJ}&known-by=2023-03-01", "#view=map&known-by=2023-03-01&links=2",
    "#without=kg%3AtakesPartIn&hide=Official&known-by=2023-03-01", f"#arc=arc+{TJ}+{UZ}&view=map&lines=all", "#row=1",
    "#view=map&eye=40,50,0.9", "#nothing=known&at=2024-13-01", "#inferred=no&search=uz&at=2024-03-05", "",
]  # fmt: skip


def everything(opened):
    """Return what a page shows, in its drawing and around it."""
    return opened.page.evaluate(
        """() => {
          const [part, all] = [(id) => document.getElementById(id), (text) => [...document.querySelectorAll(text)]];
          const visible = all("#side, #panel, #empty, #note, #foot, #time").filter((each) => !each.hidden);
          const [{ x, y }, scale] = [kg.network.getViewPosition(), kg.network.getScale()];
          return {
            hash: location.hash,
            data: Object.entries(document.documentElement.dataset).filter(([, value]) => value).sort(),
            texts: visible.map((each) => each.innerText),
            boxes: all("#filters input").map((box) => box.checked),
            fields: all("#search, #language, #time input").map((field) => field.value),
            buttons: all("#bar button").map((each) => [each.hidden, each.disabled, each.className, each.ariaPressed]),
            matches: part("matches").hidden, dialog: part("dialog").open,
            things: kg.nodes.get().map((each) => JSON.stringify(each)).sort(),
            lines: kg.edges.get().map((each) => JSON.stringify(each)).sort(),
            places: Object.entries(kg.network.getPositions()).sort(),
            labels: kg.labels().map((each) => [each.id, each.rows, Math.round(each.x), Math.round(each.y)]).sort(),
            // If nothing is shown, there is nothing to fit.
            eye: kg.nodes.length ? [Math.round(x), Math.round(y), scale.toFixed(3)] : null,
          };
        }"""
    )


def test_a_page_whose_fragment_changes_is_like_a_page_opened_with_the_fragment(open_page, all_at_once):
    walked, fresh = open_page(all_at_once), open_page(all_at_once)
    expected = {}
    for fragment in STATES:
        fresh.page.goto("about:blank")
        fresh.page.goto(fresh.file.as_uri() + fragment)
        fresh.page.wait_for_selector("html[data-flags]")
        expected[fragment] = everything(fresh)
    del fresh.requests[1:]
    walked.page.wait_for_selector("html[data-flags]")
    before = ""
    for fragment in [*STATES, *STATES[::-3]]:
        if fragment == "#keys=off":
            walked.search("u")
            walked.page.locator("#save").click()
        follow(walked, fragment)
        found = everything(walked)
        assert walked.errors == [], (before, fragment)
        assert found == expected[fragment], (before, fragment)
        before = fragment


def test_a_change_of_the_fragment_ends_a_transition_between_views(open_page, sample):
    opened = open_page(sample)
    opened.page.emulate_media(reduced_motion="no-preference")
    for key in "232":
        opened.page.keyboard.press(key)
    opened.page.wait_for_selector("html:not([data-moving])")
    layers = opened.page.evaluate("kg.network.getPositions()")
    assert layers == {node: {"x": place["x"], "y": place["y"]} for node, place in drawn(opened).items()}
    opened.page.keyboard.press("3")
    follow(opened, "#view=map&eye=40,50,0.9")
    opened.page.wait_for_timeout(700)
    assert state(opened) == "view=map&eye=40%2C50%2C0.900"


def drawn(opened):
    return {each["id"]: each for each in opened.page.evaluate("kg.nodes.get()")}


def test_a_link_restores_all_parts_of_the_state(open_page, timed):
    first = open_page(timed)
    first.filter("Commitment" if first.filter("Commitment").count() else "Official").uncheck()
    first.page.locator("#view-layers").click()
    pick(first, "aland")
    first.panel.get_by_role("button", name="Two steps").click()
    first.page.locator("#time-open").click()
    first.page.locator("#at-day").fill("2024-04-01")
    again = open_page(timed, fragment=fragment(first))
    assert state(again) == state(first)
    assert again.shown() == first.shown()
    assert again.selected == "urn:a"
    assert not again.filter("Official").is_checked()
    assert again.page.locator("#view-layers").get_attribute("aria-pressed") == "true"
    assert again.page.locator("#neighbourhood").inner_text().startswith("Only \u2068Aland\u2069")
    assert again.page.locator("#at-day").input_value() == "2024-04-01"


def test_a_link_selects_an_edge_by_its_ends(open_page, evidence):
    opened = open_page(evidence, fragment="#edge=urn%3Aa+kg%3AmetUnder+urn%3Af")
    assert opened.panel.locator(".verb").inner_text() == "met under"


def test_a_link_selects_a_path(open_page, evidence):
    opened = open_page(evidence, fragment="#from=urn%3Aa&to=urn%3Ab")
    assert opened.panel.locator("h2").inner_text() == "Shortest path"
    assert opened.panel.locator(".route > li").count() == 3


HOSTILE = [
    "#node=%3Cscript%3Ealert(1)%3C/script%3E&search=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "#node=__proto__&edge=constructor&view=toString&names=hasOwnProperty&at=9999-99-99&links=1e999&eye=NaN,Infinity,-1",
    "#eye=0,0,0.00000001&steps=-4&around=urn:nothing&path=1e9&from=urn:a&to=urn:a",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_fragments_are_ignored(open_page, timed, hostile):
    opened = open_page(timed, fragment=hostile)
    assert opened.shown()[0] in (5, 6)
    assert opened.page.locator("img[src=x], [onerror], main script").count() == 0
    assert opened.page.evaluate("({}).alert") is None
    pick(opened, "aland")
    assert opened.selected == "urn:a"


def test_the_link_can_be_copied(open_page, evidence):
    opened = open_page(evidence)
    pick(opened, "aland")
    opened.page.locator("#save").click()
    field = opened.page.locator("#link")
    assert field.input_value() == opened.page.evaluate("location.href")
    opened.page.locator("#copy").click()
    opened.page.locator("#copied", has_text="Copied.").wait_for()
    opened.page.keyboard.press("Escape")
    opened.page.locator("#search").fill("")
    opened.page.keyboard.press("Control+V")
    assert opened.page.locator("#search").input_value().endswith("#node=urn%3Aa")
