"""Keys with a structure of their own: tokens that decode, private keys, passwords in addresses and in headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ctxlint.base.model import Span
from ctxlint.base.patterns import lazy
from ctxlint.base.secrets.placeholders import KINDS, entropy, is_mixed, is_ordered, is_password, is_random
from ctxlint.base.secrets.shapes import Secret


class Structure(NamedTuple):
    name: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    genuine: Callable[[re.Match[str]], bool]
    group: int | str  # the secret
    shown: Callable[[re.Match[str]], str]  # what a message shows of it


def by_structure(text: str) -> Iterator[Secret]:
    for each in STRUCTURES:
        if any(anchor in text for anchor in each.anchors):
            for match in each.pattern.finditer(text):
                if each.genuine(match):
                    yield Secret(Span(*match.span(each.group)), each.name, f"{each.shown(match)[:8]}…")


# Tokens

REGISTERED = {"iss", "sub", "aud", "exp", "nbf", "iat", "jti"}  # RFC 7519, 4.1
SPECIMENS = (("sub", "1234567890"), ("name", "John Doe"), ("role", "anon"), ("iss", "supabase-demo"))
HEX = lazy(r"[0-9a-f]{32,128}(?![A-Za-z0-9])")


def _token(match: re.Match[str]) -> bool:
    """A JWT whose parts decode, that is neither the specimen of jwt.io nor public by design."""
    header, claims = (_json(part) for part in match[0].split(".")[:2])
    if "alg" not in header or not claims.keys() & REGISTERED:
        return False
    return not any(claims.get(name) == value for name, value in SPECIMENS) and is_random(match["body"], 3.5)


def _json(part: str) -> dict[str, object]:
    import json

    try:
        value = json.loads(_decoded(part))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _decoded(text: str) -> bytes:
    import base64  # 5 ms that only a token costs

    text = text.rstrip("=")
    return base64.urlsafe_b64decode(text.replace("+", "-").replace("/", "_") + "=" * (-len(text) % 4))


def _bearer(match: re.Match[str]) -> bool:
    """A random token; one that begins like a JWT is judged as a JWT."""
    value = match["body"].rstrip("._-")
    return not value.startswith("eyJ") and (is_random(value, 3.0) if HEX.match(value) else is_password(value))


def _basic(match: re.Match[str]) -> bool:
    try:
        user, _, password = _decoded(match["body"]).decode("ascii").partition(":")
    except ValueError:
        return False
    return f"{user}{password}".isprintable() and " " not in password and _typed(password)


def _beside(match: re.Match[str]) -> bool:
    """An AWS secret key is 40 characters of base 64, as a part of any longer text may be: it stands beside its id."""
    return is_random(match["body"], 4.0) and is_mixed(match["body"])


def _private(match: re.Match[str]) -> bool:
    """A PEM block with a body that is one."""
    body = "".join(re.findall(r"[A-Za-z0-9+/]{40,}", match["body"]))
    return len(body) >= 40 and entropy(body) >= 4.5 and not is_ordered(body)


# Passwords in addresses

OBVIOUS = lazy(
    r"pass|pwd|secret|token|your|\Amy[_-]?db|user|admin|root|example|change|test|demo|guest|dev|local|dummy|fake|x{3}|key|word"
    r"|postgres|mysql|mongo|redis|rabbit|[${}<>\[\]*…]|\.\.\.|%[sd(]",
    re.IGNORECASE,
)
NEAR = lazy(
    r"localhost|127\.|0\.0\.0\.0|\[::1\]|host\b|your|[\w.-]*\bexample\.|(?:[\w-]+\.)*(?:localhost|test|invalid|example)(?![\w.-])"
    r"|[\w-]+(?![\w.-])",
    re.IGNORECASE,
)
SCHEME = lazy(r"[a-z][a-z0-9+.-]{0,19}\Z", re.IGNORECASE)


def _address(match: re.Match[str]) -> bool:
    """Not a word that stands for a password, not for a machine without a domain of its own."""
    return bool(_scheme(match)) and not NEAR.match(match["host"]) and _typed(match["body"])


def _scheme(match: re.Match[str]) -> str:
    scheme = SCHEME.search(match.string, max(0, match.start() - 20), match.start())
    return f"{scheme[0]}://" if scheme else ""


def _typed(password: str) -> bool:
    if len(password) < 8 or OBVIOUS.search(password) or is_ordered(password):
        return False
    return sum(1 for kind in KINDS if kind.search(password)) > 1 and entropy(password) >= 2.5


def _fixed(match: re.Match[str]) -> str:
    return match[1]


def _nothing(match: re.Match[str]) -> str:
    return ""


STRUCTURES = (
    Structure(
        "JSON Web Token",
        ("eyJ",),
        lazy(
            r"(eyJ)(?:(?<![A-Za-z0-9]eyJ)|(?<=\\[nrt]eyJ))[\w-]{10,1000}\.e[yw][\w-]{10,4000}\."
            r"(?P<body>[\w-]{20,1000})(?![A-Za-z0-9…]|\.\.)"
        ),
        _token,
        0,
        _fixed,
    ),
    Structure(
        "private key",
        ("PRIVATE KEY",),
        lazy(
            r"(-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----)"
            r"(?P<body>(?:[A-Za-z0-9+/=:,\s>|\"'-]|\\[nr]|\\\\[nr]){64,20000})"
        ),
        _private,
        "body",
        _fixed,
    ),
    Structure(
        "AWS secret key",
        ("AKIA", "ASIA"),
        lazy(
            r"(A(?:KIA|SIA)[A-Z2-7]{16})(?![A-Za-z0-9])[\s\S]{1,120}?"
            r"(?<![A-Za-z0-9+/])(?P<body>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])"
        ),
        _beside,
        "body",
        _nothing,
    ),
    Structure(
        "bearer token",
        ("earer ",),
        lazy(r"([Bb]earer )(?P<body>[\w.~+/-]{20,500}={0,2})"),
        _bearer,
        "body",
        _nothing,
    ),
    Structure(
        "basic credentials",
        ("asic ",),
        lazy(r"([Bb]asic )(?P<body>[A-Za-z0-9+/]{12,400}={0,2})"),
        _basic,
        "body",
        _nothing,
    ),
    Structure(
        "password in a connection string",
        ("://",),
        lazy(r"(://)[^\s:/@\"'`<>]{0,100}:(?P<body>[^\s/@\"'`<>]{1,200})(?=@(?P<host>[^\s/?\"'`<>]{1,200}))"),
        _address,
        "body",
        _scheme,
    ),
)
