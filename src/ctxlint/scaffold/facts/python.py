"""Python: pytest, tox, Ruff, Black, mypy, Pyright, pre-commit, as the manifests configure or name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ctxlint.project.manifests import values
from ctxlint.scaffold.facts.command import CONFIGURED, CUSTOMARY, DECLARED, FALLBACK, Command
from ctxlint.scaffold.facts.managers import python_manager

if TYPE_CHECKING:
    from ctxlint.scaffold.facts.view import View

NAME = re.compile(r"\s*([A-Za-z0-9][\w.-]*)")
TEST_FILE = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_test)\.py\Z")
REQUIREMENTS = re.compile(r"(?:[\w-]*requirements[\w-]*\.txt|requirements/[\w-]+\.txt)\Z")
DEFAULT_GROUPS = ("dev",)
# groups and extras for work on the project; a tool in another one serves another purpose
WORK = re.compile(
    r"(?:all|check|checks|ci|dev\w*|format|lint\w*|mypy|pre-?commit|qa|quality|ruff|style|tests?|testing|tests?-\w+|types?|typing|type-?check\w*)\Z",
    re.IGNORECASE,
)


def commands(view: View) -> Iterator[Command]:
    """Nothing, unless a manifest of Python is in the folder."""
    reader = Reader(view)
    if reader.is_python:
        yield from reader.install()
        yield from reader.tests()
        yield from reader.ruff()
        yield from reader.black()
        yield from reader.types()
        yield from reader.build_and_run()
    if ".pre-commit-config.yaml" in view.top and any(view.of("pre-commit")):
        evidence = f"{view.prefix}.pre-commit-config.yaml"
        yield Command("lint", "pre-commit run --all-files", evidence, FALLBACK, CUSTOMARY)


class Reader:
    """The manifests of Python in one folder, and what they say about one tool after the other."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.pyproject = view.toml("pyproject.toml")
        self.setup = view.ini("setup.cfg")
        self.tox = view.ini("tox.ini")
        self.tools: Mapping[str, Any] = values.table(self.pyproject, "tool")
        self.manager = python_manager(view)

    @cached_property
    def is_python(self) -> bool:
        named = "setup.py", "setup.cfg", "tox.ini", "Pipfile", "pixi.toml", "requirements.txt", "noxfile.py"
        return bool(self.pyproject) or self.view.has(*named) is not None

    @cached_property
    def dependencies(self) -> dict[str, str]:
        """name -> "" for what is always installed, "group dev", "extra test" for what those who work on it install."""
        found: dict[str, str] = {}
        if self.manager.name == "pixi":  # its environments hold what its own features name
            return found
        for where, names in self._declared():
            for name in names if not where or WORK.match(where.partition(" ")[2]) else ():
                match = NAME.match(name)
                if match:
                    found.setdefault(re.sub(r"[-_.]+", "-", match[1].lower()), where)
        return found

    def _declared(self) -> Iterator[tuple[str, list[str]]]:
        project, poetry = values.table(self.pyproject, "project"), values.table(self.tools, "poetry")
        yield "", [*values.strings(project.get("dependencies")), *values.table(poetry, "dependencies")]
        yield "", list(values.table(poetry, "dev-dependencies"))
        yield "", list(values.strings(values.table(self.tools, "uv").get("dev-dependencies")))
        for group, names in values.table(self.pyproject, "dependency-groups").items():
            yield f"group {group}", list(values.strings(names))
        for group, table in values.table(poetry, "group").items():
            yield f"group {group}", list(values.table(table, "dependencies"))
        for group, names in values.table(self.tools, "pdm", "dev-dependencies").items():
            yield f"group {group}", list(values.strings(names))
        for extra, names in values.table(project, "optional-dependencies").items():
            yield f"extra {extra}", list(values.strings(names))
        for path in sorted(self.view.top | {p for p in self.view.paths if p.startswith("requirements/")}):
            if REQUIREMENTS.match(path):
                yield "", self.view.text(path).splitlines()
        pipfile = self.view.toml("Pipfile")
        yield "", [*values.table(pipfile, "packages"), *values.table(pipfile, "dev-packages")]

    def call(self, tool: str) -> str:
        """What stands before a tool, so that it runs where it is installed."""
        kind, _, name = self.dependencies.get(tool, "").partition(" ")
        if self.manager.name == "uv" and kind == "group" and name not in self._default_groups():
            return f"uv run --group {name} "
        if self.manager.name == "uv" and kind == "extra":
            return f"uv run --extra {name} "
        return self.manager.runs

    def _default_groups(self) -> tuple[str, ...]:
        named = values.table(self.tools, "uv").get("default-groups", list(DEFAULT_GROUPS))
        every = tuple(values.table(self.pyproject, "dependency-groups"))
        return every if named == "all" else values.strings(named)

    def install(self) -> Iterator[Command]:
        name, where = self.manager.name, self.manager.evidence
        calls = {"uv": "uv sync", "poetry": "poetry install", "pdm": "pdm install", "pixi": "pixi install"}
        calls |= {"pipenv": "pipenv install --dev", "rye": "rye sync"}
        if name in calls:
            yield Command("install", calls[name], where, "python", CONFIGURED)
            return
        yield from self._pip()

    def _pip(self) -> Iterator[Command]:
        project = values.table(self.pyproject, "project")
        installable = ("build-system" in self.pyproject and project.get("name")) or "setup.py" in self.view.top
        if installable:
            extras = values.table(project, "optional-dependencies")
            extra = next((extra for extra in ("dev", "test", "tests", "testing") if extra in extras), None)
            groups = values.table(self.pyproject, "dependency-groups")
            target = f'-e ".[{extra}]"' if extra else "-e . --group dev" if "dev" in groups else "-e ."
            source = "pyproject.toml" if project.get("name") else "setup.py"
            yield Command(
                "install", f"python -m pip install {target}", f"{self.view.prefix}{source}", "python", CONFIGURED
            )
        if "requirements.txt" in self.view.top:
            call = "python -m pip install -r requirements.txt"
            yield Command("install", call, f"{self.view.prefix}requirements.txt", "python", CUSTOMARY)

    def tests(self) -> Iterator[Command]:
        evidence = self._pytest()
        if evidence:
            call = self.call("pytest")
            text = f"{call}pytest" if call else "python -m pytest"
            yield Command("test", text, f"{self.view.prefix}{evidence}", "python", CONFIGURED)
        listed = values.string(self.tox.get("tox", {}).get("envlist")) or self.tox.get("tox", {}).get("env_list")
        if listed:
            yield Command("test", "tox", f"{self.view.prefix}tox.ini: envlist", "python", CONFIGURED, order=1)

    def _pytest(self) -> str | None:
        """Where pytest is configured, or named while there are tests for it."""
        if values.table(self.tools, "pytest"):
            table = "pytest.ini_options" if values.table(self.tools, "pytest", "ini_options") else "pytest"
            return f"pyproject.toml: [tool.{table}]"
        if found := self.view.has("pytest.ini", ".pytest.ini", "pytest.toml"):
            return found
        if "pytest" in self.tox:
            return "tox.ini: [pytest]"
        if "tool:pytest" in self.setup:
            return "setup.cfg: [tool:pytest]"
        if not any(TEST_FILE.search(path) for path in self.view.paths):
            return None
        if "pytest" in self.dependencies:
            return f"pytest is a dependency ({self.dependencies['pytest'] or 'of the project'})"
        return self.view.has("conftest.py", "tests/conftest.py", "test/conftest.py")

    def _hooks(self) -> frozenset[str]:
        return frozenset(script.name for manifest in self.view.of("pre-commit") for script in manifest.scripts)

    def _configured(self, tool: str, *files: str) -> str | None:
        """Where a tool is configured or named; None where it runs as a hook of pre-commit only."""
        if tool in self.dependencies:
            return f"{tool} is a dependency ({self.dependencies[tool] or 'of the project'})"
        if any(hook == tool or hook.startswith((f"{tool}-", f"{tool}_")) for hook in self._hooks()):
            return None
        if values.table(self.tools, tool):
            return f"pyproject.toml: [tool.{tool}]"
        return self.view.has(*files)

    def ruff(self) -> Iterator[Command]:
        evidence = self._configured("ruff", "ruff.toml", ".ruff.toml")
        if not evidence:
            return
        call = self.call("ruff") if "ruff" in self.dependencies else ""
        yield Command("lint", f"{call}ruff check", f"{self.view.prefix}{evidence}", "python", CONFIGURED)
        own = self.view.toml("ruff.toml") or self.view.toml(".ruff.toml") or values.table(self.tools, "ruff")
        if "format" in own:
            where = f"{self.view.prefix}{self.view.has('ruff.toml', '.ruff.toml') or 'pyproject.toml'}: format"
            yield Command("format", f"{call}ruff format", where, "python", CONFIGURED)

    def black(self) -> Iterator[Command]:
        if values.table(self.tools, "black") and "black" in self.dependencies:
            where = f"{self.view.prefix}pyproject.toml: [tool.black]"
            yield Command("format", f"{self.call('black')}black .", where, "python", CONFIGURED, order=1)

    def types(self) -> Iterator[Command]:
        """mypy only where the configuration says what it checks."""
        ini = {**self.setup, **self.view.ini("mypy.ini"), **self.view.ini(".mypy.ini")}.get("mypy", {})
        scope = {"files", "packages", "modules"} & {*values.table(self.tools, "mypy"), *ini}
        if scope and "mypy" in self.dependencies:
            where = "pyproject.toml: [tool.mypy]" if values.table(self.tools, "mypy") else "[mypy]"
            yield Command("typecheck", f"{self.call('mypy')}mypy", where, "python", CONFIGURED)
        for order, tool in enumerate(("basedpyright", "pyright"), 1):
            file = "pyrightconfig.json" if tool == "pyright" else "basedpyrightconfig.json"
            if (values.table(self.tools, tool) or self.view.has(file)) and tool in self.dependencies:
                call = self.call(tool)
                where = f"pyproject.toml: [tool.{tool}]" if values.table(self.tools, tool) else file
                yield Command("typecheck", f"{call}{tool}", where, "python", CONFIGURED, order=order)
        if (values.table(self.tools, "ty") or self.view.has("ty.toml")) and "ty" in self.dependencies:
            yield Command("typecheck", f"{self.call('ty')}ty check", "[tool.ty]", "python", CONFIGURED, order=3)

    def build_and_run(self) -> Iterator[Command]:
        project = values.table(self.pyproject, "project")
        path = f"{self.view.prefix}pyproject.toml"
        if self.manager.name in ("uv", "poetry", "pdm") and "build-system" in self.pyproject:
            yield Command("build", f"{self.manager.name} build", f"{path}: [build-system]", "python", CUSTOMARY)
        scripts = [*values.table(project, "scripts"), *values.table(self.tools, "poetry", "scripts")]
        name = values.string(project.get("name"))
        chosen = scripts[0] if len(scripts) == 1 else name if name in scripts else None
        if chosen and re.fullmatch(r"[\w.-]+", chosen):
            call = self.manager.runs
            yield Command("run", f"{call}{chosen}", f"{path}: [project.scripts]", "python", DECLARED, order=500)
