"""ctxlint init: starter files from what is really in the repository."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import click

from ctxlint.base.errors import CtxlintError
from ctxlint.base.printing import echo, redacted, safe, write
from ctxlint.base.redaction import known
from ctxlint.engine import discover
from ctxlint.project.bounds import MEGABYTE, read_file, refuse_outside
from ctxlint.scaffold import table, targets
from ctxlint.scaffold.answers import QUESTIONS, Answers, from_texts, read_answers
from ctxlint.scaffold.facts import Facts, gather
from ctxlint.scaffold.files import Added, File, inside, write_all
from ctxlint.scaffold.targets import Target
from ctxlint.scaffold.templates import Templates
from ctxlint.scaffold.values import checks, values

PROMPT = re.compile(r"(?<!\w)TODO:")
IMPORT = re.compile(rb"^@(?:\./)?AGENTS\.md[ \t]*\r?$", re.MULTILINE)
IMPORTS_CLAUDE = re.compile(rb"(?:^|\s)@(?:\./)?CLAUDE\.md\b")
MOST_PROMPTS = 40  # printed
LARGEST = 16 * MEGABYTE  # bytes of a file that is there already


class Setting(NamedTuple):
    """Where a run works, and how."""

    root: str  # of the project, absolute
    directory: str  # that is set up, absolute
    templates: Templates
    own: bool  # some templates are not ours
    facts: Facts
    answers: Answers
    asks: bool  # there is somebody to ask

    def absolute(self, path: str) -> str:
        return os.path.join(self.directory, *path.split("/"))


@click.command("init")
@click.argument("kinds", nargs=-1, metavar="[KIND]…")
@click.option("--all", "every", is_flag=True, help="Every kind that is not there yet.")
@click.option("--dir", "folder", type=click.Path(), help="Set up this folder, such as a package of a monorepo.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing.")
@click.option("--answers", type=click.Path(), metavar="FILE", help="Take the answers from a TOML file; ask nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--diff", is_flag=True, help="Show what would change, also in files that are there; write nothing.")
@click.option("--force", is_flag=True, help="Replace files that are there; each is kept as .bak.")
@click.option("--complete", type=click.Path(), metavar="FILE", help="Add the parts that check reports missing to FILE.")
@click.option("--pre-commit", is_flag=True, help="Add the hook to .pre-commit-config.yaml.")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Add a workflow that runs check.")
@click.option("--preset", metavar="NAME", help="Write ctxlint.toml with this preset, such as small-model.")
@click.option("--templates", type=click.Path(), metavar="DIR", help="Look for templates here before the shipped ones.")
@click.option("-v", "--verbose", is_flag=True, help="Show the evidence of each fact.")
def command(kinds: tuple[str, ...], **options: Any) -> None:
    """Write starter files from what the repository proves: its commands, folders, lockfiles, CI.

    KIND is claude, context, voice, agents-md, architecture, patterns, subagent NAME or skill NAME. Without KIND:
    CLAUDE.md and CONTEXT.md, each only where none is there. What a person must answer stays as a TODO: prompt. Nothing
    is overwritten: where a file is there already, nothing at all is written, and the exit code is 2.
    """
    if options["complete"] and (kinds or options["every"]):
        raise CtxlintError("--complete takes one file and no kind")
    named = targets.parse(kinds)
    setting = _setting(options)
    if options["complete"]:
        _complete(options["complete"], setting, options)
        return
    for line in table.lines(setting.facts, verbose=options["verbose"]):
        echo(line)
    chosen, skipped = _chosen(named, setting, options)
    added = _extras(setting, options)
    _refuse([*_conflicts(chosen, setting, options), *(each.conflict for each in added if each.conflict)])
    if not chosen and not added:
        raise _nothing_left(skipped)
    setting = setting._replace(answers=_answers(setting, options))
    files = [*_rendered(chosen, setting), *_import(chosen, setting), *(each.file for each in added)]
    if options["diff"] or options["dry_run"]:
        _show(files, setting, diff=options["diff"])
        return
    backups = write_all([file._replace(backup=options["force"]) for file in files], setting.root)
    _report(files, backups, skipped, setting)
    for each in added:
        write(f"\nAdded to {safe(_printed(each.file.path))}:\n{each.text}".rstrip())
    _next_steps(files, chosen, setting)


# Where and what


def _setting(options: dict[str, Any]) -> Setting:
    try:
        here = os.getcwd()
    except OSError as problem:
        raise CtxlintError("the current folder is gone") from problem
    directory = os.path.abspath(options["folder"] or here)
    if not os.path.isdir(directory):
        raise CtxlintError(f"there is no folder {options['folder']}")
    root = discover.root_of(directory)
    if not options["folder"]:
        directory = root
    if not inside(os.path.join(directory, "x"), root):
        raise CtxlintError(f"{options['folder']} is a link that leads out of the project {root}")
    own = _own_templates(directory, root, options)
    folder = os.path.relpath(directory, root).replace(os.sep, "/")
    facts = gather(root, "" if folder == os.curdir else folder)
    answers = _given(options["answers"]) if options["answers"] else Answers()
    asks = not options["yes"] and not options["answers"] and sys.stdin.isatty() and sys.stdout.isatty()
    return Setting(root, directory, Templates(own), bool(own), facts, answers, asks)


def _given(path: str) -> Answers:
    discover.refuse_named(path)
    return read_answers(path)


def _own_templates(directory: str, root: str, options: dict[str, Any]) -> str | None:
    if options["templates"]:
        discover.refuse_named(options["templates"])
        return str(options["templates"])
    config = discover.config_for(directory, root, discover.FileOptions())
    named = (config.tables or {}).get("init", {}).get("templates")
    if not named:
        return None
    refuse_outside(os.path.join(config.folder, named), root)
    return os.path.join(config.folder, named)


def _chosen(
    named: Sequence[Target], setting: Setting, options: dict[str, Any]
) -> tuple[list[Target], list[tuple[Target, str]]]:
    """What to write; and of what was not named one by one, what is there already."""
    if named:
        return list(named), []
    wanted = targets.every() if options["every"] else targets.default()
    if options["force"] or options["diff"]:
        return wanted, []
    there = [(target, place) for target in wanted if (place := _there(target, setting))]
    skipped = [target for target, _ in there]
    return [target for target in wanted if target not in skipped], there


def _there(target: Target, setting: Setting) -> str | None:
    """The file of this kind that is there already, in whatever letters: two that differ in case alone cannot both be
    checked out everywhere."""
    return next((there for place in targets.places(target) if (there := _spelled(place, setting))), None)


def _spelled(place: str, setting: Setting) -> str | None:
    """A path as it stands on disk, letter case aside; None if it is not there."""
    found = ""
    for name in place.split("/"):
        try:
            names = os.listdir(setting.absolute(found) if found else setting.directory)
        except OSError:
            return None
        alike = [name] if name in names else [other for other in names if other.casefold() == name.casefold()]
        if not alike:
            return None
        found = f"{found}/{alike[0]}" if found else alike[0]
    return found


def _conflicts(chosen: Sequence[Target], setting: Setting, options: dict[str, Any]) -> Iterator[str]:
    if options["diff"]:
        return
    for target in chosen:
        path = setting.absolute(target.path)
        place = _there(target, setting)
        if os.path.islink(path):
            yield f"{_printed(path)} is a link to {os.readlink(path)}; nothing is written through it"
        elif place and not (options["force"] and place == target.path and os.path.isfile(path)):
            yield f"{_printed(setting.absolute(place))} is there already"


def _refuse(conflicts: list[str]) -> None:
    if conflicts:
        raise CtxlintError("nothing was written:", *(f"  {conflict}" for conflict in conflicts), WAYS_ON)


WAYS_ON = (
    "ways on: --diff shows what would change; --complete FILE adds only the parts that are missing; "
    "--force replaces files and keeps each as .bak"
)


def _nothing_left(skipped: Sequence[tuple[Target, str]]) -> CtxlintError:
    return CtxlintError("nothing was written:", *(f"  {place} is there already" for _, place in skipped), WAYS_ON)


def _extras(setting: Setting, options: dict[str, Any]) -> list[Added]:
    added = [_preset(setting, options["preset"])] if options["preset"] is not None else []
    if not options["pre_commit"] and not options["ci"]:
        return added
    from ctxlint.scaffold import extras  # PyYAML costs 20 ms

    added += [extras.pre_commit(setting.root, setting.templates)] if options["pre_commit"] else []
    if options["ci"]:
        added.append(extras.workflow(setting.root, options["ci"], setting.templates))
    return added


def _preset(setting: Setting, name: str) -> Added:
    """A configuration of one line, at the root of the project. One that is there is left as it is."""
    from ctxlint.data.presets import refuse_unknown_preset

    refuse_unknown_preset(name, "--preset")
    line = f'preset = "{name}"\n'
    there = discover.config_for(setting.root, setting.root, discover.FileOptions()).path
    where = "below [tool.ctxlint]" if there and there.endswith("pyproject.toml") else "at its top"
    conflict = f"{_printed(there)} is there already: add the line {line.strip()} {where}" if there else None
    return Added(File(os.path.join(setting.root, "ctxlint.toml"), line.encode()), line, conflict)


# Questions


def _answers(setting: Setting, options: dict[str, Any]) -> Answers:
    if not setting.asks:
        return setting.answers
    echo("", "Four questions that only a person can answer; Enter leaves a prompt in the file.")
    proofs = ", ".join(checks(setting.facts))
    proven = {"proof": safe(f" (known: {proofs} exits 0)") if proofs else ""}
    given = {
        key: click.prompt(f"\n{question}{proven.get(key, '')}\n", default="", show_default=False, prompt_suffix="> ")
        for key, question in QUESTIONS.items()
    }
    echo("")
    return from_texts(**given)


# Texts


def _rendered(chosen: Sequence[Target], setting: Setting) -> Iterator[File]:
    facts = values(setting.facts, setting.answers)
    facts["imports_agents"] = _imports_agents(chosen, setting)
    for kind in targets.NAMED:
        facts[f"{kind}s"] = [target.name for target in chosen if target.kind == kind]
    for target in chosen:
        name = next((name for name in target.templates if setting.templates.has(name)), target.templates[-1])
        text = setting.templates.render(name, {**facts, "kind": target.kind, "name": target.name})
        path = setting.absolute(target.path)
        old = _bytes(path, setting.root) if os.path.isfile(path) and not os.path.islink(path) else None
        yield File(path, redacted(text).encode(), old)  # the name of a folder may hold a key


def _imports_agents(chosen: Sequence[Target], setting: Setting) -> bool:
    """Will an AGENTS.md stand beside CLAUDE.md, which does not itself import CLAUDE.md?"""
    if any(target.kind == "agents-md" for target in chosen):
        return True
    path = setting.absolute("AGENTS.md")
    return os.path.isfile(path) and not IMPORTS_CLAUDE.search(_bytes(path, setting.root))


def _import(chosen: Sequence[Target], setting: Setting) -> Iterator[File]:
    """A new AGENTS.md beside a CLAUDE.md that was there: the import is offered."""
    path = setting.absolute("CLAUDE.md")
    if not setting.asks or not _lacks_import(chosen, setting):
        return
    if click.confirm("Add the line @AGENTS.md at the top of CLAUDE.md, so that Claude Code reads both?", default=False):
        old = _bytes(path, setting.root)
        end = b"\r\n" if b"\r\n" in old else b"\n"
        bom = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
        yield File(path, bom + b"@AGENTS.md" + end * 2 + old.removeprefix(bom), old)


def _lacks_import(chosen: Sequence[Target], setting: Setting) -> bool:
    kinds = {target.kind for target in chosen}
    path = setting.absolute("CLAUDE.md")
    if "agents-md" not in kinds or "claude" in kinds or not os.path.isfile(path) or os.path.islink(path):
        return False
    return not IMPORT.search(_bytes(path, setting.root))


def _bytes(path: str, root: str) -> bytes:
    refuse_outside(path, root)
    return read_file(path, "the file", LARGEST)


# --complete


def _complete(name: str, setting: Setting, options: dict[str, Any]) -> None:
    from ctxlint.scaffold.complete import completed, missing_parts

    path = os.path.abspath(name)
    if os.path.islink(path):
        raise CtxlintError(f"{name} is a link to {os.readlink(path)}: name that file")
    found = discover.discover((name,), discover.FileOptions())
    if not found.files:
        raise CtxlintError("; ".join(found.notes) or f"{name} is a folder: name a file")
    target = found.files[0]
    data = _bytes(path, target.root)
    wanted = missing_parts(data, target)
    if not wanted:
        echo(f"{name}: check reports no part missing; nothing was written")
        return
    kind = target.kind.name
    if kind not in targets.FILES:
        raise CtxlintError(f"{name}: there is no template for the kind “{kind}” to take the missing parts from")
    if target.root != setting.root:
        directory = target.root
        setting = setting._replace(root=directory, directory=directory, facts=gather(directory))
    setting = setting._replace(answers=_answers(setting, options))
    starter = next(_rendered([Target(kind, targets.FILES[kind])], setting)).data.decode()
    file = File(path, completed(data, target, wanted, starter), data)
    if options["diff"] or options["dry_run"]:
        _show([file], setting, diff=True)
        return
    write_all([file], setting.root)
    echo(f"{name}: added {', '.join(wanted)}")
    _next_steps([file], [], setting)


# What is said


def _show(files: Sequence[File], setting: Setting, *, diff: bool) -> None:
    from difflib import unified_diff

    for file in files:
        name = _printed(file.path)
        new, old = file.data.decode(), (file.replaces or b"").decode("utf-8", "replace")
        if not diff:
            echo(f"would write {name} ({len(new.splitlines())} lines)")
            continue
        before = name if file.replaces is not None else "/dev/null"
        shown = known(old).cover
        write(
            "\n".join(unified_diff(shown(old).splitlines(), shown(new).splitlines(), before, name, lineterm="")),
            "patch",
        )
    echo("nothing was written")


def _report(
    files: Sequence[File], backups: Sequence[str], skipped: Sequence[tuple[Target, str]], setting: Setting
) -> None:
    echo("")
    for file in files:
        echo(f"wrote {_printed(file.path)} ({len(file.data.splitlines())} lines)")
    for backup in backups:
        echo(f"kept {_printed(backup)}")
    for _, place in skipped:
        shown = _printed(setting.absolute(place))
        echo(f"left {shown} as it is (ctxlint init --complete {shown} adds what is missing)")


def _next_steps(files: Sequence[File], chosen: Sequence[Target], setting: Setting) -> None:
    left = [prompt for file in files for prompt in _prompts(file, setting)]
    echo("", "Next:")
    if left:
        echo("- answer the prompts, or delete their lines:")
        for place, text in left[:MOST_PROMPTS]:
            echo(f"  {place}: {text}")
        if len(left) > MOST_PROMPTS:
            echo(f"  +{len(left) - MOST_PROMPTS} more")
    if _lacks_import(chosen, setting):
        echo("- add the line @AGENTS.md at the top of CLAUDE.md: Claude Code reads AGENTS.md only where it is imported")
    if setting.facts.packages and not setting.facts.folder:
        echo(f"- for a package of its own: ctxlint init --dir {setting.facts.packages[0]}")
    echo("- ctxlint check")


def _prompts(file: File, setting: Setting) -> Iterator[tuple[str, str]]:
    """Place and text of each prompt left. Templates of one's own may mark them as `check` knows them."""
    name = _printed(file.path)
    if setting.own and (target := _lint_target(file, setting)):
        from ctxlint.config.select import Layer
        from ctxlint.engine.run import Job, lint_bytes
        from ctxlint.rules.parts.placeholder import RULE

        for found in lint_bytes(file.data, target, Job(Layer((RULE.name,)))).diagnostics:
            yield f"{name}:{found.place.line}", found.excerpt.strip()
        return
    for number, line in enumerate(file.data.decode().split("\n"), 1):
        prompt = PROMPT.search(line)
        if prompt:
            yield f"{name}:{number}", line[prompt.start() :].strip().strip('"')


def _lint_target(file: File, setting: Setting) -> discover.Target | None:
    target, _ = discover.named_text(file.path, file.data, discover.FileOptions())
    return target


def _printed(path: str) -> str:
    return os.path.relpath(path).replace(os.sep, "/")
