"""Write ``src/data.ts``: the types of the page's data, from `kg.page.contract`.

python frontend/generate.py           write the file
"""

from __future__ import annotations

import ast
import inspect
import types
from pathlib import Path
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from kg.page import contract

TARGET = Path(__file__).parent / "src" / "data.ts"
HEAD = "// The types of the page's data. Generated from kg/page/contract.py by frontend/generate.py: do not edit.\n"
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def generate() -> str:
    """Return the text of the file."""
    tree = ast.parse(inspect.getsource(contract))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return "\n".join([HEAD, *(_interface(node) for node in classes)])


def _interface(node: ast.ClassDef) -> str:
    record = getattr(contract, node.name)
    notes = _notes(node)
    lines = [f"/** {ast.get_docstring(node)} */", f"export interface {node.name} {{"]
    for name, hint in get_type_hints(record, include_extras=True).items():
        if name in notes:
            lines.append(f"  /** {notes[name]} */")
        optional = get_origin(hint) is NotRequired
        lines.append(f"  {name}{'?' if optional else ''}: {_type(get_args(hint)[0] if optional else hint)};")
    return "\n".join([*lines, "}", ""])


def _notes(node: ast.ClassDef) -> dict[str, str]:
    """Collect the docstring of each field."""
    found = {}
    for field, after in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            found[ast.unparse(field.target)] = " ".join(str(after.value.value).split())
    return found


def _type(hint: Any) -> str:
    if hint in PLAIN or is_typeddict(hint):
        return PLAIN.get(hint) or str(hint.__name__)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in arguments)
    inner = [_type(each) for each in arguments]
    written = {
        Union: " | ".join(inner),
        types.UnionType: " | ".join(inner),
        list: f"({inner[0]})[]" if " | " in inner[0] else f"{inner[0]}[]",
        tuple: f"[{', '.join(inner)}]",
        dict: f"Record<string, {inner[-1]}>",
    }
    return written[origin]


if __name__ == "__main__":
    TARGET.write_text(generate(), encoding="utf-8", newline="\n")
