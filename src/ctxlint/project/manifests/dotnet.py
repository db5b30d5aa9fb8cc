"""Projects and solutions of .NET, global.json: frameworks, the version of the SDK, installed tools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.json import json_table

FILES = ("*.csproj", "*.fsproj", "*.vbproj", "*.sln", "*.slnx", "Directory.Build.props", "global.json")

FRAMEWORK = re.compile(r"<TargetFrameworks?>([^<$]*)</")
COMMAND = re.compile(r"<ToolCommandName>([^<$]*)</")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    if path.endswith((".sln", ".slnx")):
        yield Manifest("dotnet", path, managers=("dotnet",))
    elif path.endswith("global.json"):
        sdk = values.table(json_table(path, read, comments=True), "sdk")
        yield Manifest("dotnet", path, versions=values.versions([("dotnet", sdk.get("version"))]), managers=("dotnet",))
    else:
        yield _project(path, values.without_xml_comments(values.text_of(path, read)))


def _project(path: str, text: str) -> Manifest:
    framework = FRAMEWORK.search(text)
    versions = values.versions([("dotnet", framework[1] if framework else None)])
    commands = tuple(name.strip() for name in COMMAND.findall(text))
    return Manifest("dotnet", path, versions=versions, managers=("dotnet",), entry_points=commands)
