"""The state of the page in its address."""

import pytest

pytestmark = pytest.mark.browser


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


def test_the_page_changes_when_its_fragment_changes(open_page, evidence):
    opened = open_page(evidence)
    opened.page.evaluate("location.hash = '#node=urn%3Ab&hide=Official'")
    opened.page.wait_for_selector("html[data-selected='urn:b']")
    assert not opened.filter("Official").is_checked()
    opened.page.evaluate("location.hash = ''")
    opened.page.wait_for_selector("html[data-selected='']")
    assert opened.filter("Official").is_checked()


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
