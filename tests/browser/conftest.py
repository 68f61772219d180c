"""Runs the tests in the Chromium of the system. Without Chromium the tests are skipped."""

import os
import runpy
import shutil
from pathlib import Path

import pytest

from kg import page as draw

SAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "page" / "sample.py"))
EVIDENCE = runpy.run_path(str(Path(__file__).parents[1] / "page" / "evidence.py"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
]


def skip_or_fail(reason):
    if os.environ.get("KG_REQUIRE_BROWSER") == "1":
        pytest.fail(f"KG_REQUIRE_BROWSER=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def playwright_of():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        skip_or_fail("playwright is not installed")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_of):
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        skip_or_fail("chromium is not on the path, and CHROMIUM is not set")
    chromium = playwright_of.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield chromium
    chromium.close()


class Opened:
    """A page in the browser, with its requests and errors."""

    def __init__(self, page, graph, file):
        self.page = page
        self.graph = graph
        self.file = file
        self.requests = []
        self.errors = []

    def shown(self):
        return self.dataset("nodes"), self.dataset("edges")

    def dataset(self, name):
        return int(self.page.locator("html").get_attribute(f"data-{name}"))

    @property
    def selected(self):
        return self.page.locator("html").get_attribute("data-selected")

    @property
    def panel(self):
        return self.page.locator("#panel")

    def click_node(self, node):
        self.click(
            *self.page.evaluate("(id) => Object.values(kg.network.canvasToDOM(kg.network.getPosition(id)))", node)
        )

    def click_edge(self, index):
        """Click the middle of an edge."""
        point = "(id) => Object.values(kg.network.canvasToDOM(kg.network.body.edges[id].edgeType.getPoint(0.5)))"
        self.click(*self.page.evaluate(point, f"e{index}"))

    def click(self, x, y):
        self.page.locator("#canvas").click(position={"x": x, "y": y})

    def search(self, text):
        self.page.locator("#search").fill(text)

    def filter(self, key):
        return self.page.locator(f"input[data-key='{key}']")


class Tab:
    """A tab of the browser, and the page that is open in it, which records requests and errors."""

    def __init__(self, context):
        self.page = context.new_page()
        self.it = None
        self.page.on("request", lambda request: self.it and self.it.requests.append(request.url.split("#")[0]))
        self.page.on("popup", lambda page: self.record(f"opened {page.url}"))
        # The software renderer, used without a graphics card, prints warnings about its speed.
        self.page.on("console", lambda message: "GL Driver Message" in message.text or self.record(message.text))
        self.page.on("pageerror", lambda error: self.record(str(error)))
        self.page.on("dialog", lambda dialog: (self.record(dialog.message), dialog.dismiss()))
        self.page.route("**/*", self.answer)

    def record(self, error):
        if self.it:
            self.it.errors.append(error)

    def answer(self, route):
        if route.request.url.split("#")[0] == self.it.file.as_uri():
            route.continue_()
        else:
            route.abort()

    def reset(self, scheme):
        """Reset the tab for the next page."""
        self.it = None
        self.page.goto("about:blank")
        self.page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce")


@pytest.fixture(scope="session")
def tabs():
    """Free tabs by browser, size and theme, for reuse: creating a tab is slower than opening a page."""
    return {}


@pytest.fixture
def visit(browser, tabs):
    """Open a page. At the end the test fails if the page has sent requests or reported errors."""
    opened = []

    def visitor(
        file, graph, width=1440, height=900, scheme="light", *, scale=1, fragment="", within=browser, before=None
    ):
        key = (within, width, height, scheme, scale)
        free = tabs.setdefault(key, [])
        tab = free.pop() if free and not before else Tab(within.new_context(
            accept_downloads=True, viewport={"width": width, "height": height}, color_scheme=scheme,
            reduced_motion="reduce", device_scale_factor=scale,
        ))  # fmt: skip
        it = tab.it = Opened(tab.page, graph, file)
        opened.append((tab, it, None if before or within is not browser else free, scheme))
        if before:
            it.page.add_init_script(before)
        it.page.goto(file.as_uri() + fragment)
        it.page.wait_for_selector("html[data-ready=true]")
        return it

    yield visitor
    for tab, it, free, scheme in opened:
        if free is None:
            tab.page.context.close()
        else:
            tab.reset(scheme)
            free.append(tab)
        assert it.requests == [it.file.as_uri()]
        assert it.errors == []


@pytest.fixture(scope="session")
def page_of(tmp_path_factory):
    """Write the page of a graph. Tests with the same graph share the file."""
    folder = tmp_path_factory.mktemp("pages")
    files = {}

    def writer(graph):
        contents = repr((graph.graph, list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))))
        if contents not in files:
            files[contents] = folder / f"page{len(files)}.html"
            draw.write(graph, files[contents])
        return files[contents]

    return writer


@pytest.fixture
def open_page(visit, page_of):
    """Open the page of a graph."""

    def opener(graph, *arguments, **options):
        return visit(page_of(graph), graph, *arguments, **options)

    return opener


@pytest.fixture
def sample():
    return SAMPLE["sample"]()


@pytest.fixture
def evidence():
    return EVIDENCE["evidence"]()


@pytest.fixture
def timed():
    return EVIDENCE["timed"]()


@pytest.fixture
def hostile():
    return SAMPLE["hostile"]()


@pytest.fixture
def opened(open_page, sample):
    return open_page(sample)
