"""What a small repository of each ecosystem proves, and what it does not."""

from __future__ import annotations

import pytest
from helpers import repository, write

from ctxlint.scaffold.facts import gather
from ctxlint.scaffold.facts.command import CONFIGURED, CUSTOMARY, Command, choose

PACKAGE = '{"scripts": {"build": "tsc", "test": "vitest run", "lint": "eslint .", "dev": "vite", "typecheck": "tsc --noEmit"}}'
PYPROJECT = '[project]\nname = "a"\n[build-system]\nrequires = []\n'
PYTEST = "[tool.pytest.ini_options]\n"

# name -> files, the commands they prove
REPOSITORIES: dict[str, tuple[dict[str, str], list[str]]] = {
    "npm": (
        {"package.json": PACKAGE, "package-lock.json": "{}"},
        ["npm ci", "npm run build", "npm run test", "npm run lint", "npm run typecheck", "npm run dev"],
    ),
    "pnpm": ({"package.json": '{"scripts": {"test": "vitest run"}}', "pnpm-lock.yaml": "a: 1"}, ["pnpm install", "pnpm run test"]),
    "yarn": ({"package.json": '{"scripts": {"test": "jest"}}', "yarn.lock": "#"}, ["yarn install", "yarn run test"]),
    "bun": ({"package.json": '{"scripts": {"test": "bun test"}}', "bun.lock": "{}"}, ["bun install", "bun run test"]),
    "npm without a lockfile": ({"package.json": '{"scripts": {"test": "jest"}}'}, ["npm run test"]),
    "two lockfiles": (
        {"package.json": '{"scripts": {"test": "jest"}}', "yarn.lock": "#", "package-lock.json": "{}"},
        ["npm run test"],
    ),
    "packageManager": (
        {"package.json": '{"packageManager": "yarn@4.1.0", "scripts": {"test": "jest"}}', "package-lock.json": "{}"},
        ["yarn install", "yarn run test"],
    ),
    "stub": ({"package.json": '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}}'}, []),
    "watch": ({"package.json": '{"scripts": {"test": "vitest", "test:run": "vitest run"}}'}, ["npm run test:run"]),
    "format that only looks": ({"package.json": '{"scripts": {"format": "prettier --check ."}}'}, []),
    "deno": (
        {"deno.json": '{"tasks": {"dev": "deno run main.ts"}, "fmt": {}, "lint": {}}', "a_test.ts": ""},
        ["deno test", "deno lint", "deno fmt", "deno task dev"],
    ),
    "uv": (
        {"pyproject.toml": f'{PYPROJECT}{PYTEST}a = 1\n[dependency-groups]\ndev = ["pytest", "ruff"]\n', "uv.lock": "#"},
        ["uv sync", "uv build", "uv run pytest", "uv run ruff check"],
    ),
    "uv extra": (
        {
            "pyproject.toml": f'[project]\nname = "a"\n[project.optional-dependencies]\ntest = ["pytest"]\n{PYTEST}a = 1',
            "uv.lock": "#",
        },
        ["uv sync", "uv run --extra test pytest"],
    ),
    "uv group of another purpose": (
        {"pyproject.toml": '[dependency-groups]\nbench = ["pytest"]\n', "uv.lock": "#", "test_a.py": ""},
        ["uv sync"],
    ),
    "poetry": (
        {"pyproject.toml": f'[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "^3.11"\n{PYTEST}a = 1', "poetry.lock": "#"},
        ["poetry install", "poetry run pytest"],
    ),
    "pdm": ({"pyproject.toml": '[tool.pdm.scripts]\ntest = "pytest"\n', "pdm.lock": "#"}, ["pdm install", "pdm run test"]),
    "hatch": (
        {"pyproject.toml": '[tool.hatch.envs.default.scripts]\ntest = "pytest"\n[tool.hatch.envs.docs.scripts]\nbuild = "mkdocs build"\n'},
        ["hatch run test"],
    ),
    "pip": (
        {"pyproject.toml": f'{PYPROJECT}[project.optional-dependencies]\ndev = ["pytest"]\n', "tests/test_a.py": ""},
        ['python -m pip install -e ".[dev]"', "python -m pytest"],
    ),
    "requirements": ({"requirements.txt": "pytest\n", "test_a.py": ""}, ["python -m pip install -r requirements.txt", "python -m pytest"]),
    "tox": ({"tox.ini": "[tox]\nenvlist = py311, lint\n[testenv:lint]\ncommands = ruff check\n"}, ["tox", "tox -e lint"]),
    "nox": ({"noxfile.py": "import nox\n@nox.session\ndef tests(session):\n    pass\n"}, ["nox -s tests"]),
    "rust": (
        {"Cargo.toml": '[package]\nname = "a"\n', "src/main.rs": "fn main() {}", "clippy.toml": "a = 1", "rustfmt.toml": "a = 1"},
        ["cargo build", "cargo test", "cargo clippy", "cargo fmt", "cargo run"],
    ),
    "rust workspace": (
        {"Cargo.toml": '[workspace]\nmembers = ["a"]\n', ".config/nextest.toml": "#"},
        ["cargo build --workspace", "cargo nextest run --workspace"],
    ),
    "go": (
        {"go.mod": "module example.com/shop\n", "cmd/shop/main.go": "", "a_test.go": "", ".golangci.yml": "a: 1"},
        ["go mod download", "go build ./...", "go test ./...", "golangci-lint run", "go run ./cmd/shop"],
    ),
    "gradle": (
        {"build.gradle.kts": "plugins {\n  application\n}\n", "gradlew": "#!/bin/sh", "src/test/java/ATest.java": ""},
        ["./gradlew build", "./gradlew test", "./gradlew run"],
    ),
    "gradle plugin that is not applied": (
        {"build.gradle.kts": 'plugins {\n  id("org.springframework.boot") apply false\n}\n'},
        ["gradle build"],
    ),
    "maven": ({"pom.xml": "<project/>", "mvnw": "#", "src/test/java/ATest.java": ""}, ["./mvnw package", "./mvnw test"]),
    "sbt": ({"build.sbt": "", "src/test/scala/A.scala": ""}, ["sbt compile", "sbt test"]),
    "dotnet": ({"A.sln": "", "tests/A.Tests.csproj": "<Project/>"}, ["dotnet restore", "dotnet build", "dotnet test"]),
    "dotnet with two solutions": ({"A.sln": "", "B.sln": ""}, []),
    "ruby": (
        {"Gemfile": 'gem "rspec"\ngem "rubocop"\n', ".rspec": "", "spec/a_spec.rb": "", ".rubocop.yml": "a: 1"},
        ["bundle install", "bundle exec rspec", "bundle exec rubocop"],
    ),
    "rake": ({"Gemfile": "", "Rakefile": "task :test do\nend\n"}, ["bundle install", "bundle exec rake test"]),
    "php": (
        {"composer.json": '{"require-dev": {"phpunit/phpunit": "11"}, "scripts": {"lint": "phpstan"}}', "phpunit.xml": ""},
        ["composer install", "vendor/bin/phpunit", "composer run lint"],
    ),
    "elixir": (
        {"mix.exs": "defp deps do\n [{:credo, \"~> 1.7\"}]\nend\n", "test/a_test.exs": "", ".formatter.exs": "[]"},
        ["mix deps.get", "mix compile", "mix test", "mix credo", "mix format"],
    ),
    "cmake": (
        {"CMakeLists.txt": "project(a)\nenable_testing()\n"},
        ["cmake -S . -B build && cmake --build build", "ctest --test-dir build"],
    ),
    "meson": (
        {"meson.build": "project('a', 'c')\ntest('a', exe)\n"},
        ["meson setup build && meson compile -C build", "meson test -C build"],
    ),
    "swift": ({"Package.swift": "// swift-tools-version:5.9\n.testTarget(\n"}, ["swift build", "swift test"]),
    "make in front": (
        {"Makefile": "test:\n\tgo test ./...\ninstall:\n\tcp a /usr/local/bin\n", "go.mod": "module a\n", "a_test.go": ""},
        ["go mod download", "go build ./...", "make test"],
    ),
    "make that installs": ({"Makefile": "install:\n\tuv sync\n"}, ["make install"]),
    "just": ({"justfile": "test *args:\n  pytest {{args}}\nrun name:\n  ./{{name}}\n"}, ["just test"]),
    "task": ({"Taskfile.yml": "tasks:\n  build: go build\n"}, ["task build"]),
    "mise": ({"mise.toml": '[tasks.lint]\nrun = "eslint"\n'}, ["mise run lint"]),
    "pre-commit alone": (
        {".pre-commit-config.yaml": "repos:\n- repo: local\n  hooks:\n  - id: x\n"},
        ["pre-commit run --all-files"],
    ),
    "packages only": (
        {"api/go.mod": "module a\n", "api/main.go": "", "web/package.json": '{"scripts": {"test": "jest"}}', "web/yarn.lock": "#"},
        ["cd api && go mod download", "cd web && yarn install", "cd api && go build ./...", "cd web && yarn run test", "cd api && go run ."],
    ),
    "script with a hostile name": ({"package.json": '{"scripts": {"test`; rm -rf /": "x", "test": "jest"}}'}, ["npm run test"]),
    "broken manifest": ({"package.json": "{", "Makefile": "test:\n\tx\n"}, ["make test"]),
    "nothing": ({"README.md": "a"}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", REPOSITORIES)
def test_commands(name, tmp_path):
    files, expected = REPOSITORIES[name]
    facts = gather(str(repository(tmp_path / "repository", files)))
    assert sorted(command.text for command in facts.commands) == sorted(expected)


def test_evidence_is_kept(tmp_path):
    files = {"package.json": PACKAGE, "pnpm-lock.yaml": "a: 1", "pyproject.toml": f"{PYTEST}a = 1\n"}
    facts = gather(str(repository(tmp_path / "r", files)))
    evidence = {command.text: command.evidence for command in facts.commands}
    assert evidence["pnpm run test"] == "package.json: scripts.test"
    assert evidence["python -m pytest"] == "pyproject.toml: [tool.pytest.ini_options]"
    assert evidence["pnpm install"] == "pnpm-lock.yaml"


def test_both_of_two_candidates_are_kept(tmp_path):
    facts = gather(
        str(repository(tmp_path / "r", {"Makefile": "test:\n\tx\n", "Cargo.toml": '[package]\nname = "a"\n'}))
    )
    assert "make test" in [command.text for command in facts.commands]
    assert [command.text for command in facts.others] == ["cargo test"]


def test_choice_prefers_the_more_specific():
    found = [
        Command("test", "tox", "tox.ini", "python", CONFIGURED, order=1),
        Command("test", "pytest", "pytest.ini", "python", CONFIGURED),
        Command("test", "cargo test", "Cargo.toml", "rust", CUSTOMARY),
        Command("lint", "pre-commit run", ".pre-commit-config.yaml", "fallback", CUSTOMARY),
    ]
    choice = choose(found)
    assert [command.text for command in choice.written] == ["pytest", "cargo test", "pre-commit run"]
    assert [command.text for command in choice.others] == ["tox"]


def test_layout(tmp_path):
    files = {
        "src/shop/a.py": "",
        "src/shop/b.py": "",
        "tests/test_a.py": "",
        "docs/conf.py": "",
        ".github/workflows/ci.yml": "a: 1",
        ".editorconfig": "",
        "AGENTS.md": "a",
        ".cursorrules": "a",
    }
    layout = gather(str(repository(tmp_path / "r", files))).layout
    assert [fact.name for fact in layout.languages] == ["Python"]
    assert [fact.name for fact in layout.source] == ["src/shop/"]
    assert [fact.name for fact in layout.tests] == ["tests/"]
    assert layout.ci == (("GitHub Actions", ".github/workflows/ci.yml"),)
    assert [fact.name for fact in layout.tools] == ["EditorConfig"]
    assert [fact.name for fact in layout.context] == [".cursorrules", "AGENTS.md"]


def test_a_package_takes_the_manager_of_its_workspace(tmp_path):
    files = {
        "package.json": '{"workspaces": ["packages/*"]}',
        "pnpm-lock.yaml": "a: 1",
        "packages/a/package.json": '{"name": "@x/a", "scripts": {"test": "jest"}}',
        "packages/b/package.json": "{}",
    }
    root = str(repository(tmp_path / "r", files))
    facts = gather(root, "packages/a")
    assert facts.name.name == "a"
    assert [command.text for command in facts.commands] == ["pnpm install", "pnpm run test"]
    assert gather(root).packages == ("packages/a", "packages/b")


def test_name_from_the_remote(tmp_path):
    root = repository(tmp_path / "worktree", {"a": "b"})
    with open(root / ".git" / "config", "a") as file:
        file.write('[remote "origin"]\n\turl = git@example.com:team/harbour.git\n')
    assert gather(str(root)).name.name == "harbour"


def test_broken_manifests_are_named(tmp_path):
    facts = gather(str(repository(tmp_path / "r", {"package.json": "{", "pyproject.toml": "="})))
    assert [fact.name for fact in facts.unreadable] == ["package.json", "pyproject.toml"]


def test_without_git_and_with_odd_names(tmp_path):
    write(tmp_path, {"Größe und Maß/a.py": "", "package.json": PACKAGE})
    facts = gather(str(tmp_path))
    assert [fact.name for fact in facts.layout.source] == ["Größe und Maß/"]
    assert "npm run test" in [command.text for command in facts.commands]


def test_a_manifest_that_links_outside_is_not_read(tmp_path):
    write(tmp_path, {"outside.json": PACKAGE})
    root = tmp_path / "r"
    root.mkdir()
    (root / "package.json").symlink_to("../outside.json")
    assert gather(str(root)).commands == ()
