"""A browser for the tests: the system's Chromium, or none and the tests are skipped."""

import os
import runpy
import shutil
from pathlib import Path

import pytest

from kg import page as draw

SAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "page" / "sample.py"))
TOLD = runpy.run_path(str(Path(__file__).parents[1] / "page" / "told.py"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
]


def give_up(reason):
    if os.environ.get("KG_REQUIRE_BROWSER") == "1":
        pytest.fail(f"KG_REQUIRE_BROWSER=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def playwright_of():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        give_up("playwright is not installed")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_of):
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        give_up("there is no chromium on the path and CHROMIUM is not set")
    chromium = playwright_of.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield chromium
    chromium.close()


class Opened:
    """A page in the browser, and what went wrong in it."""

    def __init__(self, page, graph, file):
        self.page = page
        self.graph = graph
        self.file = file
        self.requests = []
        self.complaints = []

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
        """Click where the edge is told to pass."""
        point = "(id) => Object.values(kg.network.canvasToDOM(kg.network.body.edges[id].edgeType.getPoint(0.5)))"
        self.click(*self.page.evaluate(point, f"e{index}"))

    def click(self, x, y):
        self.page.locator("#canvas").click(position={"x": x, "y": y})

    def search(self, text):
        self.page.locator("#search").fill(text)

    def filter(self, key):
        return self.page.locator(f"input[data-key='{key}']")


class Tab:
    """A tab of the browser, and the page that is open in it. What it hears goes to that page."""

    def __init__(self, context):
        self.page = context.new_page()
        self.it = None
        self.page.on("request", lambda request: self.it and self.it.requests.append(request.url.split("#")[0]))
        self.page.on("popup", lambda page: self.hear(f"opened {page.url}"))
        # The software that stands in for a graphics card tells how slow it is.
        self.page.on("console", lambda message: "GL Driver Message" in message.text or self.hear(message.text))
        self.page.on("pageerror", lambda error: self.hear(str(error)))
        self.page.on("dialog", lambda dialog: (self.hear(dialog.message), dialog.dismiss()))
        self.page.route("**/*", self.answer)

    def hear(self, complaint):
        if self.it:
            self.it.complaints.append(complaint)

    def answer(self, route):
        if route.request.url.split("#")[0] == self.it.file.as_uri():
            route.continue_()
        else:
            route.abort()

    def leave(self, scheme):
        """Make the tab as it was, for the next page."""
        self.it = None
        self.page.goto("about:blank")
        self.page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce")


@pytest.fixture(scope="session")
def tabs():
    """Tabs that no page is open in, by browser, size and theme: a new one costs more than a page."""
    return {}


@pytest.fixture
def visit(browser, tabs):
    """Open a page; at the end, no request may have left and nothing may have been complained of."""
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
            tab.leave(scheme)
            free.append(tab)
        assert it.requests == [it.file.as_uri()]
        assert it.complaints == []


@pytest.fixture(scope="session")
def page_of(tmp_path_factory):
    """Write the page of a graph, once for all tests that open one of the same contents."""
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
def told():
    return TOLD["told"]()


@pytest.fixture
def timed():
    return TOLD["timed"]()


@pytest.fixture
def hostile():
    return SAMPLE["hostile"]()


@pytest.fixture
def opened(open_page, sample):
    return open_page(sample)
