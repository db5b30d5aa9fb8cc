"""pom.xml: the version of Java where it is literal; mvnw by its presence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values

FILES = ("pom.xml", "mvnw")

JAVA = re.compile(r"<(?:maven\.compiler\.(?:release|source)|java\.version|release)>\s*(\d[\d.]*)\s*</")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    """Plugins add goals of their own, so the list is always open."""
    text = "" if path.endswith("mvnw") else values.without_xml_comments(values.text_of(path, read))
    java = JAVA.search(text)
    versions = {"java": java[1]} if java else {}
    yield Manifest("maven", path, open=True, versions=versions, managers=("maven",))
