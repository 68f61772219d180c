"""Compare what two checkouts print: `python tests/golden.py BASE_CHECKOUT [THIS_CHECKOUT] [--keep FOLDER]`.

Runs every command of golden.toml in both, each in a fresh folder, and compares stdout, exit codes and files (`answers`:
must be equal, else exit code 1) and stderr, help and the page's markup (`messages`). `make golden BASE=rev` runs it.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import difflib
import fcntl
import gc
import hashlib
import importlib
import io
import itertools
import json
import os
import pty
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

#: A fixed folder, so that the paths in outputs are the same for both checkouts.
PLACE = Path(f"/tmp/kg-golden-{os.getuid()}")
CHECKOUT, DESK, CACHE, RUNS = PLACE / "checkout", PLACE / "desk", PLACE / "cache", PLACE / "runs"
#: The files that kg reads at run time, and the file that declares its command.
PARTS = ("kg", "ontology", "data", "queries", "pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA.md")
#: Imported once, before the commands are forked, to save time. If one is missing, kg imports it itself.
LIBRARIES = ("rdflib", "pyoxigraph", "networkx", "owlrl", "pyshacl", "pandas", "kg.graph", "kg.cli")

#: Patterns of outputs that differ between any two runs or versions, with their replacement. All else is compared.
NORMAL = (
    (re.compile(rb"\b(kg|kg-|diplomatic-kg)([ /=-])\d+\.\d+\.\d+\b"), rb"\1\2VERSION"),  # the version of kg
    (re.compile(rb"(/cache/|\.kg/)[0-9a-f]{20}\b"), rb"\1BUILD"),  # a build is named after a hash of the code
    (re.compile(rb"(?m)^kg: [^\n:]+ \.\.\.\n"), b""),  # a progress line, printed if a step takes more than a second
)
#: Folders that are not compared: names and bytes of builds depend on the code; exports show their content.
UNSEEN = (".kg", ".git", "__pycache__")
#: The size of the packed page may change by this share, because its script may change. Its data may not.
PAGE_SIZE = 0.02
#: Parts of a page that are not compared: scripts, styles, and their hashes in the security policy.
PAGE_CODE = re.compile(rb"(?s)(<(script|style)\b[^>]*>).*?(</\2>)|sha256-[A-Za-z0-9+/=]+")

SHOWN, LINES, WIDE, LIMIT = 40, 20, 160, 120


# ---- The list of commands


def read_list(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the set-up of the desk project, and the commands, each with a name, steps and options."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    commands = []
    for group in data["group"]:
        lists = {**data["lists"], **{name: value for name, value in group.items() if isinstance(value, list)}}
        for written in group["commands"]:
            steps = [written] if isinstance(written, str) else written
            used = sorted(name for name in lists if any(f"{{{name}}}" in step for step in steps))
            for values in itertools.product(*(lists[name] for name in used)):
                filled = [_fill(step, dict(zip(used, values, strict=True))) for step in steps]
                kept = {key: group[key] for key in ("files", "terminal", "stdin", "interrupt") if key in group}
                commands.append(
                    {"project": group.get("project", "shipped"), "steps": filled, **kept}
                    | ({"help": True} if group.get("help") else {})
                    | ({"day": str(datetime.date.today())} if group.get("dated") else {})
                )
    for command in commands:
        command["name"] = f"{command['project']}: {' ; '.join(command['steps'])}"
        # The same command may be listed with other files or input.
        identity = json.dumps([command["name"], *(command.get(key) for key in ("files", "terminal", "stdin"))])
        slug = re.sub(r"[^A-Za-z0-9]+", "-", command["name"]).strip("-")[:70]
        command["id"] = f"{slug}-{hashlib.sha256(identity.encode()).hexdigest()[:6]}"
    twice = {c["id"] for c in commands if sum(other["id"] == c["id"] for other in commands) > 1}
    if twice:
        raise SystemExit(f"golden: listed twice: {', '.join(sorted(twice))}")
    return data["desk"], commands


def _fill(step: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        step = step.replace(f"{{{name}}}", value)
    return step


# ---- Running them in one checkout


def run_checkout(root: Path, out: Path, desk: dict[str, Any], commands: list[dict[str, Any]], jobs: int) -> None:
    """Run the commands without an output folder in `out`; write each output to its own folder."""
    setting = hashlib.sha256(json.dumps(desk, sort_keys=True).encode()).hexdigest()
    specs = {
        command["id"]: json.dumps({**command, "desk": setting}, indent=1, ensure_ascii=False) for command in commands
    }
    for old in out.iterdir() if out.is_dir() else ():
        spec = old / "command.json"
        if old.name not in specs or not spec.is_file() or spec.read_text(encoding="utf-8") != specs[old.name]:
            shutil.rmtree(old)
    todo = [command for command in commands if not (out / command["id"]).is_dir()]
    print(f"{root}: {len(todo)} commands to run, {len(commands) - len(todo)} kept", file=sys.stderr)
    if not todo:
        return
    out.mkdir(parents=True, exist_ok=True)
    PLACE.mkdir(exist_ok=True)
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        began, cpu = time.monotonic(), _cpu()
        for folder in (CHECKOUT, DESK, CACHE, RUNS, PLACE / "home"):
            shutil.rmtree(folder, ignore_errors=True)
        RUNS.mkdir()
        (PLACE / "home").mkdir()
        _copy_checkout(root)
        _worker([{"setup": True, **desk}], PLACE)
        workers = [
            _worker([{**c, "spec": specs[c["id"]]} for c in todo[number::jobs]], out, wait=False)
            for number in range(jobs)
        ]
        codes = [worker.wait() for worker in workers]  # wait for all workers before anything is removed
        if any(codes):
            raise SystemExit(f"golden: a worker ended before its commands did; see above ({root})")
        print(f"{root}: {_cpu() - cpu:.0f} s CPU, {time.monotonic() - began:.0f} s", file=sys.stderr)
        for folder in (CHECKOUT, DESK, CACHE, RUNS, PLACE / "home"):
            shutil.rmtree(folder, ignore_errors=True)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _copy_checkout(root: Path) -> None:
    CHECKOUT.mkdir()
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, CHECKOUT / part, ignore=shutil.ignore_patterns("__pycache__"))
        elif (root / part).is_file():
            shutil.copy(root / part, CHECKOUT / part)
    # A tagged release for `kg diff`: all sources except every tenth.
    _git(CHECKOUT, "init", "--quiet", "--template=")
    sources = sorted(path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "data" / "sources").glob("*.ttl"))
    _git(CHECKOUT, "add", "data", "queries", "ontology")
    _git(CHECKOUT, "rm", "--quiet", "--cached", *sources[::10])
    _git(CHECKOUT, "commit", "--quiet", "-m", "A release")
    _git(CHECKOUT, "tag", "v0.0.1")


def _environment() -> dict[str, str]:
    """Return the environment of a command, without the user's variables."""
    day = "2026-01-01T00:00:00Z"
    who = {f"GIT_{role}_{part}": "golden@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    return {
        "PATH": os.environ["PATH"], "HOME": str(PLACE / "home"), "LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "120",
        "KG_CACHE_DIR": str(CACHE), "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, **who,
    }  # fmt: skip


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=_environment(), stdout=subprocess.DEVNULL)


def _worker(commands: list[dict[str, Any]], out: Path, *, wait: bool = True) -> subprocess.Popen[bytes]:
    # -P: do not import from the folder of this script.
    started = subprocess.Popen(
        [sys.executable, "-P", str(Path(__file__).resolve()), "--work", str(out)],
        stdin=subprocess.PIPE, env=_environment(), cwd=PLACE,
    )  # fmt: skip
    assert started.stdin
    started.stdin.write(json.dumps(commands).encode())
    started.stdin.close()
    if wait and started.wait():
        raise SystemExit("golden: the projects could not be set up")
    return started


def work(out: Path) -> None:
    """Run the commands given on standard input, each in a fork of this process, which has imported kg."""
    commands = json.load(sys.stdin)
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    where = Path(importlib.import_module("kg").__file__ or "")
    if not where.is_relative_to(CHECKOUT):
        raise SystemExit(f"golden: kg was imported from {where}, not from the checkout")
    module, _, name = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["scripts"]["kg"].partition(
        ":"
    )

    def kg() -> object:
        called: Callable[[], object] = getattr(importlib.import_module(module), name)
        return called()

    gc.freeze()  # so that garbage collection in a child does not copy the imported objects
    for command in commands:
        if command.get("setup"):
            _set_up(command, kg)
        else:
            _run_command(command, out / command["id"], kg)


def _set_up(desk: dict[str, Any], kg: Callable[[], object]) -> None:
    """Build the shipped graph, and make a project from the checkout's template with an added source."""

    def run(step: str, folder: Path) -> None:
        code, stdout, stderr = _run(shlex.split(step), folder, {}, kg)
        if code:
            raise SystemExit(f"golden: kg {step}: exit code {code}\n{(stdout + stderr).decode()}")

    run("build", PLACE)
    run(f"init {DESK.name}", PLACE)
    _git(DESK, "init", "--quiet", "--template=")
    _git(DESK, "add", ".")
    _git(DESK, "commit", "--quiet", "-m", "The template")
    _git(DESK, "tag", "v1")
    _write_files(desk["files"], DESK)
    for step in desk["steps"]:
        run(step, DESK)


def _write_files(files: dict[str, str], folder: Path) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _run_command(command: dict[str, Any], out: Path, kg: Callable[[], object]) -> None:
    """Run the steps of a command in its own folder; keep their output and the files that they change."""
    used, home = _cpu(), RUNS / command["id"]
    folder, cache = home / "work", home / "cache"
    if command["project"] == "desk":
        shutil.copytree(DESK, folder, symlinks=True)
    else:
        folder.mkdir(parents=True)
    # Each command has its own cache, so that its builds do not depend on earlier commands.
    shutil.copytree(CACHE, cache, copy_function=_link_or_copy)
    _write_files(command.get("files", {}), folder)
    before = dict(_files(folder))
    os.environ["KG_CACHE_DIR"] = str(cache)
    out.mkdir(parents=True)
    for number, step in enumerate(command["steps"], 1):
        code, stdout, stderr = _run(shlex.split(step), folder, command, kg)
        (out / f"{number}.code").write_text(f"{code}\n")
        _keep(stdout, out / f"{number}.stdout", kg)
        _keep(stderr, out / f"{number}.stderr", kg)
    after = dict(_files(folder))
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            (out / "gone").mkdir(exist_ok=True)
            (out / "gone" / name.replace("/", "__")).write_text("this file was deleted\n")
        elif before.get(name) != after[name]:
            (out / "files").mkdir(exist_ok=True)
            _keep(after[name], out / "files" / name.replace("/", "__"), kg)
    shutil.rmtree(home)
    used = _cpu() - used
    (out / "cpu").write_text(f"{used:.2f}\n")
    # This file is written last: without it an output is incomplete.
    (out / "command.json").write_text(command["spec"], encoding="utf-8")


def _link_or_copy(source: str, target: str) -> None:
    """Link large files, which are never written to; copy small files, such as the one that names the last build."""
    if Path(source).stat().st_size > 10_000:
        os.link(source, target)
    else:
        shutil.copy(source, target)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not set(UNSEEN) & set(name.parts):
            yield name.as_posix(), path.read_bytes()


def _run(words: list[str], folder: Path, command: dict[str, Any], kg: Callable[[], object]) -> tuple[int, bytes, bytes]:
    """Run one command in a forked process; return its exit code, output and errors."""
    streams = {name: PLACE / f"{os.getpid()}.{name}" for name in ("stdin", "stdout", "stderr")}
    streams["stdin"].write_text(command.get("stdin", ""))
    master = slave = -1
    if "terminal" in command:
        master, slave = pty.openpty()
        mode = termios.tcgetattr(slave)
        mode[1] &= ~termios.OPOST
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        os.write(master, command["terminal"].encode())
    child = os.fork()
    if not child:
        _child(words, folder, streams, slave, kg)
    if slave >= 0:
        os.close(slave)
        with (
            streams["stdout"].open("wb") as shown,
            contextlib.suppress(OSError),
        ):  # reading fails when the terminal closes
            while part := os.read(master, 65536):
                shown.write(part)
        os.close(master)
    if command.get("interrupt"):
        _interrupt(child, (streams["stdout"], streams["stderr"]))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    stdout, stderr = (streams[name].read_bytes() for name in ("stdout", "stderr"))
    for path in streams.values():
        path.unlink()
    return code, stdout, stderr


def _child(words: list[str], folder: Path, streams: dict[str, Path], slave: int, kg: Callable[[], object]) -> None:
    code = 70
    try:
        # Standard error is kept apart, even if standard output is a terminal.
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            if slave >= 0 and number < 2:
                os.dup2(slave, number)
            else:
                flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
                os.dup2(os.open(streams[name], flags), number)
        # New objects are needed, because the old ones keep buffers and settings of the old streams.
        sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding="utf-8")  # noqa: SIM115
        for number, name in ((1, "stdout"), (2, "stderr")):
            stream = io.TextIOWrapper(open(number, "wb", closefd=False), encoding="utf-8", line_buffering=number == 2)  # noqa: SIM115
            setattr(sys, name, stream)
        os.chdir(folder)
        # A process started in the background ignores Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv = ["kg", *words]
        try:
            result = kg()
            code = result if isinstance(result, int) else 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001 - a traceback is an output too, and the other commands must run
            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code & 255)


def _interrupt(child: int, outputs: tuple[Path, Path]) -> None:
    """Interrupt a command that does not end, three seconds after its last output."""
    size, since, began = 0, time.monotonic(), time.monotonic()
    while time.monotonic() - began < 60:
        time.sleep(0.2)
        now = sum(path.stat().st_size for path in outputs if path.exists())
        if now != size:
            size, since = now, time.monotonic()
        if size and time.monotonic() - since > 3:
            break
    os.kill(child, signal.SIGINT)


def _keep(content: bytes, path: Path, kg: Callable[[], object]) -> None:
    """Write an output in normal form; for a page, write data, markup and size to separate files."""
    if not content[:15].lower().startswith(b"<!doctype html"):
        path.write_bytes(_normal(content))
        return
    path.with_name(f"{path.name}.size").write_text(f"{len(content)}\n")
    markup = PAGE_CODE.sub(rb"\1\3", content)
    path.with_name(f"{path.name}.markup").write_bytes(_normal(markup.replace(b">", b">\n")))
    text = json.dumps(_contents(content.decode()), indent=1, ensure_ascii=False)
    path.with_name(f"{path.name}.data").write_bytes(_normal(text.encode()))


def _contents(page: str) -> Any:
    """Read the data of a page with the checkout's own function."""
    for module in ("kg.page", "kg.draw"):
        with contextlib.suppress(ImportError, AttributeError):
            return importlib.import_module(module).contents(page)
    raise SystemExit("golden: neither kg.page nor kg.draw has `contents`")


def _normal(content: bytes) -> bytes:
    for pattern, instead in NORMAL:
        content = pattern.sub(instead, content)
    return content


# ---- Comparing


def compare(base: Path, this: Path, commands: list[dict[str, Any]]) -> int:
    """Print the differences; return 1 if answers differ."""
    groups: dict[str, dict[str, list[str]]] = {"answers": {}, "messages": {}}
    same = 0
    differing: dict[str, set[str]] = {"answers": set(), "messages": set()}
    for command in commands:
        one, other = base / command["id"], this / command["id"]
        names = {p.relative_to(f).as_posix() for f in (one, other) for p in f.rglob("*") if p.is_file()}
        for name in sorted(names - {"command.json", "cpu"}):
            left, right = ((f / name).read_bytes() if (f / name).is_file() else None for f in (one, other))
            if left == right or (name.endswith(".size") and _near(left, right)):
                continue
            message = name.endswith((".stderr", ".markup")) or (command.get("help") and not name.endswith(".code"))
            kind = "messages" if message else "answers"
            differing[kind].add(command["id"])
            groups[kind].setdefault(_diff(left, right), []).append(f"{command['name']}  [{name}]")
        same += not any(command["id"] in ids for ids in differing.values())
    print(
        f"same {same}, different {len(commands) - same} of {len(commands)} commands: "
        f"answers differ in {len(differing['answers'])}, messages in {len(differing['messages'])}"
    )
    for kind, found in groups.items():
        rule = "must be equal" if kind == "answers" else "may change"
        print(f"\n== {kind} ({rule}): {len(found)} different differences")
        for number, (text, where) in enumerate(found.items()):
            if number == SHOWN:
                print(f"\n... and {len(found) - SHOWN} more; compare the folders with diff -r (see --keep)")
                break
            print(f"\n-- {where[0]}")
            if len(where) > 1:
                print(f"   and in {len(where) - 1} more: {'; '.join(where[1:3])}{' ...' if len(where) > 3 else ''}")
            print(text)
    return 1 if groups["answers"] else 0


def _near(left: bytes | None, right: bytes | None) -> bool:
    return left is not None and right is not None and abs(int(left) - int(right)) <= PAGE_SIZE * int(left)


def _diff(left: bytes | None, right: bytes | None) -> str:
    """Return a unified diff of at most twenty lines, from just before the first different line."""
    if left is None or right is None:
        found = left if left is not None else right
        assert found is not None
        return f"only in {'the base' if right is None else 'this checkout'}: {found[:WIDE].decode(errors='replace')}"
    one, other = _lines(left), _lines(right)
    first = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    long = [lines[first] if first < len(lines) else "" for lines in (one, other)]
    if max(map(len, long)) > WIDE:
        # Of long lines, show the part around the first difference.
        at = max(0, len(os.path.commonprefix(long)) - WIDE // 2)  # noqa: RUF071 - a comparison by character is intended
        return "\n".join(f"{sign}...{line[at : at + WIDE]}" for sign, line in zip("-+", long, strict=True))
    begin = max(0, first - 2)
    # Only the first lines are compared, because no later ones are shown.
    pair = (one[begin : begin + LIMIT], other[begin : begin + LIMIT])
    lines = list(difflib.unified_diff(*pair, lineterm="", n=1))[2:]
    hunk = [line for line in lines if not line.startswith("@@")]
    hunk = [line[: 2 * WIDE] for line in hunk]
    return "\n".join([*hunk[:LINES], "..."] if len(hunk) > LINES else hunk)


def _lines(content: bytes) -> list[str]:
    return content.decode(errors="backslashreplace").split("\n")


# ---- The command line


def _kept(checkout: Path, keep: Path | None, fallback: Path) -> Path:
    """Return the output folder of a checkout: one named after its commit, if the checkout has no changes."""
    if keep is not None:
        answers = [
            subprocess.run(["git", "-C", str(checkout), *words], capture_output=True, text=True, check=False)
            for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--", *PARTS])
        ]
        if not any(run.returncode for run in answers) and not answers[1].stdout:
            return keep / answers[0].stdout.strip()[:12]
    shutil.rmtree(fallback, ignore_errors=True)
    return fallback


def main() -> int:
    """Run the commands in both checkouts, and compare their outputs."""
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("base", type=Path, nargs="?", metavar="BASE_CHECKOUT")
    parser.add_argument("this", type=Path, nargs="?", metavar="THIS_CHECKOUT", default=Path(__file__).parents[1])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the base's outputs here, named by its commit")
    parser.add_argument("--only", default="", metavar="TEXT", help="only the commands with this text in their name")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes that run commands (default: 2)")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work)
        return 0
    if options.base is None:
        parser.error("BASE_CHECKOUT is missing")
    desk, commands = read_list(Path(__file__).with_suffix(".toml"))
    commands = [command for command in commands if options.only in command["name"]]
    # With --only nothing is kept, because the kept outputs of the other commands would be deleted.
    keep = options.keep.resolve() if options.keep and not options.only else None
    base = _kept(options.base, keep, PLACE / "out-base")
    this = _kept(options.this, None, PLACE / "out-this")
    run_checkout(options.base.resolve(), base, desk, commands, options.jobs)
    run_checkout(options.this.resolve(), this, desk, commands, options.jobs)
    return compare(base, this, commands)


if __name__ == "__main__":
    sys.exit(main())
