"""A key, a token or a password written into the file.

## What it checks

Keys in the shape that their providers give them, wherever they stand: in code, in a table, between emphasis marks, glued
to a name by an underscore.

| of | known |
|---|---|
| cloud | AWS (access key ids; secret keys beside an id or their name; Bedrock), Azure (storage, service bus, client secrets, signed addresses), Google (API keys, OAuth secrets and tokens), Alibaba, DigitalOcean, Cloudflare, Fastly, Fly, Heroku, Netlify, Vercel, OpenShift |
| models | Anthropic, OpenAI, OpenRouter, Groq, xAI, DeepSeek, Mistral, Cohere, Perplexity, Fireworks, Together, Replicate, Hugging Face, NVIDIA, ElevenLabs, Tavily, Pinecone, LangSmith, Langfuse, Weights & Biases |
| code and packages | GitHub, GitLab, Bitbucket, Atlassian, npm, PyPI, RubyGems, crates.io, NuGet, Clojars, Docker, Artifactory, Buildkite, CircleCI, Sonar, Sourcegraph, Snyk, Postman, Figma, Adobe, Frame.io, ReadMe |
| data | Databricks, PlanetScale, Supabase, Neon, Airtable, Notion, Contentful, Algolia, Dropbox, Apify, Typeform, MaxMind |
| operations | Vault, Terraform Cloud, Pulumi, Doppler, 1Password, Tailscale, Grafana, Datadog, New Relic, Dynatrace, Sentry, PostHog, LaunchDarkly, Prefect, Infracost, Octopus Deploy |
| messages and money | Slack, Discord, Teams, Telegram, Twilio, SendGrid, Mailgun, Mailchimp, Brevo, HubSpot, Linear, Facebook, Stripe, Square, Shopify, Shippo, EasyPost, Duffel, Kraken, Okta |
| of no provider | JSON Web Tokens; private keys, in lines or in one; Age keys; passwords in addresses to other than local machines; `Authorization: Bearer` and `Basic`; what stands beside `password`, `secret`, `token` or `API key` |

Some values look like nothing of their own (32 hexadecimal digits): they are reported beside their name only, as in
`DD_API_KEY=…`. Beside `password` and the like, a value is reported if it is random: sixteen characters at least, of three
kinds, without words. Placeholders, sequences, repetitions, hashes, UUIDs, test keys, the examples of manuals and
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

from ctxlint.base.model import Finding, Severity
from ctxlint.rules.context import ON_LINE, Context, Rule

HINT = "Revoke it, take it out of the history, and name the environment variable that holds it instead."


def check(context: Context) -> Iterator[Finding]:
    for span, provider, masked in context.secrets:
        yield Finding(span, f"{provider} {masked} ({span.end - span.start} characters)", HINT)


RULE = Rule("security/secret", Severity.ERROR, check=check, one=(ON_LINE,))
