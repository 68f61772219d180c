"""The colours have the contrast of WCAG 2.2 AA: 4.5:1 for text, 3:1 for symbols."""

import itertools
import re
from pathlib import Path

import pytest

from kg import page
from kg.page import style

SHEET = Path(page.__file__).with_name("static").joinpath("page.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)[:2]
)
THEMES = {"light": LIGHT, "dark": LIGHT | DARK}
STYLES = {**style._KNOWN, **{f"other {place}": each for place, each in enumerate(style._OTHERS)}}


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_in_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("kind", STYLES)
@pytest.mark.parametrize("theme", THEMES)
def test_symbols_contrast_with_drawing_and_legend(theme: str, kind: str) -> None:
    for ground in ("paper", "card", "wash"):
        assert contrast(getattr(STYLES[kind], theme), THEMES[theme][ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_text_contrasts_with_its_background(theme: str) -> None:
    shades = THEMES[theme]
    pairs = [
        *itertools.product(("ink", "soft", "accent"), ("paper", "card", "wash")), ("ink", "land"), ("ink", "sea"),
        ("mark", "mark-wash"), ("mark", "card"), ("on-accent", "accent"), ("paper", "ink"),
    ]  # fmt: skip
    assert [pair for pair in pairs if contrast(shades[pair[0]], shades[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_code_of_a_country_contrasts_with_its_disc(theme: str) -> None:
    assert contrast(THEMES[theme]["on-disc"], getattr(STYLES["Country"], theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_borders_of_fields_contrast_with_the_background(theme: str) -> None:
    shades = THEMES[theme]
    assert contrast(shades["edge"], shades["paper"]) >= 3
    assert min(contrast(shades["field"], shades[ground]) for ground in ("card", "wash")) >= 3
