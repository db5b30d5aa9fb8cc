"""What is drawn with rich: the tree of `ctxlint load`, and the bar of a pass. The only file that imports it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ctxlint.base.printing import safe, write
from ctxlint.data.models import dollars, table
from ctxlint.project.launch.entries import DEAD, LOADED, OUTSIDE
from ctxlint.report.text import large

if TYPE_CHECKING:
    from ctxlint.engine.loading import Loading, Row

BAR = 20  # columns of the longest bar
PIPE = 160  # columns where there is no terminal
MOST_LATER = 12  # rows of what loads on demand; JSON has them all
NAMES = {
    "claude": "Claude Code",
    "codex": "Codex",
    "cursor": "Cursor",
    "copilot": "GitHub Copilot",
    "gemini": "Gemini CLI",
}
REASONS = {
    "home": "your own file",
    "start": "starts here",
    "ancestor": "from above",
    "fallback": "no CLAUDE.md here",
    "rule": "rule without paths",
    "always": "always applies",
    "nested": "when something there is read",
    "below": "when it starts there",
    "skill": "name and description are listed",
    "ask": "when the agent asks for it",
}
BAD = frozenset({"missing", "cycle", "too many hops", "too large", "unreadable", DEAD})


def show(loading: Loading, color: str = "auto") -> None:
    """Print to the terminal, or plainly into a pipe."""
    forced = color == "always" or (color == "auto" and bool(os.environ.get("FORCE_COLOR")))
    plain = color == "never" or (color == "auto" and not forced and bool(os.environ.get("NO_COLOR")))
    console = Console(force_terminal=forced or None, color_system=None if plain else "auto", highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPE
    with console.capture() as drawn:
        for part in draw(loading):
            console.print(part)
    write(drawn.get().removesuffix("\n"), color=True)


def draw(loading: Loading) -> Iterator[Text | Table]:
    """What is printed, piece by piece."""
    began = loading.launch
    where = safe(began.directory) or "the project root"
    yield Text.assemble((f"{NAMES[began.tool]} starts in {where}", "bold"))
    yield Text("")
    if loading.rows:
        yield _tree(loading)
    if all(row.entry.reason == "home" for row in loading.rows):
        yield Text("nothing loads here: ctxlint init writes a first file")
    yield Text("")
    yield Text.assemble((_total(loading), "bold"))
    yield from (Text(line) for line in _notes(loading))
    if loading.later:
        yield Text("")
        files = sum(row.entry.state == LOADED for row in loading.later)
        yield Text.assemble((f"On demand ({large(files, 'file')})", "bold"))
        yield _on_demand(loading.later[:MOST_LATER])
        if len(loading.later) > MOST_LATER:
            yield Text(f"+{len(loading.later) - MOST_LATER} more: --output-format json", style="dim")


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold")
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _tree(loading: Loading) -> Table:
    grid = _grid()
    grid.add_row(*(Text(head, style="dim") for head in ("file", "lines", "tokens", "share", "why")))
    total = max(1, loading.tokens)
    for row in loading.rows:
        share = row.tokens / total
        bar = Text.assemble(("█" * round(share * BAR), "cyan"), f" {share:.0%}")
        grid.add_row(*_cells(row, bar))
    return grid


def _on_demand(rows: Sequence[Row]) -> Table:
    grid = _grid()
    for row in rows:
        grid.add_row(*_cells(row, Text()))
    return grid


def _cells(row: Row, bar: Text) -> tuple[Text, ...]:
    entry = row.entry
    style = "red" if entry.state in BAD else "dim" if entry.state != LOADED else ""
    name = Text("  " * entry.depth + ("└ " if entry.depth else "") + safe(entry.path), style=style)
    if entry.state != LOADED:
        return name, Text(), Text(), Text(), Text(_state(row), style=style)
    return name, Text(f"{row.lines:,}"), Text(f"{row.tokens:,}"), bar, Text(_why(row))


def _state(row: Row) -> str:
    entry = row.entry
    origin = f", imported in line {entry.line}" if entry.origin else ""
    if entry.state == OUTSIDE:
        why = REASONS.get(entry.reason, "outside the project")
        return f"{why}: not opened{origin}"
    globs = f": {safe(', '.join(entry.globs))}" if entry.state == DEAD else ""
    return f"{entry.state}{globs}{origin}"


def _why(row: Row) -> str:
    entry = row.entry
    if entry.reason == "import":
        why = f"import in line {entry.line}"
    elif entry.globs:
        why = f"for {safe(', '.join(entry.globs))}"
    else:
        why = REASONS.get(entry.reason, entry.reason)
    return f"{why}; {entry.cut:,} bytes cut off" if entry.cut else why


def _total(loading: Loading) -> str:
    files = sum(row.entry.state == LOADED for row in loading.rows)
    about = "" if loading.counter.exact else "about "
    return f"{large(files, 'file')}, {large(loading.lines, 'line')}, {about}{large(loading.tokens, 'token')}"


def _notes(loading: Loading) -> Iterator[str]:
    from ctxlint.engine.loading import turns

    yield f"counted for {loading.model} ({loading.counter.method})"
    price = turns(loading)
    if price is None:
        yield f"the table of {table().as_of} has no price for {loading.model}: ctxlint config --models"
    elif loading.tokens:
        first, cached = map(dollars, price)
        yield f"carrying it costs {first} in the first turn, {cached} in each cached one (prices of {table().as_of})"


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on stderr. Gives what is to be called once for each of `total` steps."""
    # 5 ms that `load` does not need
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reviewing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("reviewing", total=total)
        yield lambda: shown.advance(task)
