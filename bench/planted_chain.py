"""Defects planted into real files, and how many are found: contradictions, versions, retired models.

python bench/planted_chain.py CORPUS      (a folder of checkouts; each is copied to a temporary folder first)

Each plant adds one pair of sentences, in turn to one file or to the file and to one that it imports, in a section of its
own. The rest of the file stays as it is, so a plant can be hidden by what is said there already.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PAIRS = {
    "indentation": [
        ("Indent with tabs.", "Use spaces for indentation."),
        ("Use tabs, not spaces.", "Indent with 4 spaces."),
        ("Always use tabs for indentation.", "Indentation: spaces, never tabs."),
    ],
    "indent width": [
        ("Indent with 2 spaces.", "Use 4 spaces for indentation."),
        ("Indentation is two spaces.", "4-space indentation everywhere."),
    ],
    "package manager": [
        ("Use pnpm.", "Use npm for dependencies."),
        ("The package manager is `yarn`.", "Always use pnpm, not yarn."),
        ("Use `bun` for everything.", "Never use bun."),
        ("Use pnpm, never npm.", "Package manager: npm"),
    ],
    "quotes": [
        ("Use single quotes.", "Prefer double quotes for strings."),
        ("Strings use double quotes.", "Use single quotes, not double quotes."),
    ],
    "line length": [
        ("Maximum line length is 100 characters.", "Keep lines under 80 characters."),
        ("Line length: 120", "Lines must not exceed 88 characters."),
        ("Wrap lines at 72 characters.", "Limit lines to 100 columns."),
    ],
    "test runner": [
        ("Use Vitest as the test runner.", "Write tests with Jest."),
        ("Use pytest.", "Use unittest for tests, never pytest."),
        ("The test framework is Mocha.", "Always use `vitest`."),
    ],
    "semicolons": [("Always use semicolons.", "No semicolons."), ("Omit semicolons.", "Use semicolons.")],
    "order": [
        ("Always commit generated files.", "Never commit generated files."),
        ("Always squash commits before merging.", "Do not squash commits before merging."),
        ("You must sign every commit with your key.", "Never sign commit with key."),
    ],
}
VERSIONS = [
    (
        "package.json",
        '{"engines": {"node": ">=20"}}',
        ["Use Node 14.", "Runtime: Node.js 16", "Requires Node 18+.", "Write for Node v12."],
    ),
    (
        "pyproject.toml",
        '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.11"\n',
        ["Use Python 3.8.", "- Python 3.9+", "Language: Python 3.10", "Python >= 3.8 is required."],
    ),
    ("go.mod", "module x\n\ngo 1.23\n", ["Use Go 1.19.", "Requires Go 1.20+.", "- Go 1.18"]),
    (
        "Cargo.toml",
        '[package]\nname = "x"\nversion = "0.1.0"\nrust-version = "1.80"\n',
        ["Rust 1.70", "Needs Rust 1.65 or later."],
    ),
]
MODELS = [
    (
        "models/retired",
        ".claude/agents/planted-{}.md",
        "---\nname: planted-{}\ndescription: Reads a diff.\nmodel: {}\n---\n\nRead the diff.\n",
    ),
    ("models/retired", "CLAUDE.md", "\n## Models\n\n```bash\nclaude --model {1} -p 'go'\n```\n"),
    ("models/stale-mention", "CLAUDE.md", "\n## Models\n\nSummaries are written by `{1}`.\n"),
]
RETIRED = [
    "claude-3-opus-20240229",
    "claude-3-5-sonnet-20241022",
    "claude-3-7-sonnet-20250219",
    "claude-3-haiku-20240307",
    "claude-2.1",
    "claude-opus-4-1",
    "claude-sonnet-4-0",
]


class Plant(NamedTuple):
    rule: str
    topic: str
    files: dict[str, str]  # path -> what is added to it


def plants() -> Iterator[Plant]:
    for topic, pairs in PAIRS.items():
        for a, b in pairs:
            for first, second in ((a, b), (b, a)):
                yield Plant(
                    "consistency/contradiction", topic, {"CLAUDE.md": f"\n## Conventions\n\n- {first}\n- {second}\n"}
                )
                both = {
                    "CLAUDE.md": f"\n## Conventions\n\n@planted-style.md\n\n{first}\n",
                    "planted-style.md": f"# Style\n\n- {second}\n",
                }
                yield Plant("consistency/contradiction", topic, both)
    for manifest, text, sentences in VERSIONS:
        for sentence in sentences:
            yield Plant("claims/version", manifest, {f"planted/{manifest}": text, "planted/CLAUDE.md": f"{sentence}\n"})
    for rule, path, text in MODELS:
        for index, name in enumerate(RETIRED):
            yield Plant(rule, path, {path.format(index): text.format(index, name)})


def found(root: Path, plant: Plant) -> bool:
    command = [
        sys.executable,
        "-P",
        "-m",
        "ctxlint",
        "check",
        "--no-config",
        "--select",
        plant.rule,
        "--output-format",
        "json",
        ".",
    ]
    before = {path: (root / path).read_bytes() if (root / path).is_file() else None for path in plant.files}
    for path, text in plant.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(((before[path] or b"").rstrip() + b"\n" + text.encode()).lstrip())
    try:
        answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        return any(finding["rule"] == plant.rule for finding in json.loads(answer.stdout)["findings"])
    finally:
        for path, data in before.items():
            if data is None:
                (root / path).unlink()
            else:
                (root / path).write_bytes(data)


def main() -> None:
    sources = sorted(p for p in Path(sys.argv[1]).glob("*/CLAUDE.md") if not p.is_symlink() and p.stat().st_size > 200)
    total: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        subprocess.run(["git", "init", "-q", scratch], check=True)
        for index, plant in enumerate(plants()):
            (root / "CLAUDE.md").write_bytes(sources[index % len(sources)].read_bytes())
            hit = found(root, plant)
            total[plant.rule] += 1
            hits[plant.rule] += hit
            if not hit:
                print("missed:", plant.rule, plant.topic, sources[index % len(sources)].parent.name, plant.files)
    for rule, count in total.items():
        print(f"{rule}: {hits[rule]} of {count} found, {hits[rule] / count:.0%}")


if __name__ == "__main__":
    main()
