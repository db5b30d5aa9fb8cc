"""Claude Code: from the root down, rules without paths, imports; AGENTS.md only where there is no CLAUDE.md."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ctxlint.base.globs import dead
from ctxlint.parse import frontmatter
from ctxlint.project.launch.entries import DEAD, MISSING, UNREADABLE, Entry, Files, ancestors
from ctxlint.project.launch.follow import Later, Walk, files_in, inside, is_below, join, load, nested, reason

LONGEST_LISTING = 1536  # characters of a skill's description that are listed


def start(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    folders = ancestors(directory)
    names = ("CLAUDE.md", ".claude/CLAUDE.md", *(["CLAUDE.local.md"] if local else []))
    states = (walk.files.source(join(folder, name)).state for folder in folders for name in names)
    fallback = not any(state not in (MISSING, UNREADABLE) for state in states)
    for folder in folders:
        for name in ("CLAUDE.md", ".claude/CLAUDE.md"):
            yield from load(walk, Entry(join(folder, name), reason(folder, directory), folder), optional=True)
        if fallback:
            yield from load(walk, Entry(join(folder, "AGENTS.md"), "fallback", folder), optional=True)
        for path in files_in(walk, folder, ".claude/rules", ".md"):
            if not frontmatter.globs(frontmatter.split(walk.files.source(path).text)[0].get("paths")):
                yield from load(walk, Entry(path, "rule", folder))
        if local:
            yield from load(
                walk, Entry(join(folder, "CLAUDE.local.md"), reason(folder, directory), folder), optional=True
            )


def later(path: str, above: frozenset[str], directory: str) -> Later | None:
    folder, name = posixpath.split(path)
    if path.endswith(".md") and (rules := inside(path, ".claude/rules")) is not None:
        return _path_rule if rules in above or is_below(rules, directory) else None
    if name == "SKILL.md" and inside(path, ".claude/skills") is not None:
        return _skill
    own = folder.removesuffix(".claude").removesuffix("/")
    if name == "CLAUDE.md" and own not in above and is_below(own, directory):
        return nested
    return None


def _path_rule(walk: Walk, path: str) -> Iterator[Entry]:
    keys, _ = frontmatter.split(walk.files.source(path).text)
    patterns = frontmatter.globs(keys.get("paths"))
    folder = inside(path, ".claude/rules") or ""
    if dead(patterns):
        yield Entry(path, "paths", folder, DEAD, globs=patterns)
    elif patterns or is_below(folder, walk.directory):
        yield from load(walk, Entry(path, "paths" if patterns else "nested", folder, globs=patterns))


def _skill(walk: Walk, path: str) -> Iterator[Entry]:
    """Of a skill the name and the description are listed; the rest is read when it is used."""
    source = walk.files.source(path)
    keys, _ = frontmatter.split(source.text)
    if not frontmatter.flag(keys.get("disable-model-invocation")):
        described = " ".join(f"{keys.get('description', '')} {keys.get('when_to_use', '')}".split())
        listing = f"{posixpath.basename(posixpath.dirname(path))}: {described[:LONGEST_LISTING]}"
        yield Entry(path, "skill", state=source.state, text=listing)


def excludes(directory: str, files: Files) -> tuple[str, ...]:
    """`claudeMdExcludes` of the settings at the root and in the directory: globs on absolute paths."""
    folders = dict.fromkeys(("", directory))
    paths = (join(folder, f".claude/{name}") for folder in folders for name in ("settings.json", "settings.local.json"))
    return tuple(glob for path in paths for glob in _excludes_in(files.source(path).text))


def _excludes_in(settings: str) -> Iterator[str]:
    if "claudeMdExcludes" not in settings:
        return
    import json

    try:
        value = json.loads(settings)
    except (ValueError, RecursionError):
        return
    listed = value.get("claudeMdExcludes") if isinstance(value, dict) else None
    yield from (glob for glob in (listed if isinstance(listed, list) else ()) if isinstance(glob, str))
