"""Where the code raises which code of a finding, read from the syntax trees of its modules."""

import ast
import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import preserve
from preserve.findings import Code

Places = Mapping[Code, tuple[str, ...]]
"""For each code the functions that raise it, such as ``bags.read.oxum.check``."""

_PACKAGE = Path(preserve.__file__).parent
_FINDINGS = "preserve.findings"
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class _Use(NamedTuple):
    """A code in the text of a module; ``place`` is the function, or the module's own name."""

    place: str
    code: Code


def places() -> Places:
    """Find every place that raises a code.

    A code in a set, in a sequence of the module, or compared with, is looked for there and not
    raised. A table of the module counts for the functions that read it.
    """
    found: dict[Code, list[str]] = {}
    for path in sorted(_PACKAGE.rglob("*.py")):
        if not path.is_relative_to(_PACKAGE / "findings"):
            for use in uses(path.read_text(encoding="utf-8"), _module(path)):
                found.setdefault(use.code, []).append(use.place)
    return {code: tuple(dict.fromkeys(ones)) for code, ones in found.items()}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(_PACKAGE).with_suffix("").parts)


def uses(text: str, module: str) -> Iterator[_Use]:
    """Give the places in one module that raise a code, in their order."""
    tree = ast.parse(text)
    names = _imported(tree)
    tables: dict[str, list[Code]] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            codes = list(_raised(statement.value, names, in_function=False))
            tables |= {name: codes for name in _targets(statement) if codes}
    for place, function in _functions(tree, module):
        yield from (_Use(place, code) for code in _raised(function, names, in_function=True))
        for name in ast.walk(function):
            if isinstance(name, ast.Name) and name.id in tables:
                yield from (_Use(place, code) for code in tables[name.id])


def _imported(tree: ast.Module) -> dict[str, Mapping[str, object]]:
    """Give what each local name for a module of findings holds."""
    return {
        one.asname or one.name: vars(importlib.import_module(f"{_FINDINGS}.{one.name}"))
        for statement in ast.walk(tree)
        if isinstance(statement, ast.ImportFrom) and statement.module == _FINDINGS
        for one in statement.names
        if (_PACKAGE / "findings" / f"{one.name}.py").is_file()
    }


def _targets(statement: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return (one.id for one in targets if isinstance(one, ast.Name))


def _functions(node: ast.AST, place: str) -> Iterator[tuple[str, _Function]]:
    """Give the functions and methods, each once; one inside another belongs to it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _Function):
            yield f"{place}.{child.name}", child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{place}.{child.name}")


def _raised(
    node: ast.AST, names: Mapping[str, Mapping[str, object]], *, in_function: bool
) -> Iterator[Code]:
    looked_for = (ast.Set, ast.Compare) if in_function else (ast.Set, ast.Tuple, ast.List)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        code = names.get(node.value.id, {}).get(node.attr)
        if isinstance(code, Code):
            yield code
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, looked_for) and isinstance(child, ast.Attribute)):
            yield from _raised(child, names, in_function=in_function)
