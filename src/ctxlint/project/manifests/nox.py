"""noxfile.py: sessions, found in the syntax tree."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, ManifestError, Reader, Script, values

FILES = ("noxfile.py",)

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    tree = _parse(path, values.text_of(path, read, values.LARGEST_SLOW))
    scripts: dict[str, Script] = {}
    more = _is_dynamic(tree)
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            names, unsure = _session(function)
            scripts |= {name: Script(name, "") for name in names}
            more |= unsure
    yield Manifest("nox", path, scripts=tuple(scripts.values()), open=more)


def _parse(path: str, text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise ManifestError(f"{path}:{error.lineno or 1}:{error.offset or 1}: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError):
        raise ManifestError(f"{path}: not Python, or nested too deeply") from None


def _is_dynamic(tree: ast.Module) -> bool:
    """Sessions may come from a star import, or be made in a loop or inside a function."""
    outer = (ast.For, ast.While, *FUNCTIONS)
    return any(
        (isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names))
        or (isinstance(node, outer) and any(map(_makes_session, node.body)))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and _is_session(node.func))
        for node in ast.walk(tree)
    )


def _makes_session(node: ast.stmt) -> bool:
    return isinstance(node, FUNCTIONS) and any(map(_is_session, node.decorator_list))


def _is_session(decorator: ast.expr) -> bool:
    """`@nox.session`, `@session`, either with arguments."""
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return (target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")) == "session"


def _session(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[list[str], bool]:
    """Names of the session that a function makes, and whether there may be more of them."""
    marks = [decorator for decorator in function.decorator_list if _is_session(decorator)]
    if not marks:
        looks_like_one = [argument.arg for argument in function.args.args[:1]] == ["session"]
        return [], bool(looks_like_one and function.decorator_list)
    keywords = {key.arg: key.value for mark in marks if isinstance(mark, ast.Call) for key in mark.keywords}
    more = len(function.decorator_list) > len(marks) or None in keywords
    names = _literal(keywords["name"]) if "name" in keywords else [function.name]
    pythons = _literal(keywords["python"]) if "python" in keywords else []
    if not names or pythons is None:
        return names or [], True
    return [*names, *(f"{names[0]}-{python}" for python in pythons)], more


def _literal(node: ast.expr) -> list[str] | None:
    """The text, or texts, that stand there literally."""
    if isinstance(node, ast.List | ast.Tuple):
        items = [item.value for item in node.elts if isinstance(item, ast.Constant)]
        return [str(item) for item in items] if len(items) == len(node.elts) else None
    if isinstance(node, ast.Constant):
        return [] if node.value in (None, False) else [str(node.value)]
    return None
