"""python -m ctxlint"""

import sys

if not sys.flags.safe_path:
    sys.path.pop(0)  # -m puts the current directory first, and a repository that is linted must not be imported

from ctxlint.cli import main

main()
