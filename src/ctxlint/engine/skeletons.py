"""The heading of a part that is missing, with a prompt to be replaced by whoever knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Edit, Fix, Span

if TYPE_CHECKING:
    from ctxlint.outline import Outline

PROMPTS = {
    "specification": "[Describe what to build, for whom, and where the result goes]",
    "constraints": "- [List what must not happen and what must not be touched]",
    "success": "- [Add a check that proves it is done: a command with its exit code, or a number with its unit]",
    "feedback": (
        "- Failure: [Describe what a wrong result looks like]\n"
        "- Validation: [Name the command that proves the result]\n"
        "- Escalation: [Describe when to stop, and whom to ask]"
    ),
}


def skeleton(document: Document, outline: Outline, part: str) -> Fix:
    """At the end of the file, at the level of the parts that are there. Unsafe: the words are not the author's."""
    heading = outline.vocabulary[part][0].title()
    prompt = PROMPTS.get(part, f"[Describe the {part}]")
    text = document.text
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    addition = f"{gap}{'#' * _level(outline)} {heading}\n\n{prompt}\n"
    return Fix((Edit(Span(len(text), len(text)), addition),), safe=False)


def _level(outline: Outline) -> int:
    titles = {part.get("heading") for part in outline.value["parts"].values()}
    levels = [heading["level"] for heading in outline.value["headings"] if heading["text"] in titles]
    return min(levels, default=2)
