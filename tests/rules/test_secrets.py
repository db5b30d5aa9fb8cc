"""The table of keys. All keys are made here from their fixed part and random characters: this file holds none."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import uuid
import zlib
from random import Random

import planted_keys
import pytest
import vendor_keys
from helpers import places
from hypothesis import given, settings
from hypothesis import strategies as st
from linear import NAMES
from planted_keys import found

from ctxlint.base.resources import table
from ctxlint.base.secrets import find_secrets, redact
from ctxlint.base.secrets.named import _shapes as named_shapes
from ctxlint.base.secrets.shapes import DIGITS, rows, shapes, whole
from ctxlint.rules.security import secret as secret_rule

BASE64 = DIGITS + "+/"
SOURCE = re.compile(r"https://\S+|(?:gitleaks|detect|trufflehog) [\w-]+(?:, [\w-]+)*")


def some(count: int, alphabet: str = DIGITS, seed: object = 0) -> str:
    return "".join(Random(f"{seed} {count}").choices(alphabet, k=count))


def matching(pattern: str, random: Random) -> str:
    """A random text that a simple pattern matches."""
    return "".join(_made(op, argument, random) for op, argument in re._parser.parse(pattern))  # type: ignore[attr-defined]


def _made(op: object, argument: object, random: Random) -> str:
    match str(op), argument:
        case "LITERAL", int(code):
            return chr(code)
        case "IN", list(parts):
            return random.choice([char for char in map(chr, range(33, 127)) if re.fullmatch(_class(parts), char)])
        case "MAX_REPEAT", (int(least), most, inner):
            count = least if least else int(bool(random.getrandbits(1))) * min(int(most), 1)
            return "".join(_made(*part, random) for _ in range(count) for part in inner)
        case "SUBPATTERN", (*_, inner):
            return "".join(_made(*part, random) for part in inner)
        case "BRANCH", (_, branches):
            return "".join(_made(*part, random) for part in random.choice(branches))
    return ""  # what looks around


def _class(parts: list[tuple[object, object]]) -> str:
    out = ""
    for op, argument in parts:
        match str(op), argument:
            case "LITERAL", int(code):
                out += re.escape(chr(code))
            case "RANGE", (int(low), int(high)):
                out += f"{re.escape(chr(low))}-{re.escape(chr(high))}"
            case "CATEGORY", category:
                out += {"CATEGORY_DIGIT": r"\d", "CATEGORY_WORD": r"\w"}[str(category)]
    return f"(?a:[{out}])"


def key_of(shape, seed: int = 7) -> str:
    return matching(shape.fixed + whole(shape.body), Random(f"{seed} {shape}"))


def value_of(shape, seed: int = 7) -> str:
    return matching(shape.body, Random(f"{seed} {shape}"))


FIXED = [pytest.param(shape, id=f"{shape.name} {shape.anchors[0]}") for shape in shapes()]
NAMED = [pytest.param(shape, id=shape.name) for shape in named_shapes()]


# The table


@pytest.mark.parametrize("part", ["fixed", "named"])
def test_each_row_of_the_table_has_a_source_and_all_cells(part):
    written = list(rows(part))
    width = {"fixed": 7, "named": 7}[part]
    assert len(written) > 20
    assert [row for row in written if len(row) != width or not all(row)] == []
    assert [row[0] for row in written if not SOURCE.fullmatch(row[-1])] == []


def test_the_rows_are_in_use():
    assert len(shapes()) == len(list(rows("fixed")))
    assert {check for shape in (*shapes(), *named_shapes()) for check in [shape.check]} == {"-", "crc32", "mixed"}


def test_names_of_alphabets_are_known():
    names = {f"<{name}>" for name in table("secrets")["alphabets"]}
    used = {name for shape in (*rows("fixed"), *rows("named")) for cell in shape for name in re.findall(r"<\w+>", cell)}
    assert used == names


def test_the_page_of_the_rule_names_everybody():
    page = secret_rule.__doc__ or ""
    missing = {shape.name for shape in (*shapes(), *named_shapes()) if shape.name.split(" ")[0] not in page}
    assert missing == set()


@pytest.mark.parametrize("shape", FIXED)
def test_key_of_each_shape(shape):
    key = key_of(shape)
    text = f"# Keys\n\nThe first is `{key}` now.\n"
    (secret,) = find_secrets(text)
    assert (text[slice(*secret.span)], secret.provider) == (key, shape.name)
    assert places(text, rules=["security/secret"]) == ["3:15 security/secret"]
    assert len(secret.masked) <= 9
    assert redact(text) == "# Keys\n\nThe first is `[redacted]` now.\n"


BESIDE = ("_{}_", "KEY_{}", "{}_old", "**{}**", '{{"a": "{}"}}', r"a\n{}\n", "密钥{}。", "x={};")


@pytest.mark.parametrize("shape", FIXED)
def test_key_of_each_shape_beside_what_people_write(shape):
    key = key_of(shape, 8)
    for text in (written.format(key) for written in BESIDE):
        assert any(key in text[slice(*secret.span)] for secret in find_secrets(text)), text
        assert key[len(key) // 2 :] not in redact(text)


@pytest.mark.parametrize("shape", FIXED)
def test_placeholder_of_each_shape_is_silent(shape):
    start = re.sub(r"\[(.).*?\]", r"\1", shape.fixed.replace("\\", ""))
    start = re.sub(r"\(\?:([\w]+)\|[^)]*\)", r"\1", start)
    for fill in ("x", "X", "0", "a", "1234567890abcdef", "your-key-here-"):
        for size in (10, 16, 20, 24, 32, 36, 40, 43, 48, 64, 93):
            assert [*find_secrets(f"Set it to `{start}{(fill * 93)[:size]}`.")] == []


@pytest.mark.parametrize("shape", FIXED)
def test_key_of_each_shape_inside_a_longer_word_is_none(shape):
    key = key_of(shape)
    assert not any(secret.provider == shape.name for secret in find_secrets(f"a{key}b"))


@pytest.mark.parametrize("shape", NAMED)
def test_value_beside_its_name(shape):
    name = NAMES[shape.name]
    value = value_of(shape)
    for written in (f"{name}={value}", f"- `{name}`: `{value}`", f'  "{name}": "{value}"', f"| {name} | {value} |"):
        text = f"# Keys\n\n{written}\n"
        (secret,) = find_secrets(text)
        assert (text[slice(*secret.span)], secret.provider) == (value, shape.name)
        column = written.index(value) + 1
        assert places(text, rules=["security/secret"]) == [f"3:{column} security/secret"]
        assert value not in redact(f"{text}and again {value}, bare")


@pytest.mark.parametrize("shape", NAMED)
def test_value_without_its_name_is_none(shape):
    value = value_of(shape)
    assert [*find_secrets(f"The id is `{value}`. See also: {value}\nrevision = {value}\n")] == []


@pytest.mark.parametrize("shape", NAMED)
def test_hash_beside_the_name_is_none(shape):
    value = value_of(shape)
    assert [*find_secrets(f"{NAMES[shape.name]} sha256: {value}, {NAMES[shape.name]} commit={value}")] == []


# Checksums


def summed(body: str) -> str:
    rest, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = DIGITS[digit] + digits
    return body + digits


@pytest.mark.parametrize("prefix", ["ghp_", "gho_", "npm_"])
def test_key_with_the_right_checksum_is_one_whatever_words_it_holds(prefix):
    body = some(13) + "todo" + some(13, seed=1)
    assert [secret.span.start for secret in find_secrets(f"a {prefix}{summed(body)}")] == [2]
    assert [*find_secrets(f"a {prefix}{body}{some(6, seed=2)}")] == []


# What has a structure


def pem(end: str, kind: str = "RSA ", size: int = 600) -> str:
    body = base64.b64encode(Random(3).randbytes(size)).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return end.join([f"-----BEGIN {kind}" + "PRIVATE KEY-----", *lines, f"-----END {kind}" + "PRIVATE KEY-----"])


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


TOKEN = f"{encoded({'alg': 'RS256'})}.{encoded({'sub': '81', 'exp': 1})}.{some(86)}"
STRUCTURED = [
    ("Telegram bot token", f"https://api.telegram.org/bot{some(9, '123456789')}:AA{some(33)}/getMe", 25),
    ("private key", pem("\n"), 31),
    ("private key", pem(r"\n"), 31),
    ("private key", pem(r"\\n"), 31),
    ("private key", pem(" "), 31),
    ("private key", pem(""), 31),
    ("private key", pem("\n", "OPENSSH "), 35),
    ("private key", pem(r"\n", "", 48), 27),
    ("JSON Web Token", TOKEN, 0),
    ("AWS secret key", "AKIA" + "IOSFODNN7EXAMPLE " + some(40, BASE64), 21),
    ("AWS secret key", "ASIA" + "IOSFODNN7EXAMPLE`, `" + some(40, BASE64), 24),
    ("bearer token", "Authorization: Bearer " + some(40), 22),
    ("bearer token", "authorization: bearer " + some(40, "0123456789abcdef"), 22),
    ("bearer token", "Send `Bearer " + some(40, "0123456789abcdef") + ".`", 13),
    ("basic credentials", "Authorization: Basic " + base64.b64encode(f"ci:{some(20)}".encode()).decode(), 21),
    ("password in a connection string", f"postgres://app:{some(16)}@pg.acme.io/app", 15),
    ("password in a connection string", f"https://deploy:{some(16)}@git.acme.io/a.git", 15),
    ("password in a connection string", f"mongodb+srv://app:{some(16)}@c0.acme.mongodb.net", 18),
    ("password in a connection string", f"https://{some(32)}:{some(32, '0123456789abcdef')}@o1.ingest.sentry.io/4", 41),
    ("password", f"password: {some(20, DIGITS + '!#%&*+')}", 10),
    ("password", f'"password": "{some(20, DIGITS + "!#%&*+")}"', 13),
    ("password", f"export DB_PASS='{some(20)}'", 16),
    ("secret", f"client_secret={some(32)}", 14),
    ("secret", f"**API key:** `{some(32)}`", 14),
    ("token", f"| Token | `{some(32)}` |", 11),
]  # fmt: skip


@pytest.mark.parametrize(("provider", "text", "column"), STRUCTURED)
def test_structured_secret(provider, text, column):
    written = f"# Keys\n\n{text}\n"
    (secret,) = find_secrets(written)
    assert (secret.provider, secret.span.start - 8) == (provider, column)
    assert places(written, rules=["security/secret"]) == [f"3:{column + 1} security/secret"]
    value = written[slice(*secret.span)]
    assert value not in redact(f"{written} and bare: {value}")
    assert value not in str(secret)


# What is none

HEX = "0123456789abcdef"
DIGEST = hashlib.sha256(b"a").hexdigest()
SILENT = [
    hashlib.md5(b"a").hexdigest(),
    f"commit {hashlib.sha1(b'a').hexdigest()}, sha256:{DIGEST}, image@sha256:{DIGEST}",
    f"token_hash: {DIGEST}, password sha1: {hashlib.sha1(b'b').hexdigest()}",
    f"secret checksum = {some(40)}, token digest: {some(32)}, key integrity: sha512-{some(86, BASE64)}==",
    f"integrity: sha512-{base64.b64encode(hashlib.sha512(b'a').digest()).decode()}",
    f"h1:{some(43, BASE64)}= and etag: {some(32)}",
    f"api_key: {uuid.UUID(int=Random(1).getrandbits(128))}, token: {DIGEST[:32]}, secret: {DIGEST}",
    f"![](data:image/png;base64,{some(4000, BASE64)}==)",
    f"<svg><path d='{some(2000, '0123456789.LMCZ ')}'/></svg>",
    "AKIA" + "IOSFODNN7EXAMPLE and " + "wJalrXUtnFEMI" + "/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "aws_secret_access_key = " + "wJalrXUtnFEMI" + "/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AKIA" + "I44QH8DHBEXAMPLE: " + "je7MtGbClwBF" + "/2Zp9Utk/h3yCo8nvbEXAMPLEKEY",
    "sk_" + "test_4eC39HqLyjWDarjtT1zdp7dc and pk_" + "live_" + some(24),
    "AccountKey=" + f"Eby8vdM02xNOcqFlqUwJ{some(66, BASE64)}==",
    f"{encoded({'alg': 'HS256'})}.{encoded({'sub': '1234567890', 'iat': 1})}.{some(43)}",
    f"{encoded({'alg': 'HS256'})}.{encoded({'iss': 'supabase-demo', 'role': 'service_role'})}.{some(43)}",
    f"{encoded({'alg': 'HS256'})}.{encoded({'iss': 'supabase', 'role': 'anon'})}.{some(43)}",
    f"{TOKEN[:-60]}...",
    "sb_publishable_" + some(31, DIGITS + "_-"),
    "password: ${DB_PASSWORD_FROM_VAULT_1}, token: <YOUR_TOKEN_HERE_12345>, secret: {{ vault.Secret1234567 }}",
    "password: process.env.DB_PASSWORD1, api_key = os.environ['OPENAI_API_KEY_2'], token = getToken2FromStore()",
    "password=hunter2, password: correct-horse-battery-staple, passwd: SuperSecretP4ssw0rd!, pwd: Adm1n!Adm1n!2024",
    "secret: projects/Acme1/secrets/DbCreds2/versions/3, token: Desktop/Title/H1, api_key: ./Keys/Prod2.pem",
    "API_KEY: bXktYXBpLWtleS0xMjM0NQ==, JWT_SECRET: c3VwZXItbG9uZy1waHJhc2UtMTIz",
    "token: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9, tokens: 128,000, token_limit: 200000TokensPerMinute1",
    "secretKeyRef: Acme-Prod-Db-2Creds, password_hash: $2b$10$" + some(53) + ", `passwordField: userPassword2Input`",
    "Authorization: Bearer YOUR_TOKEN_HERE_1234567890, Bearer eyJhbGciOiJIUzI1NiJ9..., Bearer $TOKEN_A1, bearer authentication",
    "Authorization: Basic dXNlcjpwYXNzd29yZA==, Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==, basic understanding1234",
    "private_key_path = keys/Deploy2024/Id_ed25519, public_key: " + some(44, BASE64) + ", anon key: " + some(40),
    "-----BEGIN PRIVATE" + " KEY-----\\nMIIE...\\n-----END PRIVATE" + " KEY-----",
    "-----BEGIN PUBLIC KEY-----\n" + some(200, BASE64) + "\n-----END PUBLIC KEY-----",
    "https://o1.ingest.sentry.io/4 and https://" + DIGEST[:32] + "@o1.ingest.sentry.io/4",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + some(43, BASE64) + " me@acme.io",
    f"cache-key-{DIGEST[:32]}, cache_key-{DIGEST[:32]}, fw_updateConfigurationFile2",
    f"{some(300, BASE64)}/EAAAAB{some(58)}/{some(300, BASE64)}",
    "en-us12, us-east-1, task-runner, risk-adjusted, desk-pad, Makefile:AAA, SKILL.md, cio, pat.example, key-value",
    "sk-learn-1234567890abcdef, disk-" + DIGEST[:32] + ", task-" + DIGEST[:32],
    "The password is in 1Password: `op://Acme/Staging2/password`.",
]  # fmt: skip


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_secret_is_silent(text):
    assert [*find_secrets(text)] == []
    assert redact(text) == text


def test_a_call_is_no_value():
    assert [*find_secrets("const password = rX9.fLm2QbT7zKd4(email)")] == []
    assert [*find_secrets("const password = rX9.fLm2QbT7zKd4;")] != []


# Redaction


def test_redact_takes_a_bare_repeat_of_a_value_that_its_name_told():
    value = some(40, BASE64)
    assert redact(f"aws_secret_access_key={value}\n\n({value}) and x{value}x") == (
        "aws_secret_access_key=[redacted]\n\n([redacted]) and x[redacted]x"
    )


def test_redact_leaves_nothing_of_values_that_overlap():
    first, second = "ghp_" + some(36), some(20)
    text = f"https://x:{first}{second}@git.acme.io and {first} {second}"
    assert first[8:] not in redact(text)
    assert second not in redact(text).partition(" and ")[0]


ALL = [key_of(shape) for shape in shapes()] + [text for _, text, _ in STRUCTURED]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*ALL, " ", "_", "\n", "=", "token: ", "@a.io"]) | st.text(max_size=4), max_size=7))
def test_redact_covers_what_is_found_and_settles(pieces):
    text = "".join(pieces)
    redacted = redact(text)
    assert not [*find_secrets(redacted)]
    assert redact(redacted) == redacted
    assert not [secret for secret in find_secrets(text) if text[slice(*secret.span)] in redacted]


# Keys planted by the script that does not know the table


@pytest.mark.parametrize("name", planted_keys.SHAPES)
def test_planted_keys_are_found(name):
    hits = [found(text, secret) for _, text, secret in planted_keys.planted(name, 15, Random(f"7 {name}"))]
    assert sum(hits) >= 0.9 * len(hits) > 100


@pytest.mark.parametrize("name", vendor_keys.SHAPES)
def test_keys_as_their_vendors_describe_them_are_found(name):
    hits = [found(text, secret) for _, text, secret in planted_keys.described(name, 15, Random(f"7 {name}"))]
    assert sum(hits) >= 0.9 * len(hits) > 100
