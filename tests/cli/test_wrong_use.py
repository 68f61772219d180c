"""Wrong arguments are explained: the error, the likely intention, the command for help."""

from __future__ import annotations

from collections.abc import Callable

import click
import pytest

from kg.cli.app import MODULES, app
from kg.cli.command import command, spread

Run = Callable[..., tuple[int, str, str]]


WRONG: dict[str, tuple[list[str], str]] = {
    "unknown command": (["aks"], "did you mean 'ask'?"),
    "unknown option": (["sparql", "ASK {}", "--formt", "csv"], "did you mean '--format'"),
    "typo of a shared option": (
        ["ask", "leaders", "--knwon-by", "2023-12-31"],
        "no option called '--knwon-by'; did you mean '--known-by'?\nkg ask leaders --help lists the options",
    ),
    "typo before the question": (["ask", "--knwon-by", "2023-12-31", "leaders"], "did you mean '--known-by'?"),
    "typo before the command": (["--projet", "x", "ask"], "did you mean '--project'?"),
    "option as a value": (["ask", "leaders", "--session", "--format", "csv"], "--session: a value is missing"),
    "option without value": (["export", "-f"], "-f: a value is missing"),
    "one value of two": (["view", "countries", "--path", "US"], "--path: takes 2 values"),
    "flag with a value": (["ask", "leaders", "--iris=3"], "--iris: takes no value"),
    "no number": (
        ["why", "UZ", "a", "kg:Party", "--all", "x"],
        "kg: --all: 'x' is not a whole number;",
    ),
    "two questions to a view": (
        ["view", "countries", "--brokers", "--communities"],
        "--brokers and --communities: give only one of them",
    ),
    "argument too many": (["profile", "a.ttl", "b.ttl"], "unexpected argument 'b.ttl'\nUsage: kg profile"),
    "nothing to create": (["new"], "kg: say what to create: kg new source\n"),
    "no number of an occurrence": (["cite", "a", "b", "--nth", "1st"], "--nth: '1st' is not a whole number"),
    "unknown kind of file": (["new", "sorce"], "did you mean 'source'?"),
    "unknown engine": (["build", "--engine", "owlr"], "did you mean 'owlrl'?"),
    "last build of a part": (["ask", "leaders", "--last-build", "--source", "x"], "a build of the whole project"),
    "last build by an engine": (["ask", "leaders", "--last-build", "--engine", "owlrl"], "--lenient and --engine"),
    "unknown query": (["ask", "leader"], "no question called 'leader'; did you mean 'leaders'"),
    "a query without a name": (["ask", ""], "no question called ''"),
    "a query without a name before another": (["ask", "", "1"], "no question called ''"),
    "unknown number": (["ask", "999"], "no question called '999'\nthe questions have the numbers 1 to 50"),
    "a number without an answer": (["ask", "51"], "numbers 1 to 50; kg ask lists them"),
    "unknown status": (["commitments", "--status", "fulfiled"], "did you mean kg:Fulfilled (fulfilled)?"),
    "unknown kind": (["commitments", "--kind", "promise"], "choose one of: joint, pledge, grant, plan"),
    "unknown party": (["commitments", "--party", "Uzbekistn"], "did you mean country:UZ (Uzbekistan)?"),
    "bad due date": (["commitments", "--due-before", "2025-13-01"], "'2025-13-01' is not a date"),
    "unknown parameter": (["ask", "leaders", "--sesion", "x"], "did you mean '--session'"),
    "parameter without value": (["ask", "leaders", "--session"], "--session: a value is missing"),
    "parameter with an empty value": (["ask", "leaders", "--session="], "--session: a value is missing"),
    "parameter without a query": (
        ["ask", "--session", "x"],
        "--session: name a question first: kg ask NAME --session x",
    ),
    "parameter before its query": (
        ["ask", "--country", "UZ", "frameworks-by-partner"],
        "--country: name a question first",
    ),
    "parameter alone": (["ask", "--country=UZ"], "--country: name a question first: kg ask NAME --country UZ"),
    "brokers without a view": (["view", "--brokers", "US", "CN"], "name a view first"),
    "path without a view": (["view", "--path", "US", "CN"], "name a view first"),
    "communities without a view": (["view", "--communities"], "name a view first"),
    "a project for a new project": (["init", "-C", "x", "y"], "no option called '-C'"),
    "a project before a new project": (["-C", "x", "init", "y"], "-C: kg init does not use a project"),
    "a project for a profile": (["-C", "x", "profile", "y"], "-C: kg profile does not use a project"),
    "a folder that is no project": (["-C", "/", "build"], "/: no kg.toml here or above"),
    "word too many": (["ask", "leaders", "x"], "give parameters as --name value"),
    "unknown country": (["ask", "1", "--country", "Uzbekistn"], "did you mean country:UZ (Uzbekistan)?"),
    "unknown view": (["view", "contries"], "did you mean 'countries'"),
    "unknown country that resembles none": (
        ["graph", "-o", "x.html", "--question", "1", "--with", "country=Atlantis"],
        "no country called 'Atlantis'\nexamples: country:AD (Andorra), country:AE",
    ),
    "a view and a question": (
        ["graph", "-o", "x.html", "--view", "meetings", "--question", "1"],
        "--view and --question: give only one of them",
    ),
    "a page without a name": (["graph", "-o", ""], "kg: --output: the name of the file is empty\n"),
    "a project without a name": (["ask", "-C", ""], "kg: --project: the name of the folder is empty\n"),
    "a project without a name before the command": (
        ["-C", "", "ask"],
        "kg: --project: the name of the folder is empty",
    ),
    "a new project without a name": (["init", ""], "kg: DIR: the name of the folder is empty\n"),
    "a Turtle file without a name": (["fmt", ""], "kg: [FILE]...: the name of the file is empty\n"),
    "a text without a name": (["ask", "1", "--texts", ""], "kg: --texts: the name of the folder is empty\n"),
    "unknown view to draw": (["graph", "-o", "x.html", "--view", "contries"], "did you mean 'countries'"),
    "unknown node": (["view", "affiliations", "--path", "UZ", "Nowhere"], "no node of this view called 'Nowhere'"),
    "unknown node that looks like one": (
        ["view", "affiliations", "--path", "Usbekistan", "US"],
        "country:UZ (Uzbekistan)?",
    ),
    "one broker": (["view", "countries", "--brokers", "US"], "--brokers takes either no value or two"),
    "unknown format": (["ask", "leaders", "-f", "cvs"], "did you mean 'csv'"),
    "unknown export": (["export", "-f", "turtel"], "did you mean 'turtle'"),
    "unknown source": (["ask", "leaders", "--source", "kun-uz"], "sources: "),
    "a new project whose name is too long": (["init", "x" * 300], "x" * 300 + ": cannot be read: File name too"),
    "a new project below a file": (
        ["init", "/dev/null/x"],
        "/dev/null/x: the project cannot be created: Not a directory",
    ),
    "a project whose name is too long": (["-C", "x" * 300, "ask"], "x: cannot be read: File name too long"),
    "no query": (["sparql"], "give one query"),
    "two queries": (["sparql", "ASK {}", "--file", "x"], "give one query"),
    "unknown exclusive property": (
        ["conflicts", "--slot", "leaders"],
        "no exclusive property called 'leaders'; did you mean 'leader'",
    ),
    "unknown thing in conflict": (["conflicts", "--about", "Uzbekistn"], "did you mean country:UZ (Uzbekistan)?"),
    "sensitivity of a build": (["ask", "leaders", "--sensitivity", "--last-build"], "leave out --last-build"),
    "no such file": (["sparql", "--file", "gone.rq"], "gone.rq: cannot be read: No such file"),
    "bad date": (["check", "--today", "2024-13-01"], "'2024-13-01' is not a date; write YYYY-MM-DD"),
    "no date at all": (
        ["check", "--today", "tomorrow"],
        "kg: 'tomorrow' is not a date; write YYYY-MM-DD, such as 2024-11-13\n",
    ),
    "no year": (["ask", "8", "--year", "abc"], "kg: 'abc' is not a year; write one as 2024\n"),
    "nothing to explain": (["why", "UZ"], "Usage: kg why"),
    "unknown subject": (["why", "Uzbekistn", "a", "kg:Party"], "did you mean country:UZ (Uzbekistan)?"),
    "a malformed IRI as subject": (["why", "http://[", "a", "x"], "no thing called 'http://['"),
    "a malformed IRI as predicate": (["why", "UZ", "http://[", "US"], "no property called 'http://['"),
    "a malformed IRI in a conflict": (["conflicts", "--about", "http://["], "no thing called 'http://['"),
    "a malformed CURIE": (["ask", "brokers", "--from", "country:["], "no country called 'country:['"),
    "a malformed base": (["init", "x", "--base", "http://[/"], "--base: base must be an absolute IRI"),
    "a gist that is not UTF-8": (["cite", "a", "x", "--gist", "\udcff"], "--gist: the value is not UTF-8"),
    "a title that is not UTF-8": (["new", "source", "--title", "\udcff"], "--title: the value is not UTF-8"),
    "a query that is not UTF-8": (["sparql", "\udcff"], "[QUERY]: the value is not UTF-8"),
    "a thing that is not UTF-8": (["ask", "1", "--country", "UZ", "--country", "\udcff"], "--country: the value is"),
    "a file that is not UTF-8": (["sparql", "--file", "\udcff"], "cannot be read: No such file"),
    "no output": (["graph"], "--output"),
    "output into a missing folder": (
        ["graph", "-o", "no/such/page.html"],
        "cannot be written: the folder no/such does not exist; create it, or choose another",
    ),
    "export into a missing folder": (
        ["export", "-o", "no/such/graph.trig"],
        "cannot be written: the folder no/such does not exist; create it, or choose another",
    ),
    "export into a file of no known kind": (["export", "-o", "graph.xyz"], "graph.xyz: no format has this ending"),
    "export into a file without ending": (["export", "-o", "graph"], "or one of .gexf (gexf), .graphml"),
    "triples as rows": (["sparql", "DESCRIBE country:UZ", "-f", "csv"], "triples are written as turtle"),
    "rows as triples": (["ask", "leaders", "-f", "turtle"], "turtle is for the triples"),
}


def test_wrong_arguments_are_explained_with_exit_code_two(run: Run) -> None:
    wrong = {}
    for case, (arguments, message) in WRONG.items():
        code, out, err = run(*arguments)
        if (code, out) != (2, "") or not err.startswith("kg: ") or message not in err:
            wrong[case] = (code, out, err)
    assert wrong == {}


def test_a_mistyped_option_is_corrected_in_every_command(run: Run) -> None:
    """For every option with two letters swapped, the right one is suggested first."""
    wrong = {}
    for name in MODULES:
        found = app.get_command(click.Context(app), name)
        assert found is not None
        words = [name, "frameworks-by-partner"] if name == "ask" else [name]
        options = {written for param in found.params for written in param.opts if written.startswith("--")}
        for option in (options | {"--partner"} if name == "ask" else options) - {"--at"}:
            typo = f"--{option[3]}{option[2]}{option[4:]}"
            code, _, err = run(*words, typo, "x")
            if code != 2 or not err.startswith(f"kg: no option called '{typo}'; did you mean '{option}'"):
                wrong[(name, option)] = err
    assert wrong == {}


def test_a_repeated_option_takes_all_values_up_to_the_next_option() -> None:
    words = ["v", "--brokers", "A", "B", "-f", "csv"]
    assert spread(words, ["--brokers"]) == ["v", "--brokers=A", "--brokers=B", "-f", "csv"]
    assert spread(["--brokers", "--at", "x"], ["--brokers"]) == ["--brokers=", "--at", "x"]
    assert spread(["a", "-", "b"], ["--brokers"]) == ["a", "-", "b"]


def test_other_errors_of_click_are_printed_as_errors_of_kg(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    @command("new", examples=[])
    def failing() -> int:
        raise click.FileError("a.ttl", "is locked")

    monkeypatch.setattr(app, "get_command", lambda ctx, name: failing)
    code, _, err = run("new")
    assert (code, err.startswith("kg: "), "a.ttl" in err) == (2, True, True)
