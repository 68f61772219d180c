"""Values of literals: which are one value, which are invalid, and that reading them never fails."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.rdf import terms
from kg.rdf.model import Triple, plain
from kg.reason import close
from kg.reason.rules.datatypes import IllTypedError, equal, is_known, value

PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in (("", "urn:t:"), ("owl", terms.OWL), ("rdf", terms.RDF), ("xsd", terms.XSD))
)
ALIKE = [
    ('"UZ"', '"UZ"^^xsd:token'),
    ('"UZ"', '"UZ"^^xsd:string'),
    ('"UZ"^^xsd:NCName', '"UZ"'),
    ('"UZ"^^xsd:NCName', '"UZ"^^xsd:normalizedString'),
    ('"a"^^xsd:language', '"a"'),
    ('"abc"@en', '"abc@en"^^rdf:PlainLiteral'),
    ('"abc"@EN', '"abc@en"^^rdf:PlainLiteral'),
    ('"abc"', '"abc@"^^rdf:PlainLiteral'),
    ("1", "1.0"),
    ('"1/2"^^owl:rational', "0.5"),
    # One moment in two time zones is one value; see the docstring of kg.reason.rules.datatypes.
    ('"2020-01-01T00:00:00Z"^^xsd:dateTime', '"2020-01-01T01:00:00+01:00"^^xsd:dateTime'),
]
DIFFERENT = [
    ('"a"', '"b"^^xsd:token'),
    ('"a"@en', '"a"'),
    ('"a"@en', '"a@de"^^rdf:PlainLiteral'),
    ('"1"', "1"),
    ('"2020-01-01T00:00:00"^^xsd:dateTime', '"2020-01-01T00:00:00Z"^^xsd:dateTime'),
]
VALID = [
    '"a\u00a0b"^^xsd:token', '"\u00e9t\u00e9-1\u00b7x"^^xsd:NCName', '"a:b:1"^^xsd:Name', '"-a"^^xsd:NMTOKEN',
    '" 1 "^^xsd:integer', '"YQ =="^^xsd:base64Binary', '"+INF"^^xsd:double', '"1/+2"^^owl:rational',
]  # fmt: skip
#: Digits, white space and letters that other programs might take for those of XML Schema.
INVALID = [
    '"\u0663"^^xsd:integer', '"\uff11\uff12"^^xsd:integer', '"1.\u0665"^^xsd:decimal', '"\u0661e1"^^xsd:double',
    '"\u0662\u0660\u0662\u0660-01-01"^^xsd:date', '"\u0661/2"^^owl:rational', '"1 / 2"^^owl:rational',
    '"1/0"^^owl:rational', '"\u00a01"^^xsd:integer', '"1_000"^^xsd:integer', '"\u00d7"^^xsd:NCName',
    '"\u00b7a"^^xsd:NCName', '"a  b"^^xsd:token', '"infinity"^^xsd:double', '"YQ\u00a0=="^^xsd:base64Binary',
    '"en"^^rdf:PlainLiteral', '"no at sign"^^rdf:PlainLiteral', '"a@en us"^^rdf:PlainLiteral',
    '"a@-"^^rdf:PlainLiteral', '"a@e_n"^^rdf:PlainLiteral',
]  # fmt: skip


def literal(text: str) -> ox.Literal:
    (quad,) = ox.parse(f"{PREFIXES} :a :p {text} .", format=ox.RdfFormat.TURTLE, lenient=True)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


def inconsistent(*values: str) -> bool:
    """Return whether the values of a functional property contradict each other."""
    text = f"{PREFIXES} :p a owl:FunctionalProperty . :a :p {' , '.join(values)} ."
    triples: list[Triple] = [plain(quad) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, lenient=True)]
    return next(close(triples).inconsistencies(), None) is not None


def test_literals_of_one_value_are_one_value_in_every_order() -> None:
    for one, other in ALIKE:
        assert equal(literal(one), literal(other)), (one, other)
        for values in ((one, other), (other, one)):
            assert not inconsistent(*values), values
    for one, other in DIFFERENT:
        assert not equal(literal(one), literal(other)), (one, other)
        assert inconsistent(one, other), (one, other)


def test_a_key_compares_strings_by_value() -> None:
    text = """:State owl:hasKey ( :iso ) . :uz a :State ; :iso "UZ" . :u2 a :State ; :iso "UZ"^^xsd:token ."""
    conclusions = close([plain(quad) for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)])
    uz, u2 = (ox.NamedNode(f"urn:t:{name}") for name in ("uz", "u2"))
    assert (uz, ox.NamedNode(f"{terms.OWL}sameAs"), u2) in conclusions


def test_a_value_stays_the_same_when_literals_are_added() -> None:
    text = ':p a owl:FunctionalProperty . :a :p "UZ"^^xsd:token .'
    before = close([plain(quad) for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)])
    a, p = ox.NamedNode("urn:t:a"), ox.NamedNode("urn:t:p")
    assert list(before.changed(add=[(a, p, ox.Literal("UZ"))]).inconsistencies()) == []
    assert len(list(before.changed(add=[(a, p, ox.Literal("KZ"))]).inconsistencies())) == 1


def test_digits_space_and_names_are_those_of_xml_schema() -> None:
    for text in VALID:
        assert value(literal(text)) is not None, text
    for text in INVALID:
        with pytest.raises(IllTypedError):
            value(literal(text))
        assert inconsistent(text), text


def test_long_values_are_read_or_left_open_without_an_error() -> None:
    long = "1" * 5000
    for written in (long, f"-{long}", f"1.{long}", f"{long}-01-01", f"{long}-01-01T00:00:00Z", f"{long}/3",
                    f"00:00:00.{long}", f"2020-01-01T00:00:00.{long}"):  # fmt: skip
        for datatype in (
            *(terms.XSD + name for name in (
                "integer", "decimal", "double", "date", "dateTime", "dateTimeStamp", "time", "gYear", "gYearMonth",
                "boolean", "token", "hexBinary", "base64Binary", "anyURI", "byte",
            )),
            f"{terms.OWL}rational",
        ):  # fmt: skip
            assert is_known(datatype)
            try:
                value(ox.Literal(written, datatype=ox.NamedNode(datatype)))
            except IllTypedError:
                continue
