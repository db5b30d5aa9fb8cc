"""The action, the example pipelines and the configuration schema through the schemas and tools of others."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from helpers import ROOT, cli, environment, repository, write
from jsonschema import Draft7Validator
from validate_pyproject import api, errors, plugins

from ctxlint.base.home import HOME
from ctxlint.config import pyproject

BROKEN = "# T\n\n## Purpose\n\nBuild it.\n\n## Constraints\n\n- Never push.\n"
FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)

released = pytest.mark.skipif(bool(HOME), reason="it is released: the package is ours")


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "examples/ci/github.yml"),
        ("vendor.github-workflows", "examples/ci/github-new.yml"),
        ("vendor.gitlab-ci", "examples/ci/gitlab.yml"),
    ],
)
def test_the_files_are_what_their_readers_take(schema, file):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, ROOT / file]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", ["github.yml", "github-new.yml", "gitlab.yml"])
def test_the_page_shows_the_examples_as_they_are(file):
    text = (ROOT / "examples" / "ci" / file).read_text("utf-8")
    assert text in FENCE.findall((ROOT / "docs" / "ci.md").read_text("utf-8"))


def test_the_example_uses_inputs_that_the_action_has():
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    workflow = yaml.safe_load((ROOT / "examples/ci/github.yml").read_text("utf-8"))
    used = [step["with"] for step in workflow["jobs"]["ctxlint"]["steps"] if "ctxlint" in step["uses"]]
    assert used
    assert all(given.keys() <= action["inputs"].keys() for given in used)


def test_no_input_is_pasted_into_a_script():
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert not [step["run"] for step in action["runs"]["steps"] if "${{" in step.get("run", "")]


def program(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def act(root, tmp_path, python="", **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Run the script of the action as a runner would, with the ctxlint of this checkout, or what `python` installs."""
    ours = program(tmp_path / "program", f'exec "{sys.executable}" -m ctxlint "$@"')
    names = ("VERSION", "EXTRAS", "PATHS", "CONFIGURATION", "ARGS", "ANNOTATIONS", "SARIF")
    given = {f"CTXLINT_{name}": inputs.get(name.lower(), "") for name in names}
    given |= {"CTXLINT_ACTION": "here", "CTXLINT_PYTHON": python, "CTXLINT_BIN": "" if python else str(ours)}
    files = {"GITHUB_OUTPUT": str(tmp_path / "out"), "GITHUB_STEP_SUMMARY": str(tmp_path / "sum.md")}
    env = environment(**given, **files, RUNNER_TEMP=str(tmp_path))
    done = subprocess.run(["bash", ROOT / ".github" / "action.sh"], cwd=root, capture_output=True, text=True, env=env)
    lines = (tmp_path / "out").read_text().splitlines()
    return done, dict(line.split("=", 1) for line in lines)


def test_the_action(tmp_path):
    root = repository(tmp_path / "r", {"a b/CONTEXT.md": BROKEN, "CLAUDE.md": "Version: TBD\n"})
    done, outputs = act(root, tmp_path, annotations="true", sarif="true")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::error file=a b/CONTEXT.md,line=1,")
    assert outputs["exit-code"] == "1"
    assert len(json.loads(Path(outputs["sarif-file"]).read_text())["runs"][0]["results"]) == 3
    assert (tmp_path / "sum.md").read_text().startswith("## ctxlint\n")


def test_the_action_takes_paths_and_options_line_by_line(tmp_path):
    root = repository(tmp_path / "r", {"a b/CONTEXT.md": BROKEN, "-x/CLAUDE.md": "Version: TBD\n", "$(id)/CLAUDE.md": "v: TBD\n"})  # fmt: skip
    done, outputs = act(root, tmp_path, paths="-x/CLAUDE.md\n$(id)/CLAUDE.md\n", args="--strict\n--quiet\n")
    assert outputs == {"exit-code": "1"}
    assert "a b" not in done.stdout
    assert "--> -x/CLAUDE.md:1:10" in done.stdout
    assert "--> $(id)/CLAUDE.md:1:4" in done.stdout


@pytest.mark.parametrize(
    ("extras", "installed"), [("", "here"), ("llm", "here[llm]"), ("llm,tokens", "here[llm,tokens]")]
)
def test_what_the_action_installs(tmp_path, extras, installed):
    root = repository(tmp_path / "r", {"CLAUDE.md": "Run `make`.\n"})
    pip = program(tmp_path / "pip", f'[ "$1 $2 $3" = "-I -m pip" ] && echo "$@" >"{tmp_path}/asked"')
    make = f'[ "$1 $2 $3" = "-I -m venv" ] && mkdir -p "$4/bin" && cp "{pip}" "$4/bin/python" && cp "{tmp_path}/program" "$4/bin/ctxlint"'
    python = program(tmp_path / "python", make)  # makes an environment whose Python says what pip was asked for
    done, outputs = act(root, tmp_path, str(python), extras=extras)
    assert (done.returncode, outputs) == (0, {"exit-code": "0"}), done.stderr
    assert (tmp_path / "asked").read_text().split()[-1] == installed


@released
def test_the_action_installs_no_package_that_somebody_else_may_own(tmp_path):
    root = repository(tmp_path / "r", {"CLAUDE.md": "Run `make`.\n"})
    (tmp_path / "out").touch()
    done, outputs = act(root, tmp_path, str(program(tmp_path / "python", f"touch {tmp_path}/asked")), version="0.1.0")
    assert (done.returncode, outputs) == (2, {})
    assert "ctxlint is on no registry yet" in done.stdout
    assert not (tmp_path / "asked").exists()


def test_the_action_tells_what_it_could_not_do(tmp_path):
    root = repository(tmp_path / "r", {"x": ""})
    done, outputs = act(root, tmp_path, sarif="true")
    assert outputs == {"exit-code": "2"}
    assert "found no context file" in done.stderr


def test_validate_pyproject_knows_our_table():
    schema = pyproject.tool_schema()
    Draft7Validator.check_schema(schema)
    validator = api.Validator(plugins=[plugins.PluginWrapper("ctxlint", pyproject.tool_schema)])
    good = {"tool": {"ctxlint": {"select": ["parts"], "baseline": "b.json", "severity": {"parts": "info"}}}}
    assert validator(good) == good
    for bad in ({"selct": ["parts"]}, {"select": "parts"}, {"severity": {"parts": "fatal"}}, {"kinds": {"a": {}}}):
        with pytest.raises(errors.ValidationError):
            validator({"tool": {"ctxlint": bad}})


def test_the_entry_point_leads_to_the_schema():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["validate_pyproject.tool_schema"] == {
        "ctxlint": "ctxlint.config.pyproject:tool_schema"
    }


def test_the_schema_suits_the_schema_store():
    """Draft 7 or later, no $id that would be fetched, a description for each setting."""
    schema = json.loads((ROOT / "schemas" / "config.schema.json").read_text("utf-8"))
    assert "$id" not in schema
    assert all(entry.get("description") for entry in schema["properties"].values())
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", ROOT / "schemas" / "config.schema.json"]
    done = subprocess.run([*command, ROOT / "ctxlint.toml"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_as_documented(tmp_path, shell):
    env = environment(_CTXLINT_COMPLETE=f"{shell}_source")
    done = subprocess.run([sys.executable, "-m", "ctxlint"], cwd=tmp_path, capture_output=True, text=True, env=env)
    assert f"_CTXLINT_COMPLETE={shell}_source ctxlint" in (ROOT / "docs" / "adopting.md").read_text("utf-8")
    assert done.returncode == 0, done.stderr
    assert "_CTXLINT_COMPLETE" in done.stdout


def steps(file: str) -> list[str]:
    """The lines of shell in a pipeline that call ctxlint."""
    jobs = yaml.safe_load((ROOT / "examples" / "ci" / file).read_text("utf-8"))
    listed = jobs["ctxlint"]["script"] if file == "gitlab.yml" else [step.get("run", "") for step in jobs["jobs"]["ctxlint"]["steps"]]  # fmt: skip
    return [line for line in listed if line.startswith("ctxlint ")]


@pytest.mark.parametrize(("file", "codes"), [("gitlab.yml", [0, 0, 1]), ("github-new.yml", [1])])
def test_the_steps_of_a_recipe_run(tmp_path, file, codes):
    root = repository(tmp_path / "r", {"CLAUDE.md": "Version: TBD\n"})
    write(root, {"CONTEXT.md": BROKEN})
    program = tmp_path / "ctxlint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ctxlint "$@"\n')
    program.chmod(0o755)
    env = environment(BASE="HEAD", PATH=f"{tmp_path}:{os.environ['PATH']}")
    done = [subprocess.run(["bash", "-c", step], cwd=root, capture_output=True, text=True, env=env) for step in steps(file)]  # fmt: skip
    assert [one.returncode for one in done] == codes, [one.stderr for one in done]
    if file == "gitlab.yml":
        assert json.loads((root / "gl-code-quality-report.json").read_text("utf-8"))
        assert (root / "junit.xml").read_text("utf-8").startswith("<?xml")
    else:
        assert "file=CONTEXT.md" in done[0].stdout
        assert "file=CLAUDE.md" not in done[0].stdout


def test_the_plain_recipe(tmp_path):
    repository(tmp_path, {"CONTEXT.md": BROKEN})
    assert cli("check", "--strict", cwd=tmp_path).returncode == 1
    assert os.listdir(tmp_path).count("CONTEXT.md") == 1
