"""ctxlint init: what a new file can say of a repository -> template -> text -> files.

Never overwrites, and leaves nothing behind when it fails.
"""
