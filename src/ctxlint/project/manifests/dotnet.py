"""Projects and solutions of .NET, global.json: frameworks, the version of the SDK, installed tools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.json import load_json

FILES = ("*.csproj", "*.fsproj", "*.vbproj", "*.sln", "*.slnx", "Directory.Build.props", "global.json")

FRAMEWORK = re.compile(r"<TargetFrameworks?>([^<$]*)</")
COMMAND = re.compile(r"<ToolCommandName>([^<$]*)</")


def read(path: str, read: Reader) -> Iterator[Manifest]:
    if path.endswith((".sln", ".slnx")):
        yield Manifest("dotnet", path, managers=("dotnet",))
    elif path.endswith("global.json"):
        sdk = load.table(load_json(path, read, comments=True), "sdk")
        yield Manifest("dotnet", path, versions=load.versions([("dotnet", sdk.get("version"))]), managers=("dotnet",))
    else:
        yield _project(path, load.without_xml_comments(load.load_text(path, read)))


def _project(path: str, text: str) -> Manifest:
    framework = FRAMEWORK.search(text)
    versions = load.versions([("dotnet", framework[1] if framework else None)])
    commands = tuple(name.strip() for name in COMMAND.findall(text))
    return Manifest("dotnet", path, versions=versions, managers=("dotnet",), entry_points=commands)
