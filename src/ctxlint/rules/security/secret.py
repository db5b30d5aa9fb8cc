"""A key, a token or a password written into the file.

## What it checks

Keys in the shape that their providers give them: AWS, GitHub, GitLab, Anthropic, OpenAI, OpenRouter, Groq, Google,
Slack, Stripe, npm, PyPI, Hugging Face, SendGrid, Twilio, DigitalOcean, Databricks, Telegram; JSON Web Tokens; private
keys; passwords in connection strings to other than local machines. Placeholders, sequences, repetitions, test keys and
development passwords stay silent. No report prints a secret whole.

## Why it matters

A context file is committed, copied into prompts and sent to a model on every run: whoever reads any of these has the
key. Provider prefixes are what secret scanners of the providers themselves match
([GitHub](https://docs.github.com/en/code-security/secret-scanning)).

## Bad

```markdown title="CLAUDE.md"
Staging database: `postgres://billing:kR7-vq2Lw9Zt@pg.staging.acme.io/billing`
```

## Good

```markdown title="CLAUDE.md"
Staging database: `postgres://billing:$PGPASSWORD@pg.staging.acme.io/billing`
Local database: `postgres://postgres:postgres@localhost/billing`
The key is in `ANTHROPIC_API_KEY` (`sk-ant-xxxxxxxx`).
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.model import Finding, Rule, Severity

if TYPE_CHECKING:
    from ctxlint.lint import Context

HINT = "Revoke it, take it out of the history, and name the environment variable that holds it instead."


def check(context: Context) -> Iterator[Finding]:
    for span, provider, masked in context.secrets:
        yield Finding(span, f"{provider} {masked} ({span.end - span.start} characters)", HINT)


RULE = Rule("security/secret", Severity.ERROR, check=check)
