#!/usr/bin/env bash
# What action.yml runs: install, lint with annotations, and once more for the step summary and for code scanning.
set -euo pipefail # bash 3.2 of macOS takes an empty list for an unset one: hence ${options[@]+…}

home="${RUNNER_TEMP:-$(mktemp -d)}/ctxlint"
if [ -z "${CTXLINT_BIN:-}" ]; then
  extras="${CTXLINT_EXTRAS:+[$CTXLINT_EXTRAS]}"
  what="$CTXLINT_ACTION$extras"
  if [ -n "$CTXLINT_VERSION" ]; then
    echo "::error::ctxlint is on no registry yet: leave version empty, and the version of this action is installed"
    exit 2
  fi
  ( # not in the checkout, and isolated: a venv.py or pip.py of a pull request is not to be found
    cd "${home%/*}"
    "${CTXLINT_PYTHON:-python3}" -I -m venv "$home"
    "$home/bin/python" -I -m pip install --quiet --disable-pip-version-check "$what"
  )
  CTXLINT_BIN="$home/bin/ctxlint"
fi
mkdir -p "$home"

options=()
while IFS= read -r line; do [ -z "$line" ] || options+=("$line"); done <<<"$CTXLINT_ARGS"
[ -z "$CTXLINT_CONFIGURATION" ] || options+=(--config "$CTXLINT_CONFIGURATION")
paths=(--)
while IFS= read -r line; do [ -z "$line" ] || paths+=("$line"); done <<<"$CTXLINT_PATHS"

format=full
[ "$CTXLINT_ANNOTATIONS" != true ] || format=github
code=0
"$CTXLINT_BIN" check ${options[@]+"${options[@]}"} --output-format "$format" "${paths[@]}" || code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"

if [ "$code" -le 1 ]; then
  "$CTXLINT_BIN" check ${options[@]+"${options[@]}"} --exit-zero --output-format markdown "${paths[@]}" >>"$GITHUB_STEP_SUMMARY" 2>/dev/null
  if [ "$CTXLINT_SARIF" = true ]; then
    "$CTXLINT_BIN" check ${options[@]+"${options[@]}"} --exit-zero --output-format sarif -o "$home/ctxlint.sarif" "${paths[@]}" 2>/dev/null
    echo "sarif-file=$home/ctxlint.sarif" >>"$GITHUB_OUTPUT"
  fi
fi
