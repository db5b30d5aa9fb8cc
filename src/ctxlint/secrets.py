"""Keys and passwords in text: which they are, and how to print text without them. Pure.

Shapes are data: what is fixed, what is random, and how random it has to be. What people write in the place of a key
(`sk-ant-xxxx…`, `AKIA…EXAMPLE`, `user:password@localhost`) is told apart by its words, its order and its entropy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from math import log2
from typing import NamedTuple

from ctxlint.model import Span
from ctxlint.patterns import lazy


class Secret(NamedTuple):
    span: Span
    provider: str
    masked: str  # the fixed part only: "AKIA…"


class Provider(NamedTuple):
    name: str
    anchors: tuple[str, ...]  # one of them is in every key: a fast test before the pattern
    pattern: str  # group 1: the fixed part; group 2: the random part
    entropy: float = 3.5  # bits a character, at least
    genuine: Callable[[re.Match[str]], bool] | None = None  # instead of words, order and entropy
    bare: bool = True  # must not touch other letters


def find_secrets(text: str) -> Iterator[Secret]:
    """Every secret, in order; where two overlap, the one that starts first."""
    found = sorted(secret for provider in PROVIDERS for secret in _of(provider, text))
    end = 0
    for secret in found:
        if secret.span.start >= end:
            yield secret
            end = secret.span.end


def redact(text: str) -> str:
    """The text with each of its secrets replaced, wherever in it the secret stands."""
    while found := {text[slice(*secret.span)] for provider in PROVIDERS for secret in _of(provider, text)}:
        for value in sorted(found, key=len, reverse=True):
            text = text.replace(value, "[redacted]")
    return text


def _of(provider: Provider, text: str) -> Iterator[Secret]:
    if not any(anchor in text for anchor in provider.anchors):
        return
    for match in _compiled(provider).finditer(text):
        if provider.genuine(match) if provider.genuine else _random(match[2], provider.entropy):
            whole = 0 if provider.bare else 2
            yield Secret(Span(*match.span(whole)), provider.name, f"{match[1][:8]}…")


@cache
def _compiled(provider: Provider) -> re.Pattern[str]:
    bounds = (r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])") if provider.bare else ("", "")
    return re.compile(provider.pattern.join(bounds))


# Placeholders

STEPS = (1, 2, 3)  # abcdef, a1b2c3, aA1bB2
ORDERED = 0.4  # the share of characters that repeat or follow the one before; of random hex 0.125
WORDS = lazy(
    r"example|your|x{4}|placeholder|redact|dummy|fake|sample|insert|replace|change|todo|secret|token|apikey|api_?key"
    r"|foobar|mykey|deadbeef|password",
    re.IGNORECASE,
)


def _random(body: str, entropy: float) -> bool:
    return not WORDS.search(body) and _entropy(body) >= entropy and not _ordered(body)


def _entropy(text: str) -> float:
    """Bits a character, by the frequencies of the text itself."""
    size = len(text)
    return -sum(n / size * log2(n / size) for n in Counter(text).values())


def _ordered(body: str) -> bool:
    codes = [ord(char) for char in body.lower()]
    return any(_follows(codes, step) > ORDERED * (len(codes) - step) for step in STEPS)


def _follows(codes: list[int], step: int) -> int:
    return sum(1 for a, b in zip(codes, codes[step:], strict=False) if b - a in (0, 1))


# Keys with a structure of their own

OBVIOUS = lazy(
    r"pass|pwd|secret|token|your|my|user|admin|root|example|change|test|demo|guest|dev|local|dummy|fake|x{3}|key|word"
    r"|postgres|mysql|mongo|redis|rabbit|[${}<>\[\]*…]|\.\.\.|%[sd(]",
    re.IGNORECASE,
)
NEAR = lazy(
    r"localhost|127\.|0\.0\.0\.0|\[::1\]|host\b|your|[\w.-]*\bexample\.|(?:[\w-]+\.)*(?:localhost|test|invalid|example)(?![\w.-])"
    r"|[\w-]+(?![\w.-])",
    re.IGNORECASE,
)
REGISTERED = {"iss", "sub", "aud", "exp", "nbf", "iat", "jti"}  # RFC 7519, 4.1


def _password(match: re.Match[str]) -> bool:
    """Not a word that stands for a password, not for a machine without a domain of its own."""
    value = match[2]
    if len(value) < 8 or OBVIOUS.search(value) or NEAR.match(match["host"]):
        return False
    classes = sum(1 for kind in (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]") if re.search(kind, value))
    return classes > 1 and _entropy(value) >= 2.5 and not _ordered(value)


def _token(match: re.Match[str]) -> bool:
    """A JWT whose parts decode, that is neither the specimen of jwt.io nor public by design."""
    header, claims = (_json(part) for part in match[0].split(".")[:2])
    if "alg" not in header or not claims.keys() & REGISTERED or claims.get("name") == "John Doe":
        return False
    return claims.get("role") != "anon" and claims.get("iss") != "supabase-demo" and _random(match[2], 3.5)


def _json(part: str) -> dict[str, object]:
    import base64  # 5 ms that only a token costs
    import json

    try:
        value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _private(match: re.Match[str]) -> bool:
    """A PEM block with a body that is one."""
    body = "".join(re.findall(r"[A-Za-z0-9+/]{40,}", match[2]))
    return len(body) >= 40 and _entropy(body) >= 4.5 and not _ordered(body)


PROVIDERS = (
    Provider("AWS access key id", ("AKIA", "ASIA"), r"(AKIA|ASIA)([A-Z2-7]{16})", 3.0),
    Provider("GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"(gh[pousr]_)([A-Za-z0-9]{36,255})"),
    Provider("GitHub token", ("github_pat_",), r"(github_pat_)([A-Za-z0-9]{22}_[A-Za-z0-9]{59})"),
    Provider("GitLab token", ("glpat-",), r"(glpat-)([\w-]{20,300}(?:\.[0-9a-z]{9})?)"),
    Provider("Anthropic key", ("sk-ant-",), r"(sk-ant-[a-z]{3,8}\d\d-)([\w-]{40,200})"),
    Provider("OpenAI key", ("T3BlbkFJ",), r"(sk-(?:[a-z]{4,8}-)?)([\w-]{20,100}T3BlbkFJ[\w-]{20,100})"),
    Provider("OpenRouter key", ("sk-or-v1-",), r"(sk-or-v1-)([0-9a-f]{64})", 3.0),
    Provider("Groq key", ("gsk_",), r"(gsk_)([A-Za-z0-9]{52})"),
    Provider("Google key", ("AIza",), r"(AIza)([\w-]{35})(?!-)"),
    Provider("Slack token", ("xox",), r"(xox[abeoprs]-)((?:\d{8,14}-){1,3}[A-Za-z0-9]{16,64})", 3.0),
    Provider("Slack webhook", ("hooks.slack.com",), r"(https://hooks\.slack\.com/services/)(T\w{6,12}/B\w{6,12}/\w{20,30})"),
    Provider("Stripe key", ("k_live_",), r"([sr]k_live_)([A-Za-z0-9]{20,250})"),
    Provider("npm token", ("npm_",), r"(npm_)([A-Za-z0-9]{36})"),
    Provider("PyPI token", ("pypi-AgE",), r"(pypi-AgE)([\w-]{50,300})"),
    Provider("Hugging Face token", ("hf_",), r"(hf_)([A-Za-z0-9]{34,40})"),
    Provider("SendGrid key", ("SG.",), r"(SG\.)([\w-]{22}\.[\w-]{43})"),
    Provider("Twilio key", ("SK",), r"(SK)([0-9a-f]{32})", 3.0),
    Provider("DigitalOcean token", ("_v1_",), r"(do[opr]_v1_)([0-9a-f]{64})", 3.0),
    Provider("Databricks token", ("dapi",), r"(dapi)([0-9a-f]{32}(?:-\d)?)", 3.0),
    Provider("Telegram bot token", (":AA",), r"(\d{8,10}:AA)([\w-]{33})(?!-)"),
    Provider("JSON Web Token", ("eyJ",), r"(eyJ)[\w-]{10,1000}\.eyJ[\w-]{10,4000}\.([\w-]{20,1000})", genuine=_token),
    Provider(
        "private key",
        ("PRIVATE KEY-----",),
        r"(-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----)((?:[A-Za-z0-9+/=:,\s>|\"'-]|\\[nr]){64,20000})",
        genuine=_private,
        bare=False,
    ),
    Provider(
        "password in a connection string",
        ("://",),
        r"\b((?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|clickhouse|nats|s?ftp|https?|smtps?|ldaps?)"
        r"(?:\+\w{1,20})?://)[^\s:/@\"'`<>]{0,100}:([^\s/@\"'`<>]{1,200})(?=@(?P<host>[^\s/?\"'`<>]{1,200}))",
        genuine=_password,
        bare=False,
    ),
)  # fmt: skip
