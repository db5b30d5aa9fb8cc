"""Java, Kotlin, Scala: Gradle, Maven and sbt, by wrapper and plugins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.scaffold.facts.command import CONFIGURED, CUSTOMARY, Command

if TYPE_CHECKING:
    from ctxlint.scaffold.facts.view import View

GRADLE = ("build.gradle.kts", "build.gradle", "settings.gradle.kts", "settings.gradle")
NOT_APPLIED = re.compile(r"\bapply[ (]*false\b")
PLUGINS = (
    # what a build file names, what it gives
    (re.compile(r"\borg\.springframework\.boot\b"), "run", "bootRun"),
    (re.compile(r"^\s*application\s*$|\bid[ (]*[\"']application[\"']", re.MULTILINE), "run", "run"),
    (re.compile(r"com\.diffplug\.spotless\b"), "format", "spotlessApply"),
    (re.compile(r"com\.diffplug\.spotless\b"), "lint", "spotlessCheck"),
    (re.compile(r"\bio\.gitlab\.arturbosch\.detekt\b|\bdev\.detekt\b"), "lint", "detekt"),
    (re.compile(r"\borg\.jlleitschuh\.gradle\.ktlint\b"), "lint", "ktlintCheck"),
)
TESTS = re.compile(r"(?:^|/)src/\w*[tT]est\w*/")


def commands(view: View) -> Iterator[Command]:
    yield from _gradle(view)
    yield from _maven(view)
    if "build.sbt" in view.top:
        yield Command("build", "sbt compile", f"{view.prefix}build.sbt", "scala", CUSTOMARY)
        if any(TESTS.search(path) for path in view.paths):
            yield Command("test", "sbt test", f"{view.prefix}build.sbt, src/test", "scala", CUSTOMARY)


def _gradle(view: View) -> Iterator[Command]:
    file = view.has(*GRADLE)
    if not file:
        return
    call = "./gradlew" if "gradlew" in view.top else "gradle"
    where = f"{view.prefix}gradlew" if call == "./gradlew" else f"{view.prefix}{file}"
    yield Command("build", f"{call} build", where, "gradle", CUSTOMARY)
    if any(TESTS.search(path) for path in view.paths):
        yield Command("test", f"{call} test", f"{where}, src/test", "gradle", CUSTOMARY)
    build = view.has("build.gradle.kts", "build.gradle")
    text = "\n".join(line for line in view.text(build or "").splitlines() if not NOT_APPLIED.search(line))
    for order, (pattern, role, task) in enumerate(PLUGINS):
        if pattern.search(text):
            yield Command(role, f"{call} {task}", f"{view.prefix}{build}: plugins", "gradle", CONFIGURED, order)


def _maven(view: View) -> Iterator[Command]:
    if "pom.xml" not in view.top:
        return
    call = "./mvnw" if "mvnw" in view.top else "mvn"
    path = f"{view.prefix}pom.xml"
    yield Command("build", f"{call} package", path, "maven", CUSTOMARY)
    if any(TESTS.search(name) for name in view.paths):
        yield Command("test", f"{call} test", f"{path}, src/test", "maven", CUSTOMARY)
    text = view.text("pom.xml").partition("<pluginManagement>")[0]
    if "<artifactId>spring-boot-maven-plugin</artifactId>" in text and "<modules>" not in text:
        yield Command("run", f"{call} spring-boot:run", f"{path}: spring-boot-maven-plugin", "maven", CONFIGURED)
    if "<artifactId>spotless-maven-plugin</artifactId>" in text:
        yield Command("format", f"{call} spotless:apply", f"{path}: spotless-maven-plugin", "maven", CONFIGURED)
