"""Stops every command that writes, at every call of the system by which it changes a file: `make faults`.

Each command runs once under strace, which lists these calls. Then it runs again for each of them: killed there, or
with a full disk from there on. Afterwards each file of the user has all of its old content or all of the new, the last
good build is as it was written, and the project can be built. Prints one line for each command; exits with 1 after a
fault.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import kg
from kg.build.build import build
from kg.errors import KgError
from kg.project.create import init_project
from kg.project.find import open_project
from kg.store.builds import last_good, verify

#: The folder with the code that runs.
CODE = Path(kg.__file__).parents[1]
#: The calls that change files, or wait until they are on the disk.
CALLS = (
    "openat", "open", "creat", "write", "pwrite64", "writev", "ftruncate", "truncate", "fsync", "fdatasync", "rename",
    "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "symlink", "mkdir", "mkdirat", "rmdir", "chmod",
    "fchmod", "fchmodat", "flock", "copy_file_range", "sendfile",
)  # fmt: skip
#: Those that can fail because the disk is full.
FILLING = {"openat", "write", "pwrite64", "fsync", "rename", "renameat", "renameat2", "link", "linkat", "mkdir"}
TEXT = "They met in Oslo. They left on Friday."
CITE = ("cite", "example", "They met in Oslo.", "--text", "text.txt", "--gist", "A meeting.", "--write")
NEW = ("new", "source", "--title", "T", "--new-publisher", "Post", "--issued", "2025-03-05", "--name", "new-one")
COMMANDS: dict[str, tuple[str, ...]] = {
    "fmt": ("fmt",),
    "cite": CITE,
    "new source": NEW,
    "init": ("init", "inner"),
    "build": ("build",),
    "build after a change": ("build", "--no-background"),
    "build after damage": ("build",),
    "export": ("export", "-f", "nquads", "-o", "old.nq"),
    "graph": ("graph", "-o", "old.html"),
    "ask": ("ask", "my-sessions", "--country", "FR", "-o", "old.csv"),
    "check": ("check", "-o", "old.xlsx"),
    "import": ("import", "country-codes", "codes.csv", "factbook", "-o", "old.ttl"),
}
OLD = ("old.nq", "old.html", "old.csv", "old.xlsx", "old.ttl")
COLUMNS = ("ISO3166-1-Alpha-2", "ISO3166-1-Alpha-3", "ISO3166-1-numeric", "CLDR display name", "official_name_en",
           "official_name_fr", "official_name_es", "official_name_ru", "official_name_cn", "official_name_ar",
           "UNTERM English Short", "UNTERM English Formal", "Capital", "FIPS", "wikidata_id")  # fmt: skip


def desk(folder: Path) -> Path:
    """Create a project with a build, files to overwrite, and a source that is not formatted."""
    root = init_project(folder).root
    source = root / "data" / "sources" / "example.ttl"
    source.write_text(source.read_text(encoding="utf-8").replace(" ;\n", ";\n", 3), encoding="utf-8")
    build(open_project(root))
    (root / "text.txt").write_text(TEXT, encoding="utf-8")
    for name in OLD:
        (root / name).write_bytes(b"old content\n" * 500)
    # A data set in the form of the one that the importer reads.
    letters = "ABCDEFGHIJKLMNOP"
    codes = [one + other for one in letters for other in letters][:250]
    rows = [[code, code + "Q", f"{number:03}", *(f"Land {code}" for _ in COLUMNS[3:12]), "", "", ""]
            for number, code in enumerate(codes)]  # fmt: skip
    (root / "codes.csv").write_text("\n".join(map(",".join, [COLUMNS, *rows])), encoding="utf-8")
    (root / "factbook").mkdir()
    capital = '{"Government": {"Capital": {"name": {"text": "Windhoek"}}}}'
    (root / "factbook" / "wa.json").write_text(capital, encoding="utf-8")
    return root


def prepare(name: str, model: Path, root: Path) -> None:
    """Copy the project, and change what a command needs."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(model, root)
    if name == "build after a change":
        with (root / "data" / "sources" / "example.ttl").open("a", encoding="utf-8") as file:
            file.write("# changed\n")
    if name == "build after damage":
        damaged = max((root / ".kg").glob("*/store/*.sst"), key=lambda path: path.stat().st_size)
        damaged.write_bytes(damaged.read_bytes()[:-40])


def traced(root: Path, words: tuple[str, ...], *options: str) -> int:
    """Run a command under strace, and return its exit code."""
    command = ["strace", "-f", "--seccomp-bpf", "-qqq", "-y", "-s", "0", *options, sys.executable, "-m", "kg", *words]
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "PYTHONPATH": str(CODE)}
    done = subprocess.run(
        command, cwd=root, env=env, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=300
    )
    if b"Traceback" in done.stderr:
        print(done.stderr.decode(errors="replace"), file=sys.stderr)
        return 99
    return done.returncode


def calls(root: Path, words: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """List the calls by which a command changes files of the project: their names and numbers."""
    log = root.parent / "log"
    traced(root, words, "-o", str(log), "-e", f"trace={','.join(CALLS)}")
    counts: Counter[tuple[str, str]] = Counter()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = re.match(r"(\d+) +(\w+)\((.*)", line)
        if match is None:
            continue
        process, name, arguments = match.groups()
        counts[process, name] += 1
        reads = name in ("openat", "open") and "O_CREAT" not in arguments
        inside = str(root) in arguments or ("AT_FDCWD" in arguments and not re.search(r'"/', arguments))
        if inside and not reads:
            yield name, counts[process, name]


def contents(root: Path) -> dict[str, bytes]:
    """Return the files of the user; what a killed process was writing is none."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not any(part.startswith(".kg") for part in path.relative_to(root).parts)
    }


def faults(root: Path, old: dict[str, bytes], new: dict[str, bytes], damaged: bool) -> Iterator[str]:
    """Yield what is wrong after a command was stopped."""
    now = contents(root)
    for name, content in old.items():
        # Some formats have the time in them, or new names of blank nodes, so the size has to be enough.
        if name not in now or (now[name] != content and len(now[name]) != len(new[name])):
            yield f"{name} has {len(now.get(name, b''))} bytes, neither {len(content)} nor {len(new[name])}"
    for name in now.keys() - old.keys():
        if len(now[name]) != len(new.get(name, b"")):
            yield f"{name} is not whole"
    states = verify(root / ".kg")
    last = last_good(root / ".kg")
    if not damaged and (last is None or states[last] is not None):
        yield f"the last good build is lost: {last} {states}"
    try:
        kg.open(root)
    except KgError as error:
        yield f"the project cannot be built: {error}"


def stop_everywhere(name: str, words: tuple[str, ...], model: Path, root: Path, every: int) -> tuple[int, int, int]:
    """Stop a command at each call; return the number of kills, of full disks and of faults."""
    prepare(name, model, root)
    old = contents(root)
    found = list(dict.fromkeys(calls(root, words)))
    new = contents(root)
    if not found or (new == old and words[0] != "build"):
        raise SystemExit(f"{name}: changes no file of the project")
    counts: Counter[str] = Counter()
    for place, (call, number) in enumerate(found):
        ways = {"killed": f"{call}:signal=KILL:when={number}"}
        if call in FILLING:
            ways["full"] = f"{call}:error=ENOSPC:when={number}" + ("" if call == "openat" else "+")
        for way, injected in ways.items():
            if place % every:
                continue
            prepare(name, model, root)
            code = traced(root, words, "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={injected}")
            counts[way] += 1
            # If only the process of its queries was killed, a command goes on, says so, and writes its files.
            went_on = way == "killed" and code >= 0
            problems = [*faults(root, old, contents(root) if went_on else new, name == "build after damage")]
            problems += ["a traceback"] if code == 99 else []
            for problem in problems:
                counts["faults"] += 1
                print(f"{name}: {injected}: {problem}", flush=True)
    return counts["killed"], counts["full"], counts["faults"]


def main() -> int:
    """Run all commands, or those that are named."""
    import warnings

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"commands; default: all of {', '.join(COMMANDS)}")
    parser.add_argument("--every", type=int, default=1, help="stop only at every n-th call")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    total = [0, 0, 0]
    with tempfile.TemporaryDirectory() as place:
        os.environ["KG_CACHE_DIR"] = f"{place}/cache"
        model = desk(Path(place, "model"))
        for name, words in COMMANDS.items():
            if given.names and name not in given.names:
                continue
            counts = stop_everywhere(name, words, model, Path(place, "desk"), given.every)
            total = [a + b for a, b in zip(total, counts, strict=True)]
            print(f"{name}: killed {counts[0]} times, disk full {counts[1]} times, faults {counts[2]}", flush=True)
    print(f"all: killed {total[0]} times, disk full {total[1]} times, faults {total[2]}")
    return int(total[2] > 0)


if __name__ == "__main__":
    sys.exit(main())
