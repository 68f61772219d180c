"""Runs the notebooks and keeps their outputs, except what differs between runs or machines.

    python notebooks/execute.py             all of them
    python notebooks/execute.py NAME ...    some
    python notebooks/execute.py --to DIR    into another folder

Run it again when the graph, the ontology or a query of the notebooks has changed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

FOLDER = Path(__file__).parent


def execute(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Run a notebook in a folder, with the Python that runs this program.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    # Only the folder of ipykernel, so that the kernel is this Python.
    specs = KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs)
    client = NotebookClient(
        notebook, km=manager, timeout=300, record_timing=False, resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    return strip(notebook)


def strip(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Remove timings, versions of the kernel, and representations that contain folders."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(notebook.cells, 1):
        cell.metadata = nbformat.from_dict({})
        cell.id = f"cell-{number:02d}"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, 1):
        cell.execution_count = number
        for output in cell.outputs:
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
            if output.output_type == "execute_result":
                output.execution_count = number
            data = output.get("data", {})
            # A picture is a whole page, too large to keep; its text names it.
            if str(data.get("text/html", "")).startswith('<iframe class="kg-picture"'):
                del data["text/html"]
            # If there is a table or a list, the plain text of the object is not needed, and may contain folders.
            if "text/html" in data or "text/markdown" in data:
                data.pop("text/plain", None)
        # Progress messages appear only if a step takes long, so only in some runs.
        cell.outputs = _whole([o for o in cell.outputs if not (o.output_type == "stream" and o.name == "stderr")])
    return notebook


def _whole(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """The printed text as a whole; the places where the kernel splits it depend on timing."""
    whole: list[nbformat.NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream" and whole and whole[-1].output_type == "stream":
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


def main(arguments: list[str] | None = None) -> None:
    """Run notebooks and write their outputs."""
    parser = argparse.ArgumentParser(description="Run the notebooks and keep their outputs.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="notebooks to run; default: all")
    parser.add_argument("--to", metavar="DIR", type=Path, default=FOLDER, help="folder for the results")
    options = parser.parse_args(arguments)
    for path in sorted(FOLDER.glob("*.ipynb")):
        if options.names and path.stem not in options.names and path.name not in options.names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            notebook = execute(nbformat.read(path, as_version=4), Path(folder))
        (options.to / path.name).write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8")
        sys.stdout.write(f"ran {path.name}\n")


if __name__ == "__main__":
    main()
