"""Template + values -> text, in a sandbox. The only file that imports jinja2.

Every value that a template prints is made literal (see literal.py), unless a filter has made it ready: `code`, `yaml`, or
Jinja's own `safe`. A value that is not there is an error, with the file and the line of the template.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from jinja2 import ChoiceLoader, FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ctxlint.base.errors import CtxlintError
from ctxlint.base.resources import folder
from ctxlint.base.worker import limited
from ctxlint.project.bounds import read_text
from ctxlint.scaffold import literal

BLANK_LINES = re.compile(r"\n{3,}")
LARGEST = 1_000_000  # characters of one file
SECONDS = 10  # for one file


class Templates:
    """The shipped templates, with those of a folder of one's own before them."""

    def __init__(self, own: str | None = None) -> None:
        shipped = str(folder("templates"))
        if own is not None and not os.path.isdir(own):
            raise CtxlintError(f"there is no folder of templates at {own}")
        self.own = own
        loaders = [FunctionLoader(partial(_source, path)) for path in ([own, shipped] if own else [shipped])]
        self.environment = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader(loaders),
            undefined=StrictUndefined,
            autoescape=True,  # so that what a macro returns is known to be ready
            finalize=_ready,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=-1,
        )
        self.environment.filters.update(code=_code, yaml=_yaml, join=_join)

    def has(self, name: str) -> bool:
        """Whether it can be rendered is said by `render`."""
        assert self.environment.loader
        try:
            self.environment.loader.get_source(self.environment, name)
        except TemplateNotFound:
            return False
        return True

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The text, with one line end at its end. Raises CtxlintError that names file and line of what is wrong."""
        if self.own is None:
            return self.text(name, values)
        return limited(_text_of, self.own, name, values, seconds=SECONDS, what=f"the template {name}")

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        try:
            text = "".join(_bounded(self.environment.get_template(name).generate(**values), name))
        except TemplateSyntaxError as problem:
            raise CtxlintError(f"{problem.filename or problem.name}:{problem.lineno}: {problem.message}") from problem
        except TemplateNotFound as problem:
            raise CtxlintError(f"{_place(problem, name)}: there is no template {problem.name}") from problem
        except (CtxlintError, MemoryError):
            raise
        except Exception as problem:  # whatever a template does: a sum of texts, a loop without end, an attribute
            raise CtxlintError(f"{_place(problem, name)}: {problem}") from problem
        return BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"


def _text_of(own: str, name: str, values: Mapping[str, Any]) -> str:
    return Templates(own).text(name, values)


def _source(folder: str, name: str) -> tuple[str, str, None] | None:
    """A template of the folder. Raises CtxlintError for one that a link keeps elsewhere."""
    path = os.path.join(folder, *split_template_path(name))
    if not os.path.lexists(path):
        return None
    return read_text(path, "the template", root=folder), path, None


def _bounded(pieces: Iterable[str], name: str) -> Iterator[str]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > LARGEST:
            raise CtxlintError(f"{name}: the text is longer than {LARGEST:,} characters")
        yield piece


def _place(problem: BaseException, name: str) -> str:
    """The innermost line of a template on the way to a fault; Jinja puts them into the traceback."""
    place, trace = name, problem.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = f"{file}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _ready(value: Any) -> Any:
    if isinstance(value, (Markup, StrictUndefined)):
        return value
    return Markup("" if value is None else literal.literal(str(value)))


def _code(value: Any) -> Any:
    """A code span; of a list, one for each of its texts."""
    if isinstance(value, (StrictUndefined, str)):
        return Markup(literal.code(str(value)))
    return [Markup(literal.code(str(item))) for item in value]


def _yaml(value: Any) -> Markup:
    return Markup(literal.yaml(str(value)))


def _join(values: Iterable[Any], separator: str = "") -> Markup:
    return Markup(Markup(separator).join(_ready(value) for value in values))
