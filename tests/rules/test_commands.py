"""Commands: scripts, targets and package managers against real manifests; every guard as a text that must stay silent."""

from __future__ import annotations

import pytest
from helpers import findings, lint_text, repository, write

from ctxlint.base.model import Span
from ctxlint.parse.commands import split
from ctxlint.project import declared
from ctxlint.rules.commands import wanted

PACKAGE = '{"scripts": {"build": "tsc", "test": "vitest", "test:unit": "vitest unit", "dev": "vite"}, "devDependencies": {"oxlint": "1"}}'
MAKEFILE = ".PHONY: test\nall: test\ntest lint: ; true\nVERSION = 1\n"
FILES = {
    "package.json": PACKAGE,
    "web/package.json": '{"scripts": {"storybook": "sb"}}',
    "Makefile": MAKEFILE,
    "justfile": "alias f := format\nformat *args='':\n  x\n_private:\n  x\n",
    "Taskfile.yml": "version: '3'\ntasks:\n  lint:\n    cmds: [x]\n  db:migrate:\n    cmds: [x]\n",
    "tox.ini": "[tox]\nenv_list = lint, py312\n[testenv]\n[testenv:docs]\n",
    "noxfile.py": "import nox\n@nox.session\ndef tests(session):\n    pass\n",
    "Rakefile": "task :release do\nend\n",
    "composer.json": '{"scripts": {"phpstan": "phpstan"}}',
    "deno.json": '{"tasks": {"serve": "x"}}',
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return repository(tmp_path_factory.mktemp("commands") / "p", FILES)


def found(root, text, rule, path="CLAUDE.md"):
    return [one.replace(f" commands/{rule}", "") for one in findings(text, path, [f"commands/{rule}"], root=root)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run `npm run tests`.", ["1:6 no script “tests” in package.json or 1 more"]),
        ("Run `pnpm run lint:fix --filter web`.", ["1:6 no script “lint:fix” in web/package.json"]),
        ("Run `bun run typecheck`.", ["1:6 no script “typecheck” in package.json or 1 more"]),
        ("Run `yarn run nope`.", ["1:6 no script “nope” in package.json or 1 more"]),
        ("Run `npm --prefix web run nope -- --watch`.", ["1:6 no script “nope” in web/package.json"]),
        (
            "```bash\nnpm ci\ncd web && npm run nope  # npm run other\n```",
            ["3:11 no script “nope” in web/package.json"],
        ),
        (
            "```bash\nnpm ci  # if present\n\n# All checks\nnpm run nope  # 2 min\n```",
            ["5:1 no script “nope” in package.json or 1 more"],
        ),
        ("```\n$ npm run nope\n```", ["2:3 no script “nope” in package.json or 1 more"]),
        ("Run `CI=1 npm run nope | tee log`.", ["1:11 no script “nope” in package.json or 1 more"]),
        ("If `npm run nope` fails, stop.", ["1:5 no script “nope” in package.json or 1 more"]),
        ("Run `composer run nope`.", ["1:6 no script “nope” in composer.json"]),
        ("Run `deno task nope`.", ["1:6 no script “nope” in deno.json or 2 more"]),
        ("Run `pnpm lint`.", ["1:6 no script “lint” in package.json or 1 more"]),
        ("Run `yarn test:e2e`.", ["1:6 no script “test:e2e” in package.json or 1 more"]),
        ("Run `npm run build`, `npm run storybook`.", ["1:23 no script “storybook” in package.json"]),
        ("> Run `npm run nope`.", ["1:8 no script “nope” in package.json or 1 more"]),
        ("> ```bash\n> npm run nope\n> ```", ["2:3 no script “nope” in package.json or 1 more"]),
        ("- [ ] no type errors (`npm run nope`)", ["1:24 no script “nope” in package.json or 1 more"]),
        ("- [ ] The checks do not fail: `npm run nope`", ["1:32 no script “nope” in package.json or 1 more"]),
        (
            "| x | `npm run nope` |\n|---|---|\n| x | `npm run nope` |",
            ["3:8 no script “nope” in package.json or 1 more"],
        ),
    ],
)
def test_missing_script(root, text, expected):
    assert found(root, text + "\n", "missing-script") == expected


@pytest.mark.parametrize(
    "text",
    [
        "`npm run build` `npm run test:unit` `pnpm run dev` `bun run test` `composer run phpstan` `deno task serve`",
        "In `web`, `npm run build` and `npm run storybook`.",
        "Each package has its own: `npm run build`, `npm run storybook`.",
        "## Frontend\n\n`npm run build` or `npm run storybook`",
        "`npm run storybook`",  # no other command shows that the file runs them at the root
        "`npm run build`, `npm run storybook -ws`",
        "`npm ci` `npm test` `npm start` `pnpm install` `bun test` `yarn nope` `npm audit` `pnpm nope` `npm run` `npx nope`",
        "`bun run sync.ts` `bun run scripts/copy.ts` `yarn run oxlint` `bun run tsc`",
        "`npm run <script>` `npm run your-script` `npm run test:*` `npm run $NAME` `npm run [name]` `npm run X` `npm run script-name`",
        "`npm run nope --if-present` `npm run ...` `npm run {a,b}`",
        "Never use `npm run nope`.",
        "Do _not_ run `npm run nope`.",
        "Run `npm run nope` if present.",
        "Use `make test` instead of `npm run nope`.",
        "`npm run nope` was removed.",
        "In the user's project run `npm run nope`.",
        "Asked for the checks, answer:\n\n> `npm run nope`",
        "> Never run `npm run nope`.",
        "Say:\n\n> ```bash\n> npm run nope\n> ```",
        "`pnpm nope` `yarn nope` `pnpm oxlint` `yarn start` `pnpm add x:y`",
        "## Examples\n\nRun `npm run nope`.",
        "Do not:\n\n```bash\nnpm run build\n```",
        "❌ `npm run nope`",
        "Run npm run nope now.",
        "```json\nnpm run nope\n```",
        "```bash\n# npm run nope\ncat <<EOF\nnpm run nope\nEOF\n```",
        "For example:\n\n```bash\nnpm run nope\n```",
        "```bash\n# The slow checks (if installed)\nnpm run nope\n```",
        "```bash\nnpm run nope  # if present\n```",
    ],
)
def test_scripts_that_are_no_mistake(root, text):
    assert found(root, text + "\n", "missing-script") == []


PACKAGES = {
    "package.json": '{"scripts": {"build": "x", "lint": "x"}, "workspaces": ["web"]}',
    "web/package.json": '{"name": "@me/site", "scripts": {"dev": "x"}}',
    "api/package.json": '{"scripts": {"serve": "x"',
    "docs/Makefile": "html: ;\n",
    "Makefile": "test: ;\n",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run `cd web && npm run build`.", ["1:16 no script “build” in web/package.json"]),
        ("Run `npm --prefix web run build`.", ["1:6 no script “build” in web/package.json"]),
        ("Run `npm --prefix=./web run build`.", ["1:6 no script “build” in web/package.json"]),
        ("Run `npm run build -w @me/site`.", ["1:6 no script “build” in web/package.json"]),
        ("Run `pnpm --filter site run build`.", ["1:6 no script “build” in web/package.json"]),
        ("Run `pnpm -F ./web run build`.", ["1:6 no script “build” in web/package.json"]),
        ("Run `cd docs && make test`.", ["1:17 no target “test” in docs/Makefile"]),
        ("Run `make -C docs test`.", ["1:6 no target “test” in docs/Makefile"]),
        ("Run `cd web && npm run dev`, `npm -C web run dev`, `npm run dev -w web`, `make -C docs html`.", []),
        ("Run `npm run build` and `npm run dev`.", ["1:26 no script “dev” in package.json"]),
        ("Run `npm run build` and `npm run serve`.", ["1:26 no script “serve” in package.json"]),
        ("Run `npm run build`, then in `api` `npm run serve`.", []),  # it may be in the one that cannot be read
        ("```bash\ncd web && npm run dev\nnpm run build\n```", []),  # meant one by one
        ("Run `cd tools && npm run build`, `pnpm --filter '*' run build`, `npm -w gone run build`.", []),
        ("Run `cd web && yarn run build`.", []),  # yarn runs programs of the root, too
    ],
)
def test_the_package_that_a_command_runs_in(tmp_path, text, expected):
    write(tmp_path, PACKAGES)
    found = findings(text + "\n", rules=["commands/missing-script", "commands/missing-target"], root=tmp_path)
    assert [
        one.replace("commands/missing-script ", "").replace("commands/missing-target ", "") for one in found
    ] == expected


def test_a_package_is_looked_for_from_the_folder_of_the_file_upward(tmp_path):
    write(tmp_path, {**PACKAGES, "apps/web/package.json": '{"scripts": {"build": "x"}}'})
    text = "Run `cd web && npm run build`.\n"
    assert found(tmp_path, text, "missing-script", "apps/CLAUDE.md") == []
    assert found(tmp_path, text, "missing-script") == ["1:16 no script “build” in web/package.json"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".claude/commands/x.md", 1),
        (".claude/agents/x.md", 1),
        ("plugins/p/skills/x/SKILL.md", 0),
        ("skills/x/SKILL.md", 0),
    ],
)
def test_skills_of_other_projects(root, path, expected):
    assert len(found(root, "Run `npm run nope`.\n", "missing-script", path)) == expected
    assert len(found(root, "Run `make nope`.\n", "missing-target", path)) == expected


def skipped(root, text, rule):
    result = lint_text(text, rules=[f"commands/{rule}"], root=str(root))
    return [one.message for one in result.diagnostics], dict(result.skipped).get(f"commands/{rule}")


@pytest.mark.parametrize(
    ("package", "note"),
    [
        ("{", "package.json:1:2: Expecting property name enclosed in double quotes"),
        ("", "package.json: empty"),
        ('{"scripts": 1', "package.json:1:14: Expecting ',' delimiter"),
        ("x" * 100, "package.json:1:1: Expecting value"),
        ('{"scripts": {"a": "' + "x" * 50_000_000 + '"}}', "package.json: not readable, or larger than 10 MB"),
    ],
    ids=["brace", "empty", "cut off", "no JSON", "50 MB"],
)
def test_nothing_rests_on_a_manifest_that_cannot_be_read_and_the_report_names_it(tmp_path, package, note):
    write(tmp_path, {"package.json": package})
    assert skipped(tmp_path, "Run `npm run nope`.\n", "missing-script") == ([], note)


def test_what_can_be_proven_beside_a_broken_manifest_is_found(tmp_path):
    write(tmp_path, {**PACKAGES, "old/Makefile": ""})
    text = "Run `cd web && npm run nope` and `npm run build`, then `cd api && npm run nope`.\n"
    note = "api/package.json:1:26: Expecting ',' delimiter"
    assert skipped(tmp_path, text, "missing-script") == (["no script “nope” in web/package.json"], note)
    assert skipped(tmp_path, "Run `cd web && npm run dev`.\n", "missing-script") == ([], None)
    assert skipped(tmp_path, "Never run `npm run nope`.\n", "missing-script") == ([], None)
    assert skipped(tmp_path, "Run `make nope`.\n", "missing-target") == ([], "old/Makefile: empty")
    beside = "Run `make test`, `make nope`.\n"
    assert skipped(tmp_path, beside, "missing-target") == (["no target “nope” in Makefile"], None)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Read `docs/x.md` and [it](docs/nope.md). Never push to `main`.\n", []),
        ("Run `npm run build` first.\n", ["package.json"]),
        ("Run `make test` first.\n", ["Makefile"]),
    ],
)
def test_only_the_manifests_of_the_commands_are_read(tmp_path, monkeypatch, text, read):
    write(tmp_path, {"package.json": PACKAGE, "Makefile": MAKEFILE, "pyproject.toml": "", "docs/x.md": "x"})
    opened: list[str] = []
    real = declared.read_manifest
    monkeypatch.setattr(declared, "read_manifest", lambda path, read: opened.append(path) or real(path, read))
    lint_text(text, root=str(tmp_path))
    assert opened == read


def test_npm_test_without_a_script(tmp_path):
    write(tmp_path, {"package.json": '{"scripts": {"build": "x"}}'})
    assert found(tmp_path, "Run `npm test`.\n", "missing-script") == ["1:6 no script “test” in package.json"]


def test_without_any_manifest(tmp_path):
    write(tmp_path, {"README.md": "x"})
    text = "Run `npm run nope`, `make nope`, `just nope`, `tox -e nope` and `yarn install`.\n"
    assert findings(text, rules=["commands"], root=tmp_path) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run `make check`.", ["1:6 no target “check” in Makefile"]),
        ("Run `make -j4 test check VERBOSE=1`.", ["1:6 no target “check” in Makefile"]),
        ("Run `make -C . nope`.", ["1:6 no target “nope” in Makefile"]),
        ("```bash\nmake test && make nope\n```", ["2:14 no target “nope” in Makefile"]),
        ("Run `just nope`.", ["1:6 no target “nope” in justfile"]),
        ("Run `task nope`.", ["1:6 no target “nope” in Taskfile.yml"]),
        ("Run `tox -e lint,nope`.", ["1:6 no target “nope” in tox.ini"]),
        ("Run `nox -s nope`.", ["1:6 no target “nope” in noxfile.py"]),
        ("Run `bundle exec rake nope`.", ["1:6 no target “nope” in Rakefile"]),
    ],
)
def test_missing_target(root, text, expected):
    assert found(root, text + "\n", "missing-target") == expected


@pytest.mark.parametrize(
    "text",
    [
        "`make` `make test lint` `make all` `make VERSION=2` `make -j8` `make test-*` `make build/test/lint` `make <target>` `make main.o`",
        "`make -f other.mk nope` `make $(TARGET)` `make TARGET`",
        "`just` `just format --all` `just f` `just --list` `just _private` `just -f x nope` `just nope::x`",
        "`task lint` `task db:migrate` `task --list` `task -t other.yml nope`",
        "`tox` `tox -e lint` `tox -e py311` `tox -e docs` `nox -s tests` `rake release` `rake -T`",
        "`cargo build` `cargo nextest run` `cargo xtask dist`",
        "`make sure` `make it`",
        "```\nmake sure that it works\nmake the change\n```",
        "Never run `make nope`.",
        "Old checkouts fail on `make nope`.",
        "`make nope` is broken.",
        "Add a `make nope` target.",
        "Run make nope.",
        "```make\nmake nope\n```",
        "```bash\necho 'make nope'\n```",
    ],
)
def test_targets_that_are_no_mistake(root, text):
    assert found(root, text + "\n", "missing-target") == []


@pytest.mark.parametrize(
    "makefile",
    [
        "%:\n\t@$(SPHINX) -M $@\n",
        "include other/*.mk\n",
        "$(shell rm -rf x): ; true\n",
        "$(eval $(call rules,x))\n",
        "-include x.mk\n",
    ],
)
def test_a_makefile_that_may_hold_more(tmp_path, makefile):
    write(tmp_path, {"Makefile": makefile})
    assert found(tmp_path, "Run `make nope`.\n", "missing-target") == []


@pytest.mark.parametrize(
    "makefile",
    [
        "ifeq ($(OS),Windows_NT)\nRM = del\nelse\nRM = rm\nendif\ntest: ; $(RM) x\n",
        "define RULE\n$(1)-image: ; true\nendef\n$(foreach p,a b,$(eval $(call RULE,$(p))))\ntest: ; true\n",
        "include mk/*.mk\n",
        "lint-%: ; true\ntest: ; true\n",
    ],
)
def test_what_can_be_judged_beside_what_cannot(tmp_path, makefile):
    write(tmp_path, {"Makefile": makefile, "mk/test.mk": "test: ; true\n"})
    text = "Run `make a-image`, `make lint-js`, `make test`.\n\nRun `make nope`.\n"
    found_here = found(tmp_path, text, "missing-target")
    assert found_here[-1] == "3:6 no target “nope” in Makefile"


def test_a_target_of_another_folder_counts(tmp_path):
    write(tmp_path, {"Makefile": "a: ;\n", "docs/Makefile": "html: ;\n"})
    assert found(tmp_path, "```bash\ncd docs\nmake html\n```\n", "missing-target") == []


LOCKS = {"pnpm-lock.yaml": "lockfileVersion: '9.0'\n", "package.json": "{}", "uv.lock": "version = 1\n"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Install with `yarn install`.", ["1:15 yarn where the lockfile is of pnpm"]),
        ("Run `npm run build` then.", ["1:6 npm where the lockfile is of pnpm"]),
        ("```bash\nnpm ci\n```", ["2:1 npm where the lockfile is of pnpm"]),
        ("Run `poetry install` first.", ["1:6 poetry where the lockfile is of uv"]),
        ("If `npm ci` fails, stop and ask.", ["1:5 npm where the lockfile is of pnpm"]),
        ("If it fails, run `npm ci` again.", ["1:19 npm where the lockfile is of pnpm"]),
        ("Run `npm ci`, which fails offline.", ["1:6 npm where the lockfile is of pnpm"]),
        ("When a test fails, start with `npm run build`.", ["1:32 npm where the lockfile is of pnpm"]),
        ("Use pnpm, not npm or yarn.\n\nRun `npm ci`.", ["3:6 npm where the lockfile is of pnpm"]),
        ("Run `npm ci`.\n\nCI uses pnpm, and its cache is not that of npm.", ["1:6 npm where the lockfile is of pnpm"]),
    ],
)
def test_wrong_package_manager(tmp_path, text, expected):
    write(tmp_path, LOCKS)
    assert found(tmp_path, text + "\n", "wrong-package-manager") == expected


@pytest.mark.parametrize(
    "text",
    [
        "`pnpm install` `pnpm run build` `uv sync` `bun run x` `bun test` `npx x` `npm view x` `npm publish` `npm login` `pip install x`",
        "`npm install -g pnpm` `yarn global add x` `npm i --global x` `npm install @me/lib`",
        "Never use `npm install`.",
        "Use `pnpm install`, not `npm install`.",
        "Run `npm run dev` (or `pnpm dev`, `yarn dev`).",
        "Run `npm run build`.\n\nUse npm or pnpm, as you like.",
        "Run `npm run build`.\n\nUse npm or pnpm, not yarn.",
        "If the project has a yarn.lock, run `yarn install`.",
        "Users run `npm install` in their project.",
        "| `npm run build` | _do not run_ |\n|---|---|\n| `npm run build` | _do not run_ |",
        "Scaffolds fail on `npm install`.",
        "The template hangs during `npm ci`.",
        "On Windows the build broke with `yarn install`.",
        "The starter tries to run `npm install`.",
        "The host defaults to `npm install`.",
        "`npm ci` fails here, as the registry is ours.",
        "`yarn install` often times out.",
        "Das Gerüst scheitert an `npm install`.",
        "`npm install` échoue sans réseau.",
    ],
)
def test_package_managers_that_are_no_mistake(tmp_path, text):
    write(tmp_path, LOCKS)
    assert found(tmp_path, text + "\n", "wrong-package-manager") == []


def test_several_lockfiles_and_the_nearest_one(tmp_path):
    write(tmp_path, {"pnpm-lock.yaml": "x", "old/yarn.lock": "x", "bun/bun.lock": "x"})
    assert found(tmp_path, "Run `yarn install`.\n", "wrong-package-manager") == []
    assert found(tmp_path, "Run `npm ci`.\n", "wrong-package-manager") == ["1:6 npm where the lockfile is of pnpm"]
    assert found(tmp_path, "Run `cd old && npm ci`.\n", "wrong-package-manager") == [
        "1:16 npm where the lockfile is of yarn"
    ]
    assert found(tmp_path, "Run `npm ci`.\n", "wrong-package-manager", "old/CLAUDE.md") == [
        "1:6 npm where the lockfile is of yarn"
    ]
    assert found(tmp_path, "Run `npm ci`.\n", "wrong-package-manager", "skills/x/SKILL.md") == []
    for path in (".claude/skills/x/SKILL.md", ".claude/agents/x.md", ".claude/commands/x.md"):
        assert found(tmp_path, "Run `npm ci`.\n", "wrong-package-manager", path) == [
            "1:6 npm where the lockfile is of pnpm"
        ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a b && c; d | e &", [(("a", "b"), ""), (("c",), ""), (("d",), ""), (("e",), "")]),
        ("cd web && npm ci", [(("npm", "ci"), "web")]),
        ("(cd web && a) && b", [(("a",), "web"), (("b",), "")]),
        ("cd a\ncd ../b\nc", [(("c",), "b")]),
        ("cd $X && a", [(("a",), None)]),
        ("cd - && a", [(("a",), None)]),
        ("A=1 B='x y' sudo env c 'd e' \"f\"", [(("c", "d e", "f"), "")]),
        ("a \\\n  b\nc", [(("a", "b"), ""), (("c",), "")]),
        ("a > out.txt 2>&1", [(("a",), "")]),
        ("a # b && c\nd", [(("a",), ""), (("d",), "")]),
        ("$ a\n> b", [(("a",), "")]),
        ("'unclosed && a", [(("unclosed",), ""), (("a",), "")]),
    ],
)
def test_splitting(line, expected):
    assert [(command.words, command.folder) for command in split(line, Span(0, len(line)), 0, fenced=True)] == expected


def test_spans_of_words():
    text = "xx npm  run 'a b' yy"
    (command,) = split(text, Span(3, 17), 0, fenced=False)
    assert [text[a:b] for a, b in command.spans] == ["npm", "run", "'a b'"]
    assert tuple(command.span(1)) == (3, 11)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("npm run serve", []),
        ("cd web && npm run serve", ["1:16 no script “serve” in web/package.json"]),
        ("npm --prefix web run serve", ["1:6 no script “serve” in web/package.json"]),
    ],
)
def test_a_skill_speaks_of_the_project_it_sets_up_where_no_manifest_stands_where_it_runs(tmp_path, command, expected):
    write(tmp_path, {"web/package.json": '{"scripts": {"dev": "vite"}}'})
    text = f"Run `{command}`.\n"
    assert found(tmp_path, text, "missing-script", ".claude/skills/site/SKILL.md") == expected
    assert len(found(tmp_path, text, "missing-script", "CLAUDE.md")) == 1


@pytest.mark.parametrize(
    ("slot", "count"),
    [("[[LLM: Fill this in]]", 0), ("Name it {{project_name}}.", 0), ("Read `${{ matrix.os }}`.", 1), ("", 1)],
)
def test_a_command_that_writes_from_a_template_speaks_of_the_project_it_writes_for(root, slot, count):
    text = f"{slot}\n\nRun `npm run nope`.\n"
    assert len(found(root, text, "missing-script", ".claude/commands/write.md")) == count
    assert len(found(root, text, "missing-script", "CLAUDE.md")) == 1


def test_packages_are_looked_for_by_name_before_a_pattern_is_made(tmp_path, monkeypatch):
    """A script that many packages have and the file names often: no pattern for each pair of them."""
    packages = {f"zq{at}x/package.json": '{"scripts": {"watch": "x"}}' for at in range(50)}
    write(tmp_path, {"package.json": '{"scripts": {"test": "x"}}', **packages})
    text = "Run `npm test`, and `npm run x` for zq7x.\n\n" + "Run `npm run watch`.\n\n" * 100
    searched, real = [], wanted.re.search
    monkeypatch.setattr(wanted.re, "search", lambda *given: searched.append(given[0]) or real(*given))
    assert lint_text(text, rules=["commands/missing-script"], root=str(tmp_path)).diagnostics
    assert set(searched) == {r"(?<!\w)zq7x(?!\w)"}
