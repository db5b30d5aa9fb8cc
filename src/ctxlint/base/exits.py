"""The exit codes of the command line: stable."""

from __future__ import annotations

CLEAN, FOUND, FAILED, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
