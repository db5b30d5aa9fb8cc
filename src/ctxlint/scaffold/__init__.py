"""ctxlint init: facts -> template -> text -> files. Never overwrites, and leaves nothing behind when it fails."""
