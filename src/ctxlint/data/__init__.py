"""The dated tables and word lists, and the loaders beside them."""

# Folders in which nothing of the project is: left out by default.
EXCLUDE = (".git", "node_modules", ".venv", "venv", "site-packages", "vendor", "third_party", ".tox", ".nox")
