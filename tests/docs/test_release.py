"""What is said of the release agrees: version, date, and what a correction must pass."""

from __future__ import annotations

import re
from pathlib import Path

import kg

ROOT = Path(__file__).parents[2]


def test_the_citation_has_the_version_of_the_code_and_a_date_only_once_it_is_released() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = re.search(rf"(?m)^## {re.escape(kg.__version__)} – (.*)$", changelog)
    assert heading is not None
    assert set(re.findall(r"(?m)^ *version: (\S+)$", citation)) == {kg.__version__}
    dates = re.findall(r'date-released: "(.*)"', citation)
    assert dates == [] if heading[1] == "unreleased" else set(dates) == {heading[1]}


def test_those_who_run_an_installation_are_told_to_say_how_they_are_reached() -> None:
    text = (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8")
    assert "Contact of this installation: *(to be filled in" in text


def test_no_message_of_the_package_points_to_a_file_that_the_wheel_lacks() -> None:
    package = Path(kg.__file__).parent
    named = {
        (path.name, page)
        for path in package.rglob("*.py")
        for page in re.findall(r"\bdocs/[\w-]+\.md", path.read_text(encoding="utf-8"))
    }
    assert named == set()
