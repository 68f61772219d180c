"""Fixtures for tests of the documentation."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _load(name: str) -> ModuleType:
    """Import a script of docs/, which is not a package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def docs() -> Path:
    return ROOT / "docs"


@pytest.fixture(scope="session")
def follow() -> ModuleType:
    return _load("follow")


@pytest.fixture(scope="session")
def recipes(follow: ModuleType) -> ModuleType:
    return _load("recipes")


@pytest.fixture(scope="session")
def generate(recipes: ModuleType) -> ModuleType:
    return _load("generate")
