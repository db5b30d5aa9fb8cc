"""The exit codes of the command line."""

from __future__ import annotations

# Exit codes, stable.
CLEAN, FOUND, FAILED, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
