"""Projects: how one is found, its settings, its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import OutputError, ProjectError
from kg.evidence.texts import open_texts
from kg.project import project as sources
from kg.project.create import init_project
from kg.project.find import find_project, open_project, shipped
from kg.project.paths import display
from kg.project.project import Project
from kg.rdf import terms


def _set(project: Project, text: str) -> Path:
    (project.root / "kg.toml").write_text(text, encoding="utf-8")
    return project.root


BASE = 'base = "https://example.org/desk/"\n'


def test_outside_a_project_the_shipped_graph_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_project() == shipped()


def test_a_project_is_found_from_a_folder_inside_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root / "data" / "sources")
    assert find_project() == open_project(project.root)


def test_the_innermost_project_is_used(project: Project) -> None:
    inner = init_project(project.root / "inner")
    assert find_project(inner.root / "data").root == inner.root


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ProjectError, match="nowhere: no such folder"):
        find_project(tmp_path / "nowhere")
    assert main(["ask", "-C", str(tmp_path / "nowhere")]) == 2
    assert "nowhere: no such folder" in capsys.readouterr().err


def test_a_folder_without_kg_toml_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="kg init"):
        open_project(tmp_path)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("title = My desk", "cannot be read: Invalid value (at line 1, column 9); write texts in quotes"),
        ('title = "x"\ntitle = "y"\n', "give each setting once"),
        (BASE + 'titel = "x"', "no setting called 'titel'; did you mean 'title'?"),
        (BASE + "version = 1", "version must be a text in quotes, not 1"),
        (BASE + 'background = "no"', 'background must be true or false, not "no"'),
        (BASE + "attribution = [1]", 'attribution must be a list of texts, such as ["A", "B"], not [1]'),
        ('base = "example"', "base must be an absolute IRI that ends in / or #"),
        ('base = "https://example.org/desk"', "ends in / or #"),
        ('title = "x"', 'base is missing, the beginning of the IRIs of your own things; add: base = "https://'),
        (f'base = "{terms.BASE}mine/"', "an IRI of your own"),
        ('base = "https://w3id.org/"', "not one below or above https://w3id.org/diplomatic-kg/"),
        (f'base = "{terms.OWL}"', "not one of a vocabulary"),
        ('base = "javascript:alert(1)/"', "must begin with https:, http:, urn: or tag:"),
        (BASE + 'title = "a\\nb"', "title must be one line of at most 2000 characters"),
        (BASE + 'title = "\\u001b[2J"', "without control characters"),
        (BASE + f'licence = "{"x" * 3000}"', "at most 2000 characters"),
        (BASE + 'attribution = ["a", "\\u0007"]', "attribution must be one line"),
        (BASE + 'replaces = "leaders"', "replaces must be a list of texts"),
    ],
)
def test_an_invalid_kg_toml_is_explained(
    project: Project, capsys: pytest.CaptureFixture[str], config: str, message: str
) -> None:
    root = _set(project, config)
    with pytest.raises(ProjectError) as caught:
        find_project(root)
    assert message in str(caught.value)
    assert "kg.toml" in str(caught.value)
    assert main(["ask", "-C", str(root)]) == 2
    assert message in capsys.readouterr().err


def test_texts_outside_the_project_need_the_approval_of_the_user(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "private"
    outside.mkdir()
    (outside / "example.txt").write_text("France and Japan held their first round.", encoding="utf-8")
    (project.root / "linked").symlink_to(outside)
    monkeypatch.setenv("KG_CONFIG_DIR", str(tmp_path / "config"))
    named = ("../private", str(outside), "linked", "data/../../private", "linked/../private")
    for texts in named:
        found = find_project(_set(project, BASE + f'texts = "{texts}"'))
        with pytest.raises(ProjectError, match="texts names a folder outside the project") as caught:
            open_texts(found)
        assert f'config.toml: texts = ["{outside}"]' in str(caught.value)
        # What the user names on the command line is the user's choice.
        assert open_texts(found, outside) is not None
    (tmp_path / "config").mkdir()
    config = tmp_path / "config" / "config.toml"
    config.write_text(f'texts = ["{outside}"]', encoding="utf-8")
    for texts in named:
        assert open_texts(find_project(_set(project, BASE + f'texts = "{texts}"'))) is not None
    for text in ('texts = "x"', 'texts = ["private"]', "texts = 1", "texts = ["):
        config.write_text(text, encoding="utf-8")
        with pytest.raises(ProjectError, match=r"config\.toml: "):
            open_texts(find_project(project.root))


def test_a_kg_toml_in_latin_1_is_explained(project: Project) -> None:
    (project.root / "kg.toml").write_bytes('title = "caf\xe9"'.encode("latin-1"))
    with pytest.raises(ProjectError, match="cannot be read"):
        find_project(project.root)


def test_settings_have_defaults(project: Project) -> None:
    found = find_project(_set(project, BASE))
    assert (found.title, found.version, found.background, found.licence) == ("desk", "0", True, "")


def test_init_in_a_folder_with_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ProjectError, match="exists already, and is not an empty folder"):
        init_project(tmp_path)
    assert main(["init", str(tmp_path)]) == 2
    assert "exists already, and is not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_init_on_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(ProjectError, match="exists already, and is not an empty folder"):
        init_project(tmp_path / "file")


def test_init_in_an_empty_folder_works(tmp_path: Path) -> None:
    assert init_project(tmp_path).root == tmp_path.resolve()


def test_init_in_a_place_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="the project cannot be created"):
        init_project(tmp_path / "file" / "below")


def test_init_writes_the_base_into_every_file(tmp_path: Path) -> None:
    project = init_project(tmp_path / "desk", "https://desk.test/x#")
    assert project.base == "https://desk.test/x#"
    texts = [p.read_text(encoding="utf-8") for p in project.root.rglob("*") if p.is_file()]
    assert not any("https://example.org/desk/" in text for text in texts)


@pytest.mark.parametrize("base", ["", "desk/", "https://desk.test", "https://desk.test/a b/"])
def test_init_with_a_base_that_is_no_iri_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], base: str
) -> None:
    with pytest.raises(ProjectError, match="--base"):
        init_project(tmp_path / "desk", base)
    assert main(["init", str(tmp_path / "desk"), "--base", base]) == 2
    assert "base must be an absolute IRI" in capsys.readouterr().err
    assert not (tmp_path / "desk").exists()


def test_init_with_the_base_of_kg_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="of your own"):
        init_project(tmp_path / "desk", terms.BASE + "mine/")
    assert not (tmp_path / "desk").exists()


def test_init_hides_builds_from_git(project: Project) -> None:
    assert ".kg/" in (project.root / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_ontology_comes_first_and_sources_before_judgements(project: Project) -> None:
    (project.root / "data" / "judgements.ttl").write_text("", encoding="utf-8")
    roles = [file.role for file in project.files()]
    assert roles[0] == "ontology"
    assert roles[-2:] == ["source", "judgements"]


def test_hidden_and_underscored_files_are_left_out(project: Project) -> None:
    for name in (".draft.ttl", "_draft.ttl", "draft.txt"):
        (project.root / "data" / "sources" / name).write_text("", encoding="utf-8")
    assert [f.path.name for f in project.files() if f.role == "source"] == ["example.ttl"]


def test_background_can_be_switched_off(project: Project) -> None:
    found = find_project(_set(project, BASE + "background = false"))
    assert {file.role for file in project.files()} - {file.role for file in found.files()} == {"background"}


def test_a_project_builds_in_its_own_folder(project: Project) -> None:
    assert project.build_folder() == project.root / ".kg"


def test_the_shipped_graph_builds_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path))
    assert shipped().build_folder() == tmp_path
    monkeypatch.delenv("KG_CACHE_DIR")
    assert "diplomatic-kg" in str(shipped().build_folder())


def test_queries_of_a_project_come_after_the_shipped_ones(project: Project) -> None:
    assert project.query_folders() == (sources.shipped_root() / "queries", project.root / "queries")
    assert shipped().query_folders() == (sources.shipped_root() / "queries",)


def test_shapes_of_a_project_come_after_the_shipped_ones(project: Project) -> None:
    (project.root / "shapes").mkdir()
    (project.root / "shapes" / "own.ttl").write_text("", encoding="utf-8")
    assert [path.name for path in project.shapes()] == ["shapes.ttl", "own.ttl"]


def test_paths_below_the_working_directory_are_shown_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert display(tmp_path / "a" / "b.ttl") == "a/b.ttl"
    assert display(Path("/elsewhere/b.ttl")) == "/elsewhere/b.ttl"


def test_a_path_is_shown_in_full_if_the_working_directory_was_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert [display(path) for path in (tmp_path / "b.ttl", Path("b.ttl"))] == [f"{tmp_path}/b.ttl", "b.ttl"]


def test_a_named_folder_must_be_a_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"no kg\.toml here or above"):
        find_project(tmp_path)


def test_a_deleted_working_directory_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    with pytest.raises(ProjectError, match="the working directory: cannot be read: No such file"):
        find_project()
