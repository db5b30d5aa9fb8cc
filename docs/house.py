"""The rooms of the package, from its imports: those behind `if TYPE_CHECKING` and inside functions are imports too.

python docs/house.py    print the circles, the longest chain of imports, and the lines of each room
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import grimp

SOURCE = Path(__file__).parent.parent / "src" / "ctxlint"
ROOMS = "base data parse outline project config rules engine llm scaffold report commands".split()


@cache
def imports() -> dict[str, set[str]]:
    """Module -> the modules of the package that it imports."""
    graph = grimp.build_graph("ctxlint", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in sorted(graph.modules)}


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def arrows() -> dict[str, list[str]]:
    """Room -> the rooms that it imports, in the order of ROOMS."""
    found = {(room_of(module), room_of(other)) for module, others in imports().items() for other in others}
    return {room: [other for other in ROOMS if other != room and (room, other) in found] for room in ROOMS}


def purpose(room: str) -> str:
    """The first sentence of its docstring."""
    text = ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text("utf-8"))) or ""
    return text.partition("\n")[0]


def picture() -> str:
    """A drawing of the rooms, each with arrows to those that no other arrow reaches, and a table of all of them."""
    direct = arrows()
    lines = ["```mermaid", "flowchart BT"]
    for room, others in direct.items():
        near = [o for o in others if not any(o in reached(direct, other) for other in others)]
        lines += [f"  {room} --> {other}" for other in near]
    rows = [f"| [`{r}/`](../src/ctxlint/{r}) | {purpose(r)} | {', '.join(direct[r]) or 'nothing'} |" for r in ROOMS]
    return "\n".join([*lines, "```", "", "| room | what lives there | imports |", "|---|---|---|", *rows])


def reached(direct: dict[str, list[str]], room: str) -> set[str]:
    return set(direct[room]).union(*(reached(direct, other) for other in direct[room]))


def circles() -> list[str]:
    """Modules that import themselves by some way."""
    left = {module: set(others) for module, others in imports().items()}
    while free := [module for module, others in left.items() if not others & left.keys()]:
        for module in free:
            del left[module]
    return sorted(left)


@cache
def chain(module: str) -> tuple[str, ...]:
    """The longest chain of imports that starts at a module; only where there is no circle."""
    return (module, *max((chain(other) for other in imports()[module]), key=len, default=()))


def lines(room: str) -> int:
    """Lines that are not blank."""
    texts = (path.read_text("utf-8") for path in (SOURCE / room).rglob("*.py"))
    return sum(1 for text in texts for line in text.splitlines() if line.strip())


def main() -> None:
    print("circles:", ", ".join(circles()) or "none")
    if not circles():
        longest = max(map(chain, imports()), key=len)
        print(f"longest chain, {len(longest)} modules:", " -> ".join(longest))
    for room in ROOMS:
        print(f"{lines(room):6} {room}")


if __name__ == "__main__":
    main()
