"""ctxlint: a linter and scaffolder for the files that steer AI coding agents."""

__version__ = "0.2.0"
