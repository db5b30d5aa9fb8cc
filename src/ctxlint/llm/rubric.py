"""What the model is told, and the mark that tells one version of it from another."""

from __future__ import annotations

import hashlib
import json

from ctxlint.base.resources import PACKAGE
from ctxlint.llm.verdicts import schema

RUBRIC = (PACKAGE / "data" / "rubric.md").read_text("utf-8")
VERSION = hashlib.sha256((RUBRIC + json.dumps(schema(), sort_keys=True)).encode()).hexdigest()[:12]
