"""Paths on the command line -> the context files to lint, each with its kind and its configuration."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from ctxlint.base.globs import matches
from ctxlint.config import NAMES, Config, nearest_config, read_config
from ctxlint.config.kinds import SUFFIXES, Kind, is_meant, kind_of, spelled
from ctxlint.data import EXCLUDE
from ctxlint.project import LARGEST, git
from ctxlint.project.bounds import contains, dangling, read_start, refuse_way_out
from ctxlint.project.walk import walk

OUTSIDE = "a link out of the project"
REPOSITORY = "a repository of its own"
INTENDED = (OUTSIDE, REPOSITORY)  # why not to look into something that could be opened
MANY = "too many files behind links"
MOST_LOOKED_AT = 10_000  # names in a repository of its own, or behind all links
# Where context files lie; one that is a link is listed as a file.
FOLDERS = frozenset({".claude", ".cursor", ".github"})


class FileOptions(NamedTuple):
    """What the command line says about files."""

    config: str | None = None  # --config
    no_config: bool = False
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False


class Target(NamedTuple):
    root: str  # absolute
    path: str  # relative to the root, forward slashes
    kind: Kind
    config: Config


class Targets(NamedTuple):
    files: tuple[Target, ...]
    notes: tuple[str, ...]  # what was named or found and is not linted, and why
    walked: bool  # a folder was searched, not only files named
    unread: Mapping[str, str] = {}  # what was not looked into, and why
    listed: Mapping[str, Sequence[str]] = {}  # folder -> what git lists below it


def discover(paths: Sequence[str], options: FileOptions) -> Targets:
    """What to lint. Raises CtxlintError for a path that is not there."""
    files: dict[str, Target] = {}
    links: list[Target] = []
    notes: list[str] = []
    listed: dict[str, Sequence[str]] = {}
    unread: dict[str, str] = {}
    walked = False
    for path in paths or (".",):
        absolute = os.path.abspath(path)
        if os.path.isdir(absolute):
            walked = True
            found = _below(absolute, options, links, notes, listed, unread)
        else:
            found = _named(path, absolute, options, notes)
        files.update((os.path.join(target.root, target.path), target) for target in found)
    if links:
        files.update(_not_yet(links, files))
    return Targets(tuple(files.values()), tuple(notes), walked, unread, listed)


def _not_yet(links: Sequence[Target], files: Iterable[str]) -> dict[str, Target]:
    """Of what stands behind links, what is not to be linted under its own name."""
    known = {os.path.realpath(file) for file in files}
    places = {os.path.join(target.root, target.path): target for target in links}
    return {place: target for place, target in places.items() if os.path.realpath(place) not in known}


def root_of(directory: str) -> str:
    """The project root of a folder: git top level, else the folder of the nearest configuration, else where we are.

    What does not lie below where we are is its own root, and so is what lies below the root of the file system: nobody
    means the whole disk. Raises CtxlintError for a folder that a link in a repository leads out to.
    """
    refuse_way_out(directory)
    top = git.top_level(directory)
    if top:
        return top
    config = nearest_config(directory, os.path.abspath(os.sep))
    here = os.getcwd()
    inside = here != os.path.dirname(here) and (directory == here or directory.startswith(os.path.join(here, "")))
    root = config.folder if config.path else here if inside else directory
    refuse_way_out(directory, root)
    return root


def refuse_named(path: str) -> None:
    """Raises CtxlintError for what an option names below the project we are in, and a link leads out of it.

    What is named elsewhere is the person's own, links and all.
    """
    here = os.getcwd()
    refuse_way_out(path, None if git.top_level(here) else root_of(here))  # git's root is asked for every link


def config_for(directory: str, root: str, options: FileOptions) -> Config:
    """A configuration that was named holds everywhere, with its globs from the project root."""
    if options.no_config:
        return Config(folder=root)
    if options.config:
        refuse_named(options.config)
        return replace(_named_rules(read_config(os.path.abspath(options.config))), folder=root)
    return _named_rules(nearest_config(directory, root))


def _named_rules(config: Config) -> Config:
    """The same; raises CtxlintError where it names a rule that is not there."""
    if config.path:
        from ctxlint.engine.registry import refuse_unknown_rules  # it imports every rule

        refuse_unknown_rules(config.path)
    return config


def named_text(name: str, data: bytes, options: FileOptions) -> tuple[Target | None, tuple[str, ...]]:
    """What a text is to be taken for that would be the file `name`; and what to say if it is no context file."""
    absolute = os.path.abspath(name)
    root = root_of(os.path.dirname(absolute))
    config = config_for(os.path.dirname(absolute), root, options)
    kind = _kind_of(absolute, root, config) or _declared_kind(data, name, config)
    if kind is None:
        return None, (f"{name}: not a context file; give it a kind in ctxlint.toml, or with <!-- ctxlint: kind[…] -->",)
    if (options.force_exclude or config.force_exclude) and _excluded(absolute, root, config, options):
        return None, (f"{name}: excluded",)
    return Target(root, _relative(absolute, root), kind, config), ()


def _named(path: str, absolute: str, options: FileOptions, notes: list[str]) -> Iterator[Target]:
    """A file that was named is linted even where it is excluded, unless --force-exclude; hooks name files."""
    link = dangling(absolute)
    data = read_start(path, most=LARGEST, root=root_of(os.path.dirname(absolute))) if link is None else link
    target, said = named_text(path, data, options)
    notes += said
    yield from [target] if target else []


def _below(
    directory: str,
    options: FileOptions,
    links: list[Target],
    notes: list[str],
    listed: dict[str, Sequence[str]],
    unread: dict[str, str],
) -> Iterator[Target]:
    root = root_of(directory)
    here = config_for(directory, root, options)
    closed: dict[str, str] = {}
    tracked = git.list_files(directory, closed)
    paths = list(walk(directory, closed)) if tracked is None else tracked
    unread.update(_kept(closed, directory, root, here, options))
    behind: set[str] = set()  # files in folders that links lead to
    for path in _linked_folders(directory, paths):
        files, why = _behind(os.path.join(directory, path), root, MOST_LOOKED_AT - len(behind))
        unread.update(_kept({path: why}, directory, root, here, options) if why else {})
        behind.update(_relative(file, directory) for file in files)
        links += _lost(os.path.join(directory, path), root, here, options)
    inner = _kept({path: REPOSITORY for path in paths if path.endswith("/")}, directory, root, here, options)
    unread.update((path, why) for path, why in inner.items() if _may_hold_context(path, root, here))
    if tracked is not None:
        listed[directory] = tracked
    folders = {os.path.dirname(path) for path in paths if path.endswith(NAMES)}
    suffixes = tuple({*SUFFIXES, *_own_suffixes(directory, root, folders, options)})
    for path in sorted({path for path in (*paths, *behind) if path.endswith(suffixes)}):
        absolute = os.path.join(directory, path)
        config = config_for(os.path.dirname(absolute), root, options)
        kind = _kind_of(absolute, root, config)
        excluded = _excluded(absolute, root, here, options) or _excluded(absolute, root, config, options)
        if kind and not excluded and _is_file(absolute, root, notes, unread):
            target = Target(root, _relative(absolute, root), kind, config)
            if os.path.islink(absolute) or path in behind:
                links.append(target)
            else:
                yield target


def not_excluded(found: Mapping[str, str], root: str, options: FileOptions) -> dict[str, str]:
    """Of folders below the root and what is to be said of them, those that no configuration leaves out."""
    return _kept(found, root, root, config_for(root, root, options), options)


def _kept(found: Mapping[str, str], directory: str, root: str, config: Config, options: FileOptions) -> dict[str, str]:
    """The same, of folders below `directory`; their paths begin at the root."""
    places = {os.path.join(directory, folder): why for folder, why in found.items()}
    kept = {place: why for place, why in places.items() if not _excluded(place, root, config, options)}
    return {_relative(place, root): why for place, why in kept.items()}


def _linked_folders(directory: str, paths: Iterable[str]) -> list[str]:
    """Of the paths, the links to folders that stand where tools look."""
    there = (path for path in paths if "/." in f"/{path}" and not FOLDERS.isdisjoint(path.split("/")))
    places = {path: os.path.join(directory, path) for path in there}
    return [path for path, place in places.items() if os.path.islink(place) and not os.path.isfile(place)]


def _lost(link: str, root: str, config: Config, options: FileOptions) -> list[Target]:
    """A link to a folder that is not there, taken for a file of the kind that would be in it."""
    if "." in os.path.basename(link).lstrip(".") or dangling(link) is None or _excluded(link, root, config, options):
        return []
    named = ("x.md", "x.mdc", "x.instructions.md", *(["SKILL.md"] if "skills" in link.split(os.sep)[-2:] else []))
    kinds = (_kind_of(os.path.join(link, name), root, config) for name in named)
    return [Target(root, _relative(link, root), kind, config) for kind in kinds if kind][:1]


def _behind(link: str, root: str, most: int) -> tuple[list[str], str]:
    """The files in the folder that a link leads to, `most` of them; or why it was not looked into."""
    if not contains(root, link):
        return [], OUTSIDE
    try:
        files = list(islice(_files(link), most + 1))
    except OSError as problem:
        return [], "" if problem.errno == errno.ENOENT else str(problem.strerror)
    return ([], MANY) if len(files) > most else (files, "")


def _may_hold_context(folder: str, root: str, config: Config) -> bool:
    """Is a context file in a folder? True where that is not told in short."""
    place = os.path.join(root, folder)
    if not contains(root, place) or any(os.path.islink(os.path.join(place, name)) for name in FOLDERS):
        return True
    try:
        names = list(islice(_files(place), MOST_LOOKED_AT + 1))
    except OSError as problem:
        return problem.errno != errno.ENOENT
    return len(names) > MOST_LOOKED_AT or any(_kind_of(name, root, config) for name in names)


def _files(folder: str) -> Iterator[str]:
    """Absolute paths of the files below a folder, but for links and what is left out everywhere.

    Raises OSError for a folder that cannot be listed.
    """
    for place, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if name not in EXCLUDE]
        yield from (os.path.join(place, file) for file in files)


def _raise(problem: OSError) -> None:
    raise problem


def _own_suffixes(directory: str, root: str, folders: Iterable[str], options: FileOptions) -> Iterator[str]:
    """The endings that files of one's own kinds may have: what stands behind the last `*` of their globs."""
    configs = [config_for(directory, root, options)]
    configs += [config_for(os.path.join(directory, folder), root, options) for folder in folders]
    for config in configs:
        for kind in config.kinds:
            if kind.declared:
                yield from (_suffix(glob) for glob in kind.files)


def _suffix(glob: str) -> str:
    ending = glob.rpartition("*")[2] if "*" in glob else os.path.basename(glob)
    return "" if set(ending) & set("?[]{}") else ending


def _kind_of(absolute: str, root: str, config: Config) -> Kind | None:
    own = tuple(kind for kind in config.kinds if kind.declared)
    inside = _relative(absolute, config.folder or root)
    path, shipped = _relative(absolute, root), config.kinds[len(own) :]
    kind = (kind_of(inside, own) if own else None) or kind_of(path, shipped)
    right = None if kind else spelled(path)
    return kind_of(right, shipped) if right and is_meant(path, _names_beside(absolute)) else kind


def _names_beside(absolute: str) -> list[str]:
    try:
        return os.listdir(os.path.dirname(absolute))
    except OSError:
        return []


def _declared_kind(data: bytes, name: str, config: Config) -> Kind | None:
    """A file that was named may say itself what it is."""
    if b"ctxlint:" not in data or not name.endswith(SUFFIXES):
        return None
    from ctxlint.engine.lint import read_document  # the parser costs 60 ms: who only looks for the root needs none

    document, kind = read_document(data, name, Kind("", ()), config.kinds)
    return kind if document.declared else None


def _excluded(absolute: str, root: str, config: Config, options: FileOptions) -> bool:
    patterns = options.exclude if options.exclude is not None else config.exclude
    path = _relative(absolute, config.folder or root)
    return matches((*patterns, *options.extend_exclude), path)


def _is_file(absolute: str, root: str, notes: list[str], unread: dict[str, str]) -> bool:
    """Not a folder, not gone, and no link out of the project to something that is there.

    A link to nothing is judged by what it says. A pipe, and what cannot be looked at, is taken for a file: that it cannot
    be read is said when it is to be linted.
    """
    if os.path.islink(absolute):
        if dangling(absolute) is not None:
            return True
        real = os.path.realpath(absolute)
        if not contains(root, real):
            notes.append(f"{_relative(absolute, root)}: a link to {real}, outside the project: not opened")
            unread[_relative(absolute, root)] = OUTSIDE
            return False
    try:
        return not stat.S_ISDIR(os.stat(absolute).st_mode)
    except OSError as problem:
        return problem.errno != errno.ENOENT


def _relative(absolute: str, root: str) -> str:
    return os.path.relpath(absolute, root).replace(os.sep, "/")
