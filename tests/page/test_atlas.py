import itertools
import math

import pytest

from kg.page.layouts import atlas

TASHKENT, DUSHANBE, BISHKEK, WASHINGTON, BEIJING = (
    (41.3, 69.3),
    (38.6, 68.8),
    (42.9, 74.6),
    (38.9, -77.0),
    (39.9, 116.4),
)


def test_the_middle_of_the_map_is_opposite_the_cut_meridian():
    assert atlas.project(0, atlas.CUT + 180) == pytest.approx((0, 0))


def test_the_projection_preserves_areas():
    """The ratio of the areas of a square degree at 60° and at the equator is the same on the map and on the globe."""

    def area(latitude):
        corners = [atlas.project(latitude + dy, 11 + dx) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))]
        pairs = itertools.pairwise([*corners, corners[0]])
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2

    def true(latitude):
        return math.sin(math.radians(latitude + 1)) - math.sin(math.radians(latitude))

    assert area(60) / area(0) == pytest.approx(true(60) / true(0), rel=1e-3)


def test_north_is_up_and_east_is_right():
    assert atlas.project(*BISHKEK)[1] < atlas.project(*DUSHANBE)[1]
    assert atlas.project(*WASHINGTON)[0] < atlas.project(*TASHKENT)[0] < atlas.project(*BEIJING)[0]


def test_the_map_has_the_width_of_the_constant():
    east, west = atlas.project(0, atlas.CUT - 1e-6), atlas.project(0, atlas.CUT)
    assert east[0] - west[0] == pytest.approx(atlas.WIDTH, rel=1e-6)


def test_chukotka_is_in_the_east_and_alaska_in_the_west():
    assert atlas.project(66, -172)[0] > 0 > atlas.project(66, -166)[0]


def test_no_coastline_crosses_the_whole_map():
    for ring in atlas.land():
        assert max(map(abs, ring[2:])) < 2 * atlas.WIDTH / 20, "a step as wide as a twentieth of the map"


def test_land_is_inside_the_outline():
    rim = max(x for x, _ in atlas.outline())
    for ring in atlas.land():
        x = list(itertools.accumulate(ring[::2]))
        assert -rim - 1 <= min(x) / 2 <= max(x) / 2 <= rim + 1


def test_overlapping_discs_are_moved_apart_by_a_small_distance():
    wanted = {str(at): atlas.project(*at) for at in (TASHKENT, DUSHANBE, BISHKEK)}
    found = atlas.spread(wanted, 15)
    for one, other in itertools.combinations(found.values(), 2):
        assert math.dist(one, other) >= 29.5
    for name, place in wanted.items():
        assert math.dist(place, found[name]) < 30


@pytest.mark.parametrize("radius", [15.5, 24.0])
def test_moving_discs_apart_preserves_directions_between_capitals(radius):
    around = [(51.2, 71.4), (38.0, 58.4), (33.7, 73.0), (34.5, 69.2), (35.7, 51.4), (28.6, 77.2), (40.4, 49.9)]
    wanted = {str(at): atlas.project(*at) for at in (TASHKENT, DUSHANBE, BISHKEK, *around)}
    found = atlas.spread(wanted, radius)
    for one, other in itertools.combinations(wanted, 2):
        before, after = (math.atan2(at[other][1] - at[one][1], at[other][0] - at[one][0]) for at in (wanted, found))
        assert math.cos(after - before) > 0.5, "turned by more than sixty degrees"


def test_discs_that_do_not_overlap_are_not_moved():
    wanted = {"a": (0.0, 0.0), "b": (100.0, 0.0)}
    assert atlas.spread(wanted, 15) == wanted


def test_the_order_of_places_does_not_change_the_result():
    wanted = {str(number): (number % 3 * 5.0, number % 2 * 5.0) for number in range(9)}
    assert atlas.spread(dict(reversed(wanted.items())), 12) == atlas.spread(wanted, 12)


@pytest.mark.parametrize("count", [2, 30, 120])
def test_many_discs_at_one_place_are_moved_apart(count):
    found = atlas.spread({f"{number:03}": (0.0, 0.0) for number in range(count)}, 10)
    assert min(math.dist(one, other) for one, other in itertools.combinations(found.values(), 2)) > 17


def test_connections_over_the_edge_of_the_map_are_recognised():
    assert atlas.crosses_cut(-77.0, 139.8)
    assert not atlas.crosses_cut(-77.0, 69.3)
    assert not atlas.crosses_cut(-170.0, 139.8)
