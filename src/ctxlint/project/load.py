"""What a tool loads when it starts in a directory: files in order, each with its reason. Pure; files come from a reader.

What lies in the home folder or outside the project is named and never opened. Sources: docs/loading.md.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from ctxlint.globs import dead, matches
from ctxlint.imports import TRAILING, Import, imports, is_outside, looks_like_file, target
from ctxlint.model import Document
from ctxlint.project import scope

TOOLS = ("claude", "codex", "cursor", "copilot", "gemini")
LARGEST = 4 << 20  # bytes: Claude Code skips a larger file
CODEX_BYTES = 32_768  # of all AGENTS.md files together, unless project_doc_max_bytes says otherwise
HOPS = {"claude": 4, "gemini": 5}  # how far imports are followed
HOME = {"claude": "~/.claude/CLAUDE.md", "codex": "~/.codex/AGENTS.md", "gemini": "~/.gemini/GEMINI.md"}
LONGEST_LISTING = 1536  # characters of a skill's description that are listed
EVERYWHERE = frozenset({"*", "**", "**/*"})

LOADED, MISSING, OUTSIDE, UNREADABLE, LARGE = "loaded", "missing", "outside", "unreadable", "too large"
CYCLE, REPEATED, DEEP, EXCLUDED = "cycle", "already loaded", "too many hops", "excluded"
DEAD = "matches nothing"  # a rule whose globs the tool refuses


class Source(NamedTuple):
    """A file as a reader finds it."""

    state: str  # loaded, missing, outside, unreadable or too large
    text: str = ""
    real: str = ""  # its path without links
    size: int = 0  # bytes


class Files(Protocol):
    """The reader of project files. Paths are relative to the root, with forward slashes."""

    root: str

    def source(self, path: str) -> Source: ...
    def document(self, path: str) -> Document | None: ...
    def below(self, directory: str) -> Iterable[str]:
        """Every file in a folder and its folders, sorted."""
        ...


class Entry(NamedTuple):
    """One file, at the place where it loads."""

    path: str  # from the root; as written for what lies outside
    reason: str  # home, start, ancestor, fallback, rule, always, import; later: nested, below, paths, globs, skill, ask
    scope: str = ""  # the directory it belongs to
    state: str = LOADED
    origin: str = ""  # the file that imports it
    line: int = 0  # and where
    depth: int = 0  # hops from the file that loads by itself
    text: str = ""  # what the model gets to see
    cut: int = 0  # bytes that a limit cuts off
    globs: tuple[str, ...] = ()  # what must be touched for it to load


class Launch(NamedTuple):
    """All that a tool loads in one directory, in order."""

    tool: str
    directory: str  # from the root; "" is the root
    entries: tuple[Entry, ...]

    @property
    def loaded(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.state == LOADED)


@dataclass
class Walk:
    """What one launch has seen so far."""

    files: Files
    tool: str
    directory: str
    excludes: tuple[str, ...] = ()
    seen: set[str] = field(default_factory=set)


def launch(tool: str, directory: str, files: Files, limit: int = CODEX_BYTES, local: bool = True) -> Launch:
    """What loads at the start. `local`: with CLAUDE.local.md, which belongs to one machine."""
    walk = Walk(files, tool, directory, _excludes(directory, files) if tool == "claude" else ())
    home = [Entry(HOME[tool], "home", state=OUTSIDE)] if tool in HOME and local else []
    own = {"claude": _claude, "codex": _codex, "cursor": _cursor, "copilot": _copilot, "gemini": _gemini}[tool]
    entries = [*home, *own(walk, directory, local)]
    return Launch(tool, directory, tuple(_cut(entries, limit) if tool == "codex" else entries))


def later(began: Launch, files: Files, paths: Iterable[str]) -> Iterator[Entry]:
    """What loads on demand below or for the directory of a launch, among all `paths` of the project."""
    tool, directory = began.tool, began.directory
    excludes = _excludes(directory, files) if tool == "claude" else ()
    seen = {files.source(entry.path).real for entry in began.loaded}
    above = frozenset(ancestors(directory))
    for path in sorted(paths):
        found = LATER[tool](path, above, directory)
        walk = Walk(files, tool, directory, excludes, set(seen))  # one may load without the others
        if found and not _excluded(walk, path):
            yield from found(walk, path)


def ancestors(directory: str) -> list[str]:
    """The folders from the root down to `directory`, both included."""
    parts = directory.split("/") if directory else []
    return ["/".join(parts[:n]) for n in range(len(parts) + 1)]


def home_of(path: str) -> tuple[str, str] | None:
    """The tool that loads a file by itself, and the directory it belongs to."""
    folder, name = posixpath.split(path)
    for tool, marker in (("claude", ".claude"), ("cursor", ".cursor"), ("copilot", ".github")):
        segments = folder.split("/")
        if marker in segments:
            at = segments.index(marker)
            kept = {"claude": ("rules", None), "cursor": ("rules",), "copilot": ("instructions", None)}[tool]
            below = segments[at + 1] if len(segments) > at + 1 else None
            return (tool, "/".join(segments[:at])) if below in kept else None
    tools = {"CLAUDE.md": "claude", "CLAUDE.local.md": "claude", "GEMINI.md": "gemini"}
    if name in ("AGENTS.md", "AGENTS.override.md"):
        return "codex", folder
    return (tools[name], folder) if name in tools else None


# Claude Code


def _claude(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    folders = ancestors(directory)
    names = ("CLAUDE.md", ".claude/CLAUDE.md", *(["CLAUDE.local.md"] if local else []))
    states = (walk.files.source(_in(folder, name)).state for folder in folders for name in names)
    fallback = not any(state not in (MISSING, UNREADABLE) for state in states)
    for folder in folders:
        reason = "start" if folder == directory else "ancestor"
        for name in ("CLAUDE.md", ".claude/CLAUDE.md"):
            yield from _load(walk, Entry(_in(folder, name), reason, folder), optional=True)
        if fallback:
            yield from _load(walk, Entry(_in(folder, "AGENTS.md"), "fallback", folder), optional=True)
        for path in _rules(walk, folder, ".claude/rules", ".md"):
            if not scope.globs(scope.split(walk.files.source(path).text)[0].get("paths")):
                yield from _load(walk, Entry(path, "rule", folder))
        if local:
            yield from _load(walk, Entry(_in(folder, "CLAUDE.local.md"), reason, folder), optional=True)


def _later_claude(path: str, above: frozenset[str], directory: str) -> Callable[[Walk, str], Iterator[Entry]] | None:
    folder, name = posixpath.split(path)
    if path.endswith(".md") and (inside := _inside(path, ".claude/rules")) is not None:
        return _path_rule if inside in above or _is_below(inside, directory) else None
    if name == "SKILL.md" and _inside(path, ".claude/skills") is not None:
        return _skill
    own = folder.removesuffix(".claude").removesuffix("/")
    if name == "CLAUDE.md" and own not in above and _is_below(own, directory):
        return _nested
    return None


def _path_rule(walk: Walk, path: str) -> Iterator[Entry]:
    keys, _ = scope.split(walk.files.source(path).text)
    patterns = scope.globs(keys.get("paths"))
    folder = _inside(path, ".claude/rules") or ""
    if dead(patterns):
        yield Entry(path, "paths", folder, DEAD, globs=patterns)
    elif patterns or _is_below(folder, walk.directory):
        yield from _load(walk, Entry(path, "paths" if patterns else "nested", folder, globs=patterns))


def _nested(walk: Walk, path: str) -> Iterator[Entry]:
    folder = posixpath.dirname(path).removesuffix(".claude").removesuffix("/")
    yield from _load(walk, Entry(path, "nested", folder))


def _skill(walk: Walk, path: str) -> Iterator[Entry]:
    """Of a skill the name and the description are listed; the rest is read when it is used."""
    source = walk.files.source(path)
    keys, _ = scope.split(source.text)
    if not scope.flag(keys.get("disable-model-invocation")):
        described = " ".join(f"{keys.get('description', '')} {keys.get('when_to_use', '')}".split())
        listing = f"{posixpath.basename(posixpath.dirname(path))}: {described[:LONGEST_LISTING]}"
        yield Entry(path, "skill", state=source.state, text=listing)


def _excludes(directory: str, files: Files) -> tuple[str, ...]:
    """`claudeMdExcludes` of the settings at the root and in the directory: globs on absolute paths."""
    found: list[str] = []
    for folder in dict.fromkeys(("", directory)):
        for name in ("settings.json", "settings.local.json"):
            text = files.source(_in(folder, f".claude/{name}")).text
            if "claudeMdExcludes" not in text:
                continue
            import json

            try:
                value = json.loads(text)
            except (ValueError, RecursionError):
                value = {}
            listed = value.get("claudeMdExcludes") if isinstance(value, dict) else None
            found += [glob for glob in (listed if isinstance(listed, list) else ()) if isinstance(glob, str)]
    return tuple(found)


def _excluded(walk: Walk, path: str) -> bool:
    absolute = f"{walk.files.root}/{path}".replace("\\", "/").lstrip("/")
    return bool(walk.excludes) and matches((glob.lstrip("/") for glob in walk.excludes), absolute, below=False)


# The others


def _codex(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    """One file for each folder, the override before the plain one; empty ones are passed over."""
    for folder in ancestors(directory):
        for name in ("AGENTS.override.md", "AGENTS.md"):
            entries = list(_load(walk, Entry(_in(folder, name), _reason(folder, directory), folder), optional=True))
            if any(entry.text.strip() or entry.state != LOADED for entry in entries):
                yield from entries
                break


def _cut(entries: Iterable[Entry], limit: int) -> Iterator[Entry]:
    left = max(0, limit)
    for entry in entries:
        data = entry.text.encode("utf-8", "surrogatepass")
        kept = data[:left] if len(data) > left else data
        left -= len(kept)
        text = entry.text if kept is data else kept.decode("utf-8", "ignore")
        yield entry._replace(text=text, cut=len(data) - len(kept))


def _cursor(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    """Rules that always apply, and AGENTS.md."""
    for folder in ancestors(directory):
        for path in _rules(walk, folder, ".cursor/rules", ".mdc"):
            keys, _ = scope.split(walk.files.source(path).text)
            if scope.flag(keys.get("alwaysApply")):
                yield from _load(walk, Entry(path, "always", folder))
        yield from _load(walk, Entry(_in(folder, "AGENTS.md"), _reason(folder, directory), folder), optional=True)


def _later_cursor(path: str, above: frozenset[str], directory: str) -> Callable[[Walk, str], Iterator[Entry]] | None:
    folder = _inside(path, ".cursor/rules") if path.endswith(".mdc") else None
    if folder is not None:
        return _cursor_rule if folder in above or _is_below(folder, directory) else None
    if posixpath.basename(path) == "AGENTS.md" and _is_below(posixpath.dirname(path), directory):
        return _nested
    return None


def _cursor_rule(walk: Walk, path: str) -> Iterator[Entry]:
    """By globs, else by its description when the agent asks for it; without either it never attaches by itself."""
    keys, _ = scope.split(walk.files.source(path).text)
    patterns = scope.globs(keys.get("globs"))
    folder = _inside(path, ".cursor/rules") or ""
    if not scope.flag(keys.get("alwaysApply")) and (patterns or keys.get("description")):
        yield from _load(walk, Entry(path, "globs" if patterns else "ask", folder, globs=patterns))


def _copilot(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    """The instructions of the repository, those for every file, and the nearest AGENTS.md."""
    yield from _load(walk, Entry(".github/copilot-instructions.md", "start"), optional=True)
    for path in _rules(walk, "", ".github/instructions", ".instructions.md"):
        if EVERYWHERE & set(_apply_to(walk, path)):
            yield from _load(walk, Entry(path, "always"))
    for folder in reversed(ancestors(directory)):
        path = _in(folder, "AGENTS.md")
        if walk.files.source(path).state != MISSING:
            yield from _load(walk, Entry(path, _reason(folder, directory), folder))
            return


def _later_copilot(path: str, above: frozenset[str], directory: str) -> Callable[[Walk, str], Iterator[Entry]] | None:
    if path.startswith(".github/instructions/") and path.endswith(".instructions.md"):
        return _copilot_rule
    if posixpath.basename(path) == "AGENTS.md" and _is_below(posixpath.dirname(path), directory):
        return _nested
    return None


def _copilot_rule(walk: Walk, path: str) -> Iterator[Entry]:
    patterns = _apply_to(walk, path)
    if patterns and not EVERYWHERE & set(patterns):
        yield from _load(walk, Entry(path, "globs", globs=patterns))


def _apply_to(walk: Walk, path: str) -> tuple[str, ...]:
    return scope.globs(scope.split(walk.files.source(path).text)[0].get("applyTo"))


def _gemini(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    for folder in ancestors(directory):
        yield from _load(walk, Entry(_in(folder, "GEMINI.md"), _reason(folder, directory), folder), optional=True)


def _later_gemini(path: str, above: frozenset[str], directory: str) -> Callable[[Walk, str], Iterator[Entry]] | None:
    folder, name = posixpath.split(path)
    return _nested if name == "GEMINI.md" and _is_below(folder, directory) else None


def _later_codex(path: str, above: frozenset[str], directory: str) -> Callable[[Walk, str], Iterator[Entry]] | None:
    folder, name = posixpath.split(path)
    return _codex_below if name in ("AGENTS.md", "AGENTS.override.md") and _is_below(folder, directory) else None


def _codex_below(walk: Walk, path: str) -> Iterator[Entry]:
    """Codex reads at its start only: one file of a folder, when it starts there."""
    folder, name = posixpath.split(path)
    override = walk.files.source(_in(folder, "AGENTS.override.md")).text.strip()
    if bool(override) == (name == "AGENTS.override.md"):
        yield from _load(walk, Entry(path, "below", folder))


LATER = {
    "claude": _later_claude,
    "codex": _later_codex,
    "cursor": _later_cursor,
    "copilot": _later_copilot,
    "gemini": _later_gemini,
}


# One file and what it imports


def _load(walk: Walk, entry: Entry, above: tuple[str, ...] = (), optional: bool = False) -> Iterator[Entry]:
    """The entry, filled, and behind it what it imports. What is `optional` and not there is left out."""
    source = walk.files.source(entry.path)
    if optional and source.state == MISSING:
        return
    state = EXCLUDED if _excluded(walk, entry.path) else _seen(walk, source, above)
    if state != LOADED:
        yield entry._replace(state=state)
        return
    walk.seen.add(source.real)
    yield entry._replace(text=visible(source.text, walk.tool, entry.path))
    if walk.tool in HOPS and "@" in source.text:
        for found in _imported(walk, entry):
            if found.state == LOADED:
                yield from _load(walk, found, (*above, source.real))
            else:
                yield found


def _seen(walk: Walk, source: Source, above: tuple[str, ...]) -> str:
    if source.state != LOADED or source.real not in walk.seen:
        return source.state
    return CYCLE if source.real in above else REPEATED


def _imported(walk: Walk, entry: Entry) -> Iterator[Entry]:
    """What a file imports, in order. An @word that is neither a file nor looks like one is no import."""
    document = walk.files.document(entry.path)
    for one in imports(document) if document else ():
        if not one.read:
            continue
        path = None if is_outside(one.path) else target(entry.path, one.path)
        state = walk.files.source(path).state if path else OUTSIDE
        if state != LOADED and not _is_meant(walk, entry.path, one, state):
            continue
        assert document
        state = DEEP if state == LOADED and entry.depth >= HOPS[walk.tool] else state
        line = document.position(one.span.start)[0]
        yield Entry(path or one.path, "import", entry.scope, state, entry.path, line, entry.depth + 1)


def _is_meant(walk: Walk, origin: str, one: Import, state: str) -> bool:
    """Is an @word that loads nothing an import? Its name says so, or it is a folder, or only a full stop too long."""
    if looks_like_file(one.path.lstrip("~/")) or (state == UNREADABLE and "/" in one.path):
        return True
    bare = target(origin, one.path.rstrip(TRAILING))
    return bool(bare) and one.path[-1] in TRAILING and walk.files.source(bare or "").state == LOADED


def visible(text: str, tool: str, path: str) -> str:
    """What the model sees: without the frontmatter of rules and, in Claude Code, without HTML comments as blocks."""
    if path.endswith((".mdc", ".instructions.md")) or "/rules/" in path:
        text = scope.split(text)[1]
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


def _rules(walk: Walk, folder: str, inside: str, suffix: str) -> Iterator[str]:
    return (path for path in walk.files.below(_in(folder, inside)) if path.endswith(suffix))


def _reason(folder: str, directory: str) -> str:
    return "start" if folder == directory else "ancestor"


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _inside(path: str, marker: str) -> str | None:
    """`a/.claude/rules/x.md`, `.claude/rules` -> `a`; None if the path is not in such a folder."""
    head, found, _ = f"/{path}".rpartition(f"/{marker}/")
    return head.removeprefix("/") if found else None


def _is_below(folder: str, directory: str) -> bool:
    return folder != directory and (not directory or folder.startswith(f"{directory}/"))
