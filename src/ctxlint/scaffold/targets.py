"""What `ctxlint init` can write: kind -> where it belongs, and which template it is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.suggest import did_you_mean

FILES = {
    "claude": "CLAUDE.md",
    "context": "CONTEXT.md",
    "voice": "VOICE.md",
    "agents-md": "AGENTS.md",
    "architecture": "ARCHITECTURE.md",
    "patterns": "PATTERNS.md",
}
NAMED = {"subagent": ".claude/agents/{}.md", "skill": ".claude/skills/{}/SKILL.md"}
DEFAULT = ("claude", "context")
SUBAGENTS = ("planner", "executor", "reviewer")
SKILLS = ("verify-work",)
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LONGEST_NAME = 64
RESERVED = ("claude", "anthropic")  # a portable skill may not be called after them
PLACES = {"claude": ("CLAUDE.md", ".claude/CLAUDE.md")}  # where else a file of the kind may be there already


class Target(NamedTuple):
    kind: str
    path: str  # relative to the folder that is set up
    name: str = ""  # of a subagent or a skill

    @property
    def templates(self) -> tuple[str, ...]:
        """The one of this name, else the one for any name."""
        if self.kind in NAMED:
            return (f"{self.kind}/{self.name}.md.j2", f"{self.kind}/_any.md.j2")
        return (f"{self.kind}/{self.path}.j2",)


def parse(words: Sequence[str]) -> list[Target]:
    """`claude subagent planner` -> targets, each once. Raises CtxlintError."""
    return list(dict.fromkeys(_parse(iter(words))))


def every() -> list[Target]:
    """All kinds, with the subagents and skills that ship."""
    targets = [Target(kind, path) for kind, path in FILES.items()]
    targets += [Target("subagent", NAMED["subagent"].format(name), name) for name in SUBAGENTS]
    return targets + [Target("skill", NAMED["skill"].format(name), name) for name in SKILLS]


def default() -> list[Target]:
    return [Target(kind, FILES[kind]) for kind in DEFAULT]


def places(target: Target) -> tuple[str, ...]:
    """Where a file of this kind may be there already."""
    return PLACES.get(target.kind, (target.path,))


def _parse(words: Iterator[str]) -> Iterator[Target]:
    for word in words:
        if word in NAMED:
            name = next(words, None)
            if name is None:
                known = ", ".join(SUBAGENTS if word == "subagent" else SKILLS)
                raise CtxlintError(f"{word} needs a name: {known}, or one of your own")
            yield Target(word, NAMED[word].format(_checked(word, name)), name)
        elif word in FILES:
            yield Target(word, FILES[word])
        else:
            raise CtxlintError(f"there is no kind “{word}”{did_you_mean(word, [*FILES, *NAMED])}")


def _checked(kind: str, name: str) -> str:
    if not NAME.match(name) or len(name) > LONGEST_NAME:
        raise CtxlintError(
            f"a {kind} is called by at most {LONGEST_NAME} small letters, digits and single hyphens, not “{name}”"
        )
    if kind == "skill" and any(word in name for word in RESERVED):
        raise CtxlintError(f"the name of a skill may not hold “claude” or “anthropic”: {name}")
    return name
