import runpy
from pathlib import Path

import networkx as nx
import pytest

SAMPLE = runpy.run_path(str(Path(__file__).with_name("sample.py")))


@pytest.fixture
def sample() -> nx.MultiDiGraph:
    return SAMPLE["sample"]()


@pytest.fixture
def hostile() -> nx.MultiDiGraph:
    return SAMPLE["hostile"]()
