"""What a model sees of a file that loads."""

from __future__ import annotations

from ctxlint.parse import frontmatter


def visible(text: str, tool: str, path: str) -> str:
    """What the model sees: without the frontmatter of rules and, in Claude Code, without HTML comments as blocks."""
    if path.endswith((".mdc", ".instructions.md")) or "/rules/" in path:
        text = frontmatter.split(text)[1]
    return _without_comments(text) if tool == "claude" and "<!--" in text else text


def _without_comments(text: str) -> str:
    """Comments that begin a line outside code fences. What stands behind one on its last line stays."""
    kept: list[str] = []
    comment: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if comment or (not fence and bare.startswith("<!--")):
            comment.append(line)
            if "-->" in (bare if len(comment) > 1 else bare[4:]):
                kept.append(line.rpartition("-->")[2].lstrip() if not line.rstrip().endswith("-->") else "")
                comment = []
            continue
        mark = bare[:3] if bare.startswith(("```", "~~~")) else ""
        if mark and (not fence or (fence == mark and not bare.strip("`~"))):
            fence = "" if fence else mark
        kept.append(line)
    return "".join([*kept, *comment])  # one that is never closed is none
