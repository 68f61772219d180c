"""In a notebook a picture is displayed in a frame that cannot access the notebook."""

import pytest

from kg.page import Picture
from kg.page.network import amend

pytestmark = pytest.mark.browser

HOST = '<!doctype html><title>A notebook</title><main style="width:{width}px">{html}</main>'


@pytest.fixture
def show(browser, tmp_path):
    """Show a picture in a page, as a notebook does. At the end there must be no requests and no errors."""
    contexts, messages = [], []

    def shower(picture, width):
        context = browser.new_context(viewport={"width": width + 100, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        file = tmp_path / f"notebook{len(contexts)}.html"
        file.write_text(HOST.format(width=width, html=picture._repr_html_()), encoding="utf-8")
        context.on("request", lambda request: messages.append(request.url) if request.url.startswith("http") else None)
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(file.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator("html[data-ready=true]").wait_for()
        return page, frame

    yield shower
    for context in contexts:
        context.close()
    assert messages == []


@pytest.mark.parametrize("width", [600, 1200])
def test_a_picture_is_as_wide_as_the_cell(show, sample, width):
    page, frame = show(Picture(sample, height=500), width)
    box = page.locator("iframe").bounding_box()
    assert (box["width"], box["height"]) == (width, 500)
    assert frame.locator("html").get_attribute("data-nodes") == str(len(sample))
    assert frame.locator("html").evaluate("(it) => it.scrollWidth") == width
    assert page.evaluate("document.documentElement.scrollWidth") <= width + 100
    # There are labels in the drawing, and details open.
    assert int(frame.locator("html").get_attribute("data-labels")) > 5
    frame.locator("#search").fill("uzbekistan")
    frame.locator("#search").press("Enter")
    assert frame.locator("#panel h2").inner_text() == "Uzbekistan"


def test_the_frame_cannot_access_the_notebook(show, hostile):
    page, frame = show(Picture(hostile), 600)
    assert page.title() == "A notebook"
    assert page.locator("body script, body img").count() == 0
    assert (
        frame.locator("html").evaluate("() => { try { return parent.document.title; } catch { return null; } }") is None
    )


def test_a_file_can_be_saved_from_the_frame(show, sample):
    page, frame = show(Picture(sample), 1200)
    frame.locator("#save").click()
    assert frame.locator("#link").count() == 0
    with page.expect_download() as download:
        frame.locator("#save-csv-nodes").click()
    assert download.value.suggested_filename.endswith("-things.csv")


def test_a_relation_added_in_pyvis_has_no_source_button(open_page, sample):
    picture = Picture(sample)
    first = picture.network.nodes[0]["id"]
    picture.network.add_node("urn:mine", label="My desk")
    picture.network.add_edge("urn:mine", first, label="follows")
    picture.network.add_edge("urn:mine", first, label="writes to", title="By letter.")
    opened = open_page(amend(sample, picture.network))
    opened.page.evaluate("kg.select({ type: 'node', id: 'urn:mine' })")
    assert opened.panel.locator(".links .why").all_inner_texts() == ["note"]
    opened.panel.locator(".links .why").click()
    assert opened.panel.get_by_text("By letter.").is_visible()
    opened.page.evaluate("(id) => kg.select({ type: 'node', id })", first)
    assert "source" in opened.panel.locator(".links .why").all_inner_texts()


def test_changes_in_pyvis_are_drawn(open_page, sample, browser):
    picture = Picture(sample)
    network = picture.network
    uzbekistan = "https://example.org/kg/country/UZ"
    [node] = [node for node in network.nodes if node["id"] == uzbekistan]
    node.update(color="tomato", label="Uz", size=40, x=0.0, y=0.0)
    network.add_node("urn:new", label="Added", kind="Country", title="Added by hand.", color="#aa3377")
    network.add_edge(uzbekistan, "urn:new", label="knows", title="Since school", color="#ff0000", width=5)
    opened = open_page(amend(sample, network))
    assert opened.shown() == (len(sample) + 1, sample.number_of_edges() + 1)
    look = opened.page.evaluate("(id) => [kg.nodes.get(id), kg.nodes.get('urn:new')]", uzbekistan)
    assert [each["color"]["background"] for each in look] == ["#ff6347", "#aa3377"]
    assert (look[0]["x"], look[0]["y"], look[0]["size"]) == (0, 0, 40)
    [line] = opened.page.evaluate("kg.edges.get().filter((edge) => edge.to === 'urn:new')")
    assert line["color"]["color"] == "#ff0000"
    assert line["width"] > 5
    opened.search("Uz")
    opened.page.keyboard.press("Enter")
    assert opened.panel.locator("h2").inner_text() == "Uz"
    assert "An invented country" in opened.panel.inner_text()
    opened.panel.get_by_role("button", name="Added").first.click()
    assert "Added by hand." in opened.panel.inner_text()
