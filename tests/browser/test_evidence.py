"""Evidence in the panel: conflicts with their sides, and proofs as trees."""

import pytest

pytestmark = pytest.mark.browser


def pick(opened, text):
    opened.search(text)
    opened.page.keyboard.press("Enter")


@pytest.fixture
def opened(open_page, evidence):
    return open_page(evidence)


def test_a_conflict_is_shown_with_both_sides(opened):
    pick(opened, "the session")
    box = opened.panel.locator(".conflict")
    assert box.locator(".question").inner_text().splitlines() == [
        "Date of an event: The session",
        "judged, but still open",
    ]
    assert box.locator(".answer strong").all_inner_texts() == ["2024-03-05", "2024-03-04"]
    assert box.locator(".verdict").all_inner_texts() == ["preferred", "rejected"]
    assert "2 sources, 1 independent: Agency One, 2024-03-06; Agency Two, 2024-03-07" in box.inner_text()
    assert "Judged on 2026-01-02: Two say so." in box.inner_text()
    assert "Judged on 2026-01-03: A slip of the pen." in box.inner_text()


def test_a_side_opens_its_passages(opened):
    pick(opened, "the session")
    side = opened.panel.locator(".side").first
    assert not side.get_by_text("On the fifth they met.").is_visible()
    side.locator("summary").click()
    assert side.get_by_text("On the fifth they met.").is_visible()
    assert side.locator(".passage a").first.get_attribute("href") == "https://example.org/1"


def test_conflicts_of_a_relation_are_shown_in_its_details_and_those_of_its_ends(opened):
    pick(opened, "the dialogue")
    assert (
        opened.panel.locator("details.contested summary").first.inner_text() == "Contested: 1 relation of this thing."
    )
    opened.panel.get_by_role("button", name="Source: held session of, The session").click()
    assert opened.panel.locator(".conflict .answer strong").first.inner_text() == "2024-03-05"


def test_a_proof_is_shown_as_a_tree_with_rules_and_passages(opened):
    pick(opened, "aland")
    opened.panel.get_by_role("button", name="Proof: met under, The dialogue").click()
    tree = opened.panel.locator(".tree")
    assert tree.locator("> li > details > summary").inner_text() == "Aland — met under → The dialogue"
    assert tree.locator("code").first.inner_text() == "prp-spo2"
    assert "because “party to” and “session of” together" in tree.inner_text()
    premises = tree.locator("> li > details > ul > li")
    assert premises.count() == 2
    assert "Aland was there." in premises.first.inner_text()
    assert "Contested: date (open)" in premises.nth(1).inner_text()


def test_steps_of_a_proof_can_be_opened_and_closed(opened):
    pick(opened, "aland")
    opened.panel.get_by_role("button", name="Proof: met under, The dialogue").click()
    gist = opened.panel.get_by_text("Aland was there.")
    assert gist.is_visible()
    opened.panel.get_by_role("button", name="Close all steps").click()
    assert not gist.is_visible()
    opened.panel.get_by_role("button", name="Open all steps").click()
    assert gist.is_visible()
    opened.panel.locator(".tree > li > details > summary").click()
    assert not gist.is_visible()


def test_hostile_texts_in_conflicts_and_proofs_are_not_markup(open_page, evidence):
    hostile = '<img src=x onerror="alert(1)">'
    [conflict] = evidence.graph["conflicts"]
    conflict.update(question=hostile, about=hostile, status=hostile)
    conflict["sides"][0].update(answer=hostile, judgements=[{"verdict": hostile, "ground": hostile, "date": hostile}])
    edge = evidence.edges["urn:a", "urn:f", "kg:metUnder"]
    edge["proofs"][0].update(text=hostile, because=hostile, rule=hostile)
    opened = open_page(evidence)
    pick(opened, "the session")
    assert opened.panel.locator(".answer strong").first.inner_text() == hostile
    pick(opened, "aland")
    opened.panel.get_by_role("button", name="Proof: met under, The dialogue").click()
    assert opened.panel.locator(".tree summary").first.inner_text() == hostile
    assert opened.panel.locator("img[src=x], [onerror]").count() == 0
