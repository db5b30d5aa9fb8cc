"""What is true on disk around a file. Gathered once for a run, and only when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Project:
    root: str  # absolute path of the git top level, else of the folder of the configuration, else of the current one
