"""Gemfile and gemspecs: the version of Ruby, installed commands, gems."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values

FILES = ("Gemfile", "*.gemspec")

RUBY = re.compile(r"""^[ \t]*(?:ruby[ \t(]*|\w+\.required_ruby_version[ \t]*=[ \t]*)["']([^"'\n]+)["']""", re.M)
COMMANDS = re.compile(r"""\.executables[ \t]*(?:<<|=)(?:[ \t]*\[)?[ \t]*["']([\w.-]+)["']""")

GEM = re.compile(r"""^[ \t]*(?:gem|\w+\.add(?:_development|_runtime)?_dependency)[ \t(]*["']([\w.-]+)["']""", re.M)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    text = values.text_of(path, read)
    ruby = RUBY.search(text)
    managers = ("bundler",) if path.endswith("Gemfile") else ()
    commands = tuple(COMMANDS.findall(text))
    yield Manifest(
        "ruby",
        path,
        versions={"ruby": ruby[1]} if ruby else {},
        managers=managers,
        entry_points=commands,
        dependencies=tuple(GEM.findall(text)),
    )
