"""How the work of single functions grows with what they are given: texts made to mislead their patterns.

    python bench/linear.py [NAME…]

Prints each function with a text of n and of 8n characters whose processor time grows more than three times as much as
the text in each of three attempts, and ends with exit code 1 if there are any. `tests/test_linear.py` counts the calls
of the same work; the time that a pattern takes shows here alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from random import Random
from time import process_time
from typing import NamedTuple

from ctxlint.base.redaction import known
from ctxlint.base.secrets import find_secrets, redact
from ctxlint.base.secrets.shapes import shapes
from ctxlint.base.secrets.structured import STRUCTURES
from ctxlint.outline.numbers import amounts
from ctxlint.parse import parse
from ctxlint.parse.sentences import sentences
from ctxlint.project import Project
from ctxlint.rules.context import Context, Rule
from ctxlint.rules.security import hidden_character, obfuscated_shell, stray_character
from ctxlint.rules.wording import lexical

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SETTLED = 1.0  # seconds: what takes less is left
Prepare = Callable[[int], Callable[[], object]]


class Work(NamedTuple):
    prepare: Prepare  # from a size in characters, or in what is counted: what is to be measured, with its text made
    size: int


def context(text: str) -> Context:
    return Context(parse(text.encode(), "CLAUDE.md", "claude"), Project("/nowhere"))


def checked(*rules: Rule) -> Callable[[str], object]:
    def work(text: str) -> list[object]:
        return [[*rule.check(context(text))] for rule in rules if rule.check]

    return work


def repeated(work: Callable[[str], object], piece: str, size: int, before: str = "", after: str = "") -> Work:
    def prepare(length: int) -> Callable[[], object]:
        text = before + piece * (length // max(len(piece), 1)) + after
        return lambda: work(text)

    return Work(prepare, size)


# What misleads the patterns of wording/*
WORDING = [
    "appropriate ", "use appropriate ", "make the code very clean, ", "a", "a_", "a-", "a/", "a.", "@a.", "1,", "12 of ", "use it, ", "and use ",
    "if needed ", "ensure that the ", "keep keep small ", "**appropriate** ", "__ appropriate ", "use: clean code ", "(use, ", "use appropriate" + " " * 50,
    "relevant tests use ", "best-practices-", "MUST SHOULD ", "[use ", "unless there is ", "consider a ", "is very ", "run relevant tests: ", "if needed, use haiku ",
]  # fmt: skip


def wording(piece: str) -> Work:
    def prepare(length: int) -> Callable[[], object]:
        text = "Use " + piece * (length // len(piece)) + " appropriate tests properly if needed clean code."
        read = context(text)
        assert read.sentences
        return lambda: lexical.matches(read)

    return Work(prepare, 160_000)


BLANKS = [" ", "\u00a0", "\u202f", "\u2009", "&nbsp;"]
NUMBERS = [*(f"1{mark}234" for mark in [*BLANKS, "'", "’", "_", ".", ",", ",2,"]), "123", "1 2,", "$1 "]


def number(run: str, end: str) -> Work:
    mark = run[1:-3] if len(run) > 3 else ""
    return repeated(amounts, run + mark, 60_000, "€ ", end)


SHELLS = [
    "curl ",
    "| sh ",
    "$(",
    "eval $(",
    "powershell ",
    "base64 ",
    "| sudo ",
    "-e ",
    "iex ",
    "\\",
    "curl http://a.b/c ",
]
CHARACTERS = ["\u200e", "\u202a\u200d", "a\u200c", "\u2800 ", "\x1b["]

KEYS = ["http://", "a:b@", "sk-", "eyJa.", "-----BEGIN PRIVATE" + " KEY-----", "T3BlbkFJ", "sk-T3BlbkFJ", "xoxb-1-"]
ANCHORS = sorted({anchor for shape in (*shapes(), *STRUCTURES) for anchor in shape.anchors})
# A variable for each key that is known only by the name beside it
NAMES = {
    "Airtable token": "AIRTABLE_API_KEY",
    "Atlassian token": "JIRA_API_TOKEN",
    "Azure AD client secret": "ARM_CLIENT_SECRET",
    "Buildkite token": "BUILDKITE_AGENT_TOKEN",
    "CircleCI token": "CIRCLE_TOKEN",
    "Contentful token": "CONTENTFUL_ACCESS_TOKEN",
    "Dropbox token": "DROPBOX_ACCESS_TOKEN",
    "ElevenLabs key": "XI_API_KEY",
    "GitHub token": "GH_TOKEN",
    "Mailchimp key": "MANDRILL_KEY",
    "MaxMind key": "GEOIPUPDATE_LICENSE_KEY",
    "Neon key": "NEON_API_KEY",
    "Netlify token": "NETLIFY_AUTH_TOKEN",
    "Pinecone key": "PINECONE_API_KEY",
    "Sonar token": "SONAR_TOKEN",
    "Sourcegraph token": "SRC_ACCESS_TOKEN",
    "Vault token": "VAULT_TOKEN",
    "npm token": "NPM_TOKEN",
    "AWS secret key": "AWS_SECRET_ACCESS_KEY",
    "Azure storage key": "AccountKey",
    "Azure shared access key": "SharedAccessKey",
    "Alibaba secret key": "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "Cloudflare token": "CF_API_TOKEN",
    "Cloudflare global key": "CLOUDFLARE_API_KEY",
    "Datadog key": "DD_API_KEY",
    "Twilio auth token": "TWILIO_AUTH_TOKEN",
    "Vercel token": "VERCEL_TOKEN",
    "Mistral key": "MISTRAL_API_KEY",
    "Cohere key": "CO_API_KEY",
    "Together key": "TOGETHER_API_KEY",
    "Weights & Biases key": "WANDB_API_KEY",
    "Heroku key": "HEROKU_API_KEY",
    "Snyk token": "SNYK_TOKEN",
    "Okta token": "OKTA_API_TOKEN",
    "Sentry token": "SENTRY_AUTH_TOKEN",
    "Fastly token": "FASTLY_API_TOKEN",
    "LaunchDarkly token": "LAUNCHDARKLY_SDK_KEY",
    "Algolia admin key": "ALGOLIA_ADMIN_KEY",
    "Kraken key": "KRAKEN_PRIVATE_KEY",
}


def searched(start: str, ends: tuple[str, ...], size: int) -> Work:
    def prepare(count: int) -> Callable[[], object]:
        return lambda: [[*find_secrets((start + end) * count)] for end in ends]

    return Work(prepare, size)


def keys(count: int, start: str, length: int) -> list[str]:
    dice = Random(count)
    return [start + "".join(dice.choices(BASE32, k=length)) for _ in range(count)]


def redacted(count: int) -> Callable[[], object]:
    text = "\n".join(keys(count, "ghp_", 36))
    return lambda: redact(text)


def covered(count: int) -> Callable[[], object]:
    text = "".join(f"Use {key} here.\n" for key in keys(count, "AKIA", 16))
    secrets = known(text)
    return lambda: secrets.cover(text)


MARKDOWN: Mapping[str, Callable[[int], str]] = {
    "one long line": lambda n: "x" * 4 * n,
    "newlines": lambda n: "\n" * n,
    "nested quotes": lambda n: "> " * (n // 10) + "x",
    "nested lists": lambda n: "".join(" " * min(i, 200) + "- a\n" for i in range(n // 40)),
    "brackets": lambda n: "[" * (n // 10),
    "backticks": lambda n: "`a``b" * (n // 10),
    "comments": lambda n: "<!--" * (n // 10),
    "images": lambda n: "![a](b" * (n // 20),
    "columns": lambda n: "|a" * (n // 10) + "\n" + "|-" * (n // 10),
    "emphasis": lambda n: "**a** *" * (n // 10),
    "sentences": lambda n: "- Stop: a. " * (n // 10),
    "directives": lambda n: "<!-- ctxlint: ignore[a/b] -->\n- a\n" * (n // 100),
    "quotes": lambda n: "\"a '" * (n // 10),
}


def markdown(make: Callable[[int], str]) -> Work:
    def prepare(length: int) -> Callable[[], object]:
        data = make(length).encode()
        return lambda: [*sentences(parse(data, "CLAUDE.md", "claude"))]

    return Work(prepare, 160_000)


WORK: Mapping[str, Work] = {
    **{f"wording {piece.strip()!r}": wording(piece) for piece in WORDING},
    **{f"numbers {run!r} {end!r}": number(run, end) for run in NUMBERS for end in ("", " €", "x", ".5 €", "'")},
    **{
        f"characters {piece!r}": repeated(checked(hidden_character.RULE, stray_character.RULE), piece, 8_000 * len(piece))
        for piece in CHARACTERS
    },
    **{
        f"shells {piece!r}": repeated(checked(obfuscated_shell.RULE), piece, 16_000 * len(piece), "```sh\ncurl ", "\n```\n")
        for piece in SHELLS
    },
    **{f"keys {piece!r}": searched(piece, ("",), 20_000) for piece in KEYS},
    **{f"anchors {anchor!r}": searched(anchor, ("", " ", "a1B2_", "f0"), 8_000) for anchor in ANCHORS},
    **{
        f"names {name!r}": searched(name, ("=", ": a1", "=a1B2 ", "|"), 4_000)
        for name in (*NAMES.values(), "password", "token", "")
    },
    "keys that are redacted": Work(redacted, 4_000),
    "keys that are covered": Work(covered, 40_000),
    **{f"Markdown, {name}": markdown(make) for name, make in MARKDOWN.items()},
}  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started


def growth(work: Work) -> tuple[float, float]:
    """Seconds for an eighth of the size and for the whole: the attempt of three that grows least."""
    work.prepare(work.size // 16)()  # compiles
    attempts = []
    for _ in range(3):
        small = min(seconds(work.prepare(work.size // 8)) for _ in range(2))
        attempts.append((small, seconds(work.prepare(work.size))))
    return min(attempts, key=lambda pair: pair[1] / max(pair[0], 0.02))


def steep(names: list[str]) -> Iterator[str]:
    for name in names:
        small, large = growth(WORK[name])
        if large >= SETTLED and large / max(small, 0.02) >= 24:
            yield f"{name}: {small:.2f} s, {large:.2f} s for eight times as much"


def main() -> int:
    found = [*steep(sys.argv[1:] or [*WORK])]
    print("\n".join(found) or f"{len(sys.argv[1:] or WORK)} pieces of work, none grows faster than its text")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
