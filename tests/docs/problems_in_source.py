"""Every problem that the source can report, found by reading the source: code, whether fatal, message.

What a message is filled with at run time stands as "…". A message that is built elsewhere is None.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import according

SOURCE = Path(according.__file__).parent


class Reported(NamedTuple):
    code: str
    fatal: bool
    message: str | None


def problems() -> set[Reported]:
    """Calls of ``Problem`` and ``unreadable`` that name their code."""
    return {found for path in sorted(SOURCE.rglob("*.py")) for found in _in_module(ast.parse(path.read_bytes()))}


def _in_module(module: ast.Module) -> Iterator[Reported]:
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    for scope in (*functions, *(f for c in module.body if isinstance(c, ast.ClassDef) for f in c.body)):
        for call in ast.walk(scope):
            name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
            if isinstance(call, ast.Call) and name in ("Problem", "unreadable") and len(call.args) >= 2:
                code, message = call.args[:2]
                if isinstance(code, ast.Constant):
                    fatal = name == "unreadable" or any(_is_true(k.value) for k in call.keywords if k.arg == "fatal")
                    fatal = fatal or (len(call.args) == 4 and _is_true(call.args[3]))
                    yield Reported(str(code.value), fatal, _text(message, scope, module, call.lineno))


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _text(node: ast.expr, scope: ast.AST, module: ast.Module, line: int) -> str | None:
    """The words of a message, looked up where it has a name."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        pieces = (str(piece.value) if isinstance(piece, ast.Constant) else "…" for piece in node.values)
        return re.sub("…+", "…", "".join(pieces))
    if isinstance(node, ast.Name):
        here = [found for found in _assigned(node.id, ast.walk(scope)) if found.lineno < line]
        named = here or _assigned(node.id, module.body)
        return _text(max(named, key=lambda found: found.lineno).value, scope, module, line) if named else None
    return None


def _assigned(name: str, nodes: Iterable[ast.AST]) -> list[ast.Assign]:
    return [
        node
        for node in nodes
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]
