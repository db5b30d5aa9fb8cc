"""Gradle: tasks that are registered literally, the version of Java, the wrapper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values

FILES = (
    "build.gradle",
    "build.gradle.kts",
    "settings.gradle",
    "settings.gradle.kts",
    "gradlew",
    "gradle-wrapper.properties",
)

TASK = re.compile(
    r"""\btasks\.(?:register|create)(?:<[\w.]+>)?\(\s*["'](\w+)["']"""
    r"""|^[ \t]*task[ \t]+(\w+)|\bval[ \t]+(\w+)[ \t]+by[ \t]+tasks\.(?:registering|creating)\b""",
    re.MULTILINE,
)
JAVA = re.compile(
    r"(?:JavaLanguageVersion\.of\(|\bjvmToolchain\("
    r"|\b(?:source|target)Compatibility(?:[ \t]*=)?[ \t]*(?:JavaVersion\.VERSION_)?[\"']?)(\d[\d._]*)"
)
GRADLE = re.compile(r"^distributionUrl=.*?/gradle-(\d[\d.]*)", re.MULTILINE)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    """Plugins add tasks of their own, so the list is always open."""
    text = "" if path.endswith("gradlew") else values.text_of(path, read)
    found = {"java": JAVA.search(text), "gradle": GRADLE.search(text)}
    yield Manifest(
        "gradle",
        path,
        scripts=values.names(dict.fromkeys(("".join(names) for names in TASK.findall(text)), "")),
        open=True,
        versions={runtime: match[1].replace("1_", "1.") for runtime, match in found.items() if match},
        managers=("gradle",),
    )
