"""Draws docs/load.svg: what `ctxlint load` prints for a small tree that is built here.

python docs/picture.py
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from rich.console import Console

from ctxlint.engine.loading import gather
from ctxlint.report.terminal import draw

TARGET = Path(__file__).parent / "load.svg"
WIDTH = 100
FILES = {
    "CLAUDE.md": "# Harbour\n\n@AGENTS.md\n@docs/handbook.md\n@docs/gone.md\n@~/notes.md\n",
    "AGENTS.md": "Run `make test` before you say that you are done.\n" * 14,
    "docs/handbook.md": "How berths are booked, priced and released, in every case that came up.\n" * 120,
    ".claude/rules/style.md": "Names are nouns; functions say what they do.\n" * 9,
    ".claude/rules/sql.md": "---\npaths: db/**/*.sql\n---\nEvery migration can be undone.\n",
    ".claude/skills/release/SKILL.md": "---\nname: release\ndescription: Cuts a release from main.\n---\n\nSteps.\n",
    "db/CLAUDE.md": "Never edit a migration that has run.\n",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in {**FILES, "ctxlint.toml": ""}.items():
            path = Path(scratch) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
        for part in draw(gather(scratch, "claude", "claude-haiku-5-5")):
            console.print(part)
    svg = console.export_svg(title="ctxlint load", unique_id="load")
    TARGET.write_text("\n".join(line.rstrip() for line in svg.split("\n")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
