"""Compares the page with plain pyvis: time until ready, time of a frame while panning, size of the file.

    python benchmarks/page.py [--sizes 100 500 2000 10000] [--runs 3] [--limit 140] [--sigma] [--json]

Needs playwright and Chromium on the path (or CHROMIUM=...). The graphs are invented: countries, officials, sessions,
frameworks and commitments, about two relations for each thing, the same for both sides. Plain pyvis is used as in its
manual:
`Network(directed=True, cdn_resources="in_line")`, nodes and edges added, `write_html`; it is ready after the first
thousand rounds of its physics, when pyvis shows it. Requests of pyvis to the network are refused at once, so that
waiting is not counted.

*Ready* is the time from opening the file until the picture can be used; *work* is the time of the main thread until
then; *a frame* is its time for each of sixty steps while the picture is dragged (Chromium's own count, TaskDuration
of the Performance domain of its protocol). Runs alternate, and the figures are medians: compare the ratios. Chromium
draws without a graphics card here, so the dots of a large page are on its canvas. `--sigma` makes the page use WebGL in
software. `layout` is processor time in Python for the whole graph, compared with the spring layout of networkx (50
rounds; if scipy is installed) and with the time of kg to write its page, which lays out a large graph community by
community.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, Page, sync_playwright

import kg
from kg import page as draw
from kg.page.layouts.positions import layout

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
#: The required figures of the page, as (what, nodes, figure).
ASKED = (
    ("ready, pyvis / kg", 500, 30.0),
    ("main-thread work until ready, seconds", 10_000, 1.0),
    ("file of the shipped graph, MB", 0, 1.0),
)
SPRING_LIMIT = 2_000
STEPS = 60


def invented(count: int) -> nx.MultiDiGraph:
    """Make a graph with a number of nodes: parties of frameworks, their sessions, participants, promises."""
    chance = random.Random(count)
    shares = {"Country": 0.06, "Framework": 0.08, "Official": 0.34, "Dialogue": 0.32, "Commitment": 0.2}
    names: dict[str, list[str]] = {
        kind: [f"ex:{kind.lower()}-{n}" for n in range(max(2, round(count * share)))] for kind, share in shares.items()
    }
    while sum(map(len, names.values())) > count:
        names["Dialogue"].pop()
    graph = nx.MultiDiGraph(title=f"{count} things", data_version="invented", licence="none", sources={})
    for kind, members in names.items():
        for name in members:
            graph.add_node(name, label=name.removeprefix("ex:").replace("-", " ").title(), kind=kind)

    def link(start: str, end: str, relation: str) -> None:
        graph.add_edge(start, end, key=relation, relation=f"kg:{relation}", label=relation, inferred=False)

    for official in names["Official"]:
        link(official, chance.choice(names["Country"]), "represents")
    for framework in names["Framework"]:
        for country in chance.sample(names["Country"], min(2, len(names["Country"]))):
            link(country, framework, "party to")
    for session in names["Dialogue"]:
        link(session, chance.choice(names["Framework"]), "session of")
        for official in chance.sample(names["Official"], min(2, len(names["Official"]))):
            link(official, session, "took part in")
    for commitment in names["Commitment"]:
        link(commitment, chance.choice(names["Dialogue"]), "made at")
    return graph


def plain(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the page that pyvis makes of a graph, as its manual shows it."""
    from pyvis.network import Network

    drawn = Network(directed=True, cdn_resources="in_line")
    for node, label in graph.nodes(data="label"):
        drawn.add_node(node, label=label)
    # As add_edge fills it; calling that is quadratic, and what is measured is the page.
    drawn.edges.extend({"from": start, "to": end, "arrows": "to"} for start, end in graph.edges())
    path.write_text(drawn.generate_html(notebook=False), encoding="utf-8")


def work(page: Page) -> Callable[[], float]:
    """Return a function that returns the seconds of work of the main thread."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def seconds() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(item["value"] for item in metrics if item["name"] == "TaskDuration"))

    return seconds


#: A large page is ready once its dots are there, too.
KG_READY = """(({ ready, backdrop }) => ready === "true" && (!kg.groups.length || backdrop !== undefined))(
    document.documentElement.dataset)"""
#: Run before the scripts of the page: reports a graphics card (UNMASKED_RENDERER_WEBGL).
A_CARD = """(({ prototype }, was = prototype.getParameter) => {
    prototype.getParameter = function (name) { return name === 0x9246 ? "a card" : was.call(this, name); };
})(WebGL2RenderingContext)"""
PYVIS_READY = "typeof network !== 'undefined' && network.physics.ready === true"


#: The seconds of a search for two words with one typing error each, which searches everything twice.
SEARCH = """() => {
    const field = document.getElementById("search"), begun = performance.now();
    field.value = "sesion framewrk";
    field.dispatchEvent(new Event("input"));
    return (performance.now() - begun) / 1000;
}"""


def opened(browser: Browser, path: Path, ready: str, limit: float, before: str = "") -> dict[str, float] | None:
    """Open a page; return seconds until ready, main-thread seconds until then and a frame, or None after the limit."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    with contextlib.closing(page):
        page.route("http*://**", lambda route: route.abort())
        page.set_default_timeout(limit * 1000)
        done = work(page)
        page.add_init_script(before)
        start, idle = time.perf_counter(), done()
        try:
            page.goto(path.as_uri(), wait_until="commit")
            while not page.evaluate(ready):
                if time.perf_counter() - start > limit:
                    return None
                time.sleep(0.02)
            # Painted one frame after it says that it is ready.
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        except Exception as error:
            if "Timeout" not in str(error) and "timeout" not in str(error):
                raise
            return None
        result = {"ready": time.perf_counter() - start, "work": done() - idle}
        canvas = page.locator("canvas").first.bounding_box() or {"x": 0, "y": 0, "width": 1440, "height": 900}
        x, y = canvas["x"] + canvas["width"] * 0.5, canvas["y"] + canvas["height"] * 0.5
        free = _free(page, x, y)
        page.mouse.move(*free)
        page.mouse.down()
        idle = done()
        for step in range(STEPS):
            page.mouse.move(free[0] + 3 * (step % 20), free[1] + 2 * (step % 20))
            page.evaluate("new Promise((done) => requestAnimationFrame(done))")
        result["frame"] = (done() - idle) / STEPS
        page.mouse.up()
        if page.evaluate("Boolean(globalThis.kg?.labels)"):
            result["search"] = page.evaluate(SEARCH)
        return result


def _free(page: Page, x: float, y: float) -> tuple[float, float]:
    """Find a place with nothing drawn to drag by, so that both sides pan and move no node."""
    at = """([x, y]) => {
        const canvas = document.querySelector("canvas").getBoundingClientRect();
        const drawn = globalThis.kg?.network ?? (typeof network === "undefined" ? null : network);
        return !drawn || !drawn.getNodeAt({ x: x - canvas.left, y: y - canvas.top });
    }"""
    spots = [(x + dx, y + dy) for dy in range(0, 200, 20) for dx in range(0, 200, 20)]
    return next((spot for spot in spots if page.evaluate(at, list(spot))), (x, y))


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's browser."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        sys.exit("benchmarks/page.py: no chromium on the path; install it, or name it in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def median(found: list[dict[str, float] | None], name: str) -> float | None:
    """Return the median of a figure, or None if a run did not finish."""
    return None if None in found or not found else statistics.median(run[name] for run in found if run)


def seconds_of(function: Callable[[], object]) -> float:
    """Return the processor seconds that a call takes."""
    before = time.process_time()
    function()
    return time.process_time() - before


def spring(graph: nx.MultiDiGraph) -> float | None:
    """Return the seconds of networkx's spring layout, which needs scipy from 500 nodes on."""
    try:
        return seconds_of(lambda: nx.spring_layout(graph, seed=1))
    except ModuleNotFoundError:
        return None


def compare(browser: Browser, folder: Path, count: int, runs: int, limit: float, *, before: str) -> dict[str, Any]:
    """Measure both pages of one graph."""
    graph = invented(count)
    ours, theirs = folder / f"kg-{count}.html", folder / f"pyvis-{count}.html"
    row: dict[str, Any] = {
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "layout": seconds_of(lambda: layout(graph)),
        "spring": spring(graph) if count <= SPRING_LIMIT else None,
        "written": seconds_of(lambda: draw.write(graph, ours)),
    }
    plain(graph, theirs)
    found: dict[str, list[dict[str, float] | None]] = {"kg": [], "pyvis": []}
    for _ in range(runs):
        found["kg"].append(opened(browser, ours, KG_READY, limit, before))
        # A page that was not ready once will not be ready in the next run.
        if None not in found["pyvis"]:
            found["pyvis"].append(opened(browser, theirs, PYVIS_READY, limit))
    for name, path in (("kg", ours), ("pyvis", theirs)):
        row[name] = {figure: median(found[name], figure) for figure in ("ready", "work", "frame")}
        row[name]["search"] = median(found[name], "search") if name == "kg" else None
        row[name]["megabytes"] = path.stat().st_size / 1e6
    return row


def shown(value: float | None, form: str, none: str = "—") -> str:
    """Write a figure, or a text for a missing one."""
    return none if value is None else format(value, form)


def report(rows: list[dict[str, Any]], shipped: float, limit: float) -> None:
    """Print the measured and the required figures."""
    over = f">{limit:.0f}"
    print(
        f"{'nodes':>7} {'edges':>7}  {'ready s':>17}  {'work s':>17}  {'a frame ms':>17}  {'file MB':>13}  search ms  "
        "layout / spring / page written s"
    )
    print(f"{'':>15}  {'kg':>8} {'pyvis':>8}  {'kg':>8} {'pyvis':>8}  {'kg':>8} {'pyvis':>8}  {'kg':>6} {'pyvis':>6}")
    for row in rows:
        ours, theirs = row["kg"], row["pyvis"]
        print(
            f"{row['nodes']:>7} {row['edges']:>7}  "
            f"{shown(ours['ready'], '8.2f', over):>8} {shown(theirs['ready'], '8.2f', over):>8}  "
            f"{shown(ours['work'], '8.2f', over):>8} {shown(theirs['work'], '8.2f', over):>8}  "
            f"{shown(ours['frame'] and ours['frame'] * 1000, '8.1f'):>8} "
            f"{shown(theirs['frame'] and theirs['frame'] * 1000, '8.1f'):>8}  "
            f"{ours['megabytes']:>6.2f} {theirs['megabytes']:>6.2f}  "
            f"{shown(ours['search'] and ours['search'] * 1000, '9.1f'):>9}  "
            f"{row['layout']:.2f} / {shown(row['spring'], '.2f')} / {row['written']:.2f}"
        )
    print(f"\nfile of the shipped graph: {shipped:.2f} MB (asked: below {ASKED[2][2]:.0f})")
    by_nodes = {row["nodes"]: row for row in rows}
    if row := by_nodes.get(ASKED[0][1]):
        ours, theirs = row["kg"]["ready"], row["pyvis"]["ready"]
        ratio = shown(theirs and ours and theirs / ours, ".0f", f"more than {limit / (ours or limit):.0f}")
        print(f"at 500 nodes ready {ratio} times sooner than pyvis (asked: {ASKED[0][2]:.0f})")
    if row := by_nodes.get(ASKED[1][1]):
        print(f"at 10,000 nodes {shown(row['kg']['work'], '.2f', over)} s of main-thread work (asked: below 1)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 500, 2_000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=140, help="seconds after which a page counts as never ready")
    parser.add_argument("--sigma", action="store_true", help="make kg's page use WebGL in software")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        shipped = kg.open(Path(kg.__file__).parent).page(folder / "shipped.html").stat().st_size / 1e6
        rows = [
            compare(browser, folder, count, options.runs, options.limit, before=A_CARD if options.sigma else "")
            for count in options.sizes
        ]
    if options.json:
        print(json.dumps({"shipped_megabytes": shipped, "sizes": rows}, indent=1))
    else:
        report(rows, shipped, options.limit)


if __name__ == "__main__":
    main()
