"""Random, made-up keys as their vendors describe them: a second hand beside `planted_keys.py`, which runs it with `--vendors`.

Every value is built at run time from a random.Random and alphabets; the file holds no key. The shapes follow the
vendors' own documentation, changelogs and source where such a description was found ("seen: ..."), else what keys in the
vendors' examples look like ("no description found: from memory" = looked up, nothing on the shape;
"not looked up: from memory" = not searched). No scanner's rule list was used as a source, nor the table of ours.

    SHAPES[name].make(random.Random(1)) -> (text as people write it, the secret inside it)
"""

from __future__ import annotations

import base64
import json
import random
import string
import sys
import zlib
from collections.abc import Callable
from typing import NamedTuple


class Shape(NamedTuple):
    source: str
    make: Callable[[random.Random], tuple[str, str]]


SHAPES: dict[str, Shape] = {}

DIG = string.digits
UP = string.ascii_uppercase
LOW = string.ascii_lowercase
LETTERS = LOW + UP
ALNUM = DIG + UP + LOW
HEX = DIG + "abcdef"
HEXUP = DIG + "ABCDEF"
B64U = ALNUM + "-_"
B64S = ALNUM + "+/"
B32 = UP + "234567"
B32LOW = B32.lower()
B58 = "".join(c for c in ALNUM if c not in "0OIl")
UPNUM = UP + DIG
LOWNUM = LOW + DIG


# ---------------------------------------------------------------- helpers


def rs(r: random.Random, alphabet: str, n: int, m: int | None = None) -> str:
    """n (or n..m) random characters of the alphabet"""
    k = n if m is None else r.randint(n, m)
    return "".join(r.choice(alphabet) for _ in range(k))


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def rb64u(r: random.Random, nbytes: int) -> str:
    return b64u(r.randbytes(nbytes))


def uuid(r: random.Random) -> str:
    h = rs(r, HEX, 32)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{r.choice('89ab')}{h[17:20]}-{h[20:]}"


def to_base(n: int, alphabet: str, width: int = 0) -> str:
    out = ""
    while n:
        n, d = divmod(n, len(alphabet))
        out = alphabet[d] + out
    return out.rjust(width, alphabet[0])


def crc62(data: str) -> str:
    """GitHub's and npm's checksum: CRC32 in base62, six places"""
    return to_base(zlib.crc32(data.encode()), DIG + UP + LOW, 6)


def jdump(obj: object) -> bytes:
    return json.dumps(obj, separators=(",", ":")).encode()


def jwt(r: random.Random, head: dict, claims: dict, siglen: int) -> str:
    return ".".join((b64u(jdump(head)), b64u(jdump(claims)), rb64u(r, siglen)))


def pick(r: random.Random, *options: tuple[float, Callable[[], object]]):
    """one of the (weight, function) pairs, by weight"""
    x = r.random() * sum(w for w, _ in options)
    for w, f in options:
        x -= w
        if x < 0:
            return f()
    return options[-1][1]()


def camel(name: str) -> str:
    parts = name.lower().split("_")
    return parts[0] + "".join(p.capitalize() for p in parts[1:])


def written(r: random.Random, value: str, env: list[str], words: list[str]) -> tuple[str, str]:
    """a value without a shape of its own, as people write it down"""
    e, w = r.choice(env), r.choice(words)
    text = r.choice(
        [
            f"{e}={value}",
            f'export {e}="{value}"',
            f"{e.lower()}: {value}",
            f'  {e.lower()}: "{value}"',
            f'"{e}": "{value}",',
            f'"{camel(e)}": "{value}"',
            f"{w}: `{value}`",
            f"| {w} | `{value}` | prod |",
            f"{w} is {value}",
            f'const {camel(e)} = "{value}";',
            f"$Env:{e} = '{value}'",
            f"- {w}: {value} (rotate in spring)",
            f"docker run --rm -e {e}={value} app:latest",
            f"{w} = {value}",
        ]
    )
    return text, value


def shape(name: str, source: str):
    def deco(fn: Callable[[random.Random], str | tuple[str, str]]):
        def make(r: random.Random) -> tuple[str, str]:
            out = fn(r)
            return (out, out) if isinstance(out, str) else out

        assert name not in SHAPES, name
        SHAPES[name] = Shape(source, make)
        return fn

    return deco


# ---------------------------------------------------------------- bech32 (age)

BECH = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def bech32(hrp: str, data: bytes) -> str:
    acc = bits = 0
    words: list[int] = []
    for byte in data:
        acc, bits = (acc << 8) | byte, bits + 8
        while bits >= 5:
            bits -= 5
            words.append((acc >> bits) & 31)
    if bits:
        words.append((acc << (5 - bits)) & 31)

    def polymod(values: list[int]) -> int:
        chk = 1
        for v in values:
            top = chk >> 25
            chk = (chk & 0x1FFFFFF) << 5 ^ v
            for i, g in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
                if (top >> i) & 1:
                    chk ^= g
        return chk

    expanded = [ord(c) >> 5 for c in hrp] + [0] + [ord(c) & 31 for c in hrp]
    pm = polymod(expanded + words + [0] * 6) ^ 1
    check = [(pm >> 5 * (5 - i)) & 31 for i in range(6)]
    return hrp + "1" + "".join(BECH[w] for w in words + check)


# ---------------------------------------------------------------- the names


@shape(
    "1Password secret key",
    "seen: support.1password.com/secret-key-security (34 letters and digits, in groups with dashes); "
    "groups and alphabet from memory of the security white paper's example",
)
def _(r):
    a = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
    groups = [rs(r, a, 6), rs(r, a, 6)] + [rs(r, a, 5) for _ in range(4)]
    return "A3-" + "-".join(groups)


@shape(
    "1Password token",
    "seen: developer.1password.com service account pages (OP_SERVICE_ACCOUNT_TOKEN, ops_ in examples); "
    "the JSON inside from memory; Connect tokens (ES256 JWT) from memory",
)
def _(r):
    def service():
        a = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
        body = {
            "signInAddress": r.choice(["my.1password.com", "my.1password.eu", f"{rs(r, LOW, 5, 9)}.1password.com"]),
            "userAuth": {"method": "SRPg-4096", "alg": "PBES2g-HS256", "iterations": 650000, "salt": rb64u(r, 16)},
            "email": f"{rs(r, LOWNUM, 13)}@1passwordserviceaccounts.com",
            "srpX": rs(r, HEX, 64),
            "muk": {
                "alg": "A256GCM",
                "ext": True,
                "k": rb64u(r, 32),
                "key_ops": ["decrypt", "encrypt"],
                "kty": "oct",
                "kid": "mp",
            },
            "secretKey": "A3-" + "-".join([rs(r, a, 6), rs(r, a, 6)] + [rs(r, a, 5) for _ in range(4)]),
            "throttleSecret": {"seed": rs(r, HEX, 64), "uuid": rs(r, B32, 26)},
            "deviceUuid": rs(r, LOWNUM, 26),
        }
        return "ops" + "_" + b64(jdump(body)).rstrip("=" if r.random() < 0.5 else "\0")

    def connect():
        tok = jwt(
            r,
            {"alg": "ES256", "kid": rs(r, LOWNUM, 26), "opuuid": rs(r, UPNUM, 26), "typ": "jwt", "v": "1"},
            {
                "1password.com/auuid": rs(r, UPNUM, 26),
                "1password.com/token": rb64u(r, 24),
                "1password.com/fts": ["vaultaccess"],
                "1password.com/vts": [{"u": rs(r, LOWNUM, 26), "a": 48}],
                "aud": ["com.1password.connect"],
                "sub": rs(r, UPNUM, 26),
                "iat": r.randint(1650000000, 1790000000),
                "iss": "com.1password.b5",
                "jti": rs(r, LOWNUM, 26),
            },
            64,
        )
        return written(r, tok, ["OP_CONNECT_TOKEN"], ["1Password Connect token", "1Password token"])

    return pick(r, (0.85, service), (0.15, connect))


@shape(
    "AWS Bedrock key",
    "seen: docs.aws.amazon.com/bedrock/latest/userguide/api-keys.md (short-term and long-term keys, no shape); "
    "shape from memory of AWS's own aws-bedrock-token-generator and of console keys",
)
def _(r):
    def long_term():
        who = "BedrockAPIKey-" + rs(r, LOWNUM, 4) + "-at-" + rs(r, DIG, 12)
        return "ABSK" + b64((who + ":" + b64(r.randbytes(r.choice([44, 45])))).encode())

    def short_term():
        region = r.choice(["us-east-1", "us-west-2", "eu-central-1", "ap-northeast-1"])
        day = f"2026{r.randint(1, 12):02}{r.randint(1, 28):02}"
        q = (
            "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            f"&X-Amz-Credential={'AS' + 'IA'}{rs(r, B32, 16)}%2F{day}%2F{region}%2Fbedrock%2Faws4_request"
            f"&X-Amz-Date={day}T{r.randint(0, 23):02}{r.randint(0, 59):02}{r.randint(0, 59):02}Z&X-Amz-Expires=43200"
            f"&X-Amz-Security-Token={b64(r.randbytes(r.randint(400, 700))).replace('/', '%2F').replace('+', '%2B').replace('=', '%3D')}"
            f"&X-Amz-Signature={rs(r, HEX, 64)}&X-Amz-SignedHeaders=host&Version=1"
        )
        return "bedrock-api" + "-key-" + b64(q.encode())

    return pick(r, (0.7, long_term), (0.3, short_term))


@shape(
    "AWS access key id",
    "seen: docs.rs/scratchstack-aws-principal quoting AWS IAM identifiers page (AKIA, ASIA, ABIA, ACCA); base32 tail from memory",
)
def _(r):
    return pick(r, (0.6, lambda: "AK" + "IA"), (0.35, lambda: "AS" + "IA"), (0.05, lambda: "AB" + "IA")) + rs(
        r, B32, 16
    )


@shape(
    "Adobe client secret",
    "no description found: from memory (developer.adobe.com describes client_secret without a shape)",
)
def _(r):
    return "p8" + "e-" + rs(r, B64U, 32)


@shape(
    "Age secret key",
    "seen: age-keygen(1) v1.3 (AGE-SECRET-KEY-1..., AGE-SECRET-KEY-PQ-1...; bech32 of 32 bytes, checksum computed)",
)
def _(r):
    hrp = "age-secret-key-" + pick(r, (0.75, lambda: ""), (0.25, lambda: "pq-"))
    return bech32(hrp, r.randbytes(32)).upper()


@shape(
    "Airtable token",
    "no description found: from memory (support.airtable.com has no shape; pat + 14 . 64 hex in Airtable's examples)",
)
def _(r):
    return pick(
        r,
        (0.9, lambda: "pat" + rs(r, ALNUM, 14) + "." + rs(r, HEX, 64)),
        (0.1, lambda: written(r, "key" + rs(r, ALNUM, 14), ["AIRTABLE_API_KEY"], ["Airtable API key", "Airtable key"])),
    )


@shape(
    "Alibaba access key id",
    "no description found: from memory (help.aliyun.com describes the AccessKey pair without a shape)",
)
def _(r):
    return pick(
        r,
        (0.7, lambda: "LTA" + "I5t" + rs(r, ALNUM, 18)),
        (0.15, lambda: "LTA" + "I4" + rs(r, ALNUM, 18)),
        (0.15, lambda: "LTA" + "I" + rs(r, ALNUM, 12)),
    )


@shape(
    "Anthropic key",
    "no vendor description found: from memory of keys (64 random bytes in base64url, then -, six characters, AA); "
    "sk-ant- in docs.digitalocean.com and Anthropic examples",
)
def _(r):
    def body():
        return rb64u(r, 64) + "-" + rs(r, B64U, 6) + "AA"

    return pick(
        r,
        (0.55, lambda: "sk-" + "ant-api03-" + body()),
        (0.12, lambda: "sk-" + "ant-admin01-" + body()),
        (0.14, lambda: "sk-" + "ant-oat01-" + body()),
        (0.07, lambda: "sk-" + "ant-ort01-" + body()),
        (0.06, lambda: "sk-" + "ant-sid01-" + body()),
        (0.06, lambda: "sk-" + "ant-" + rb64u(r, 64)),
    )


@shape("Apify token", "no vendor description found: from memory (docs.apify.com shows no shape)")
def _(r):
    return "apify" + "_api_" + rs(r, ALNUM, 36)


@shape(
    "Artifactory token",
    "seen: jfrog.com/help Understanding Identity Tokens (cmVmd + 59 alphanumerics), Creating Access Tokens (64 characters); "
    "AKCp API keys from memory; access tokens are JWTs",
)
def _(r):
    def reference():
        raw = "reftkn:01:" + str(r.randint(1650000000, 1990000000)) + ":" + rs(r, ALNUM, 27)
        return b64(raw.encode())

    def apikey():
        return "AKC" + "p" + r.choice("2578") + rs(r, ALNUM, 68)

    def access():
        tok = jwt(
            r,
            {"ver": "2", "typ": "JWT", "alg": "RS256", "kid": rs(r, B64U, 43)},
            {
                "ext": '{"revocable":"true"}',
                "sub": f"jfac@{rs(r, LOWNUM, 26)}/users/ci",
                "scp": "applied-permissions/user",
                "aud": "*@*",
                "iss": f"jffe@{rs(r, LOWNUM, 26)}",
                "iat": r.randint(1700000000, 1790000000),
                "jti": uuid(r),
            },
            256,
        )
        return written(r, tok, ["JFROG_ACCESS_TOKEN", "ARTIFACTORY_TOKEN"], ["Artifactory access token"])

    return pick(r, (0.5, reference), (0.35, apikey), (0.15, access))


@shape(
    "Atlassian token",
    "seen: support.atlassian.com/atlassian-account/docs/manage-api-tokens (varied length), "
    "docs.atlassian.com Bamboo BitbucketCloudApiTokenUtils (prefix ATAT); rest from memory",
)
def _(r):
    def new(pre):
        n = 171 if r.random() < 0.7 else r.randint(155, 230)
        return pre + rs(r, B64U, n) + "=" + rs(r, HEXUP, 8)

    return pick(
        r,
        (0.6, lambda: new("ATA" + "TT3xFfGF0")),
        (0.15, lambda: new("ATC" + "TT3xFfGN0")),
        (0.05, lambda: new("ATS" + "TT3xFfGF0")),
        (
            0.2,
            lambda: written(
                r,
                rs(r, ALNUM, 24),
                ["JIRA_API_TOKEN", "ATLASSIAN_API_TOKEN", "CONFLUENCE_API_TOKEN"],
                ["Jira API token", "Atlassian API token", "Confluence API token"],
            ),
        ),
    )


@shape(
    "Azure AD client secret",
    "no description found: from memory (Entra shows 40 characters with a digit and Q~ in the fourth to sixth place)",
)
def _(r):
    return pick(
        r,
        (0.85, lambda: rs(r, ALNUM, 3) + r.choice("788888") + "Q" + "~" + rs(r, ALNUM + "_.-~", 34)),
        (
            0.15,
            lambda: written(
                r,
                rs(r, ALNUM + "_.-~", 34),
                ["AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET"],
                ["Azure client secret", "Azure AD client secret"],
            ),
        ),
    )


@shape(
    "Bitbucket app password",
    "no vendor description found: from memory (ATBB + 24 + 8 upper hex; before 2022 bare 20 characters)",
)
def _(r):
    return pick(
        r,
        (0.85, lambda: "ATB" + "B" + rs(r, ALNUM, 24) + rs(r, HEXUP, 8)),
        (
            0.15,
            lambda: written(
                r, rs(r, ALNUM, 20), ["BITBUCKET_APP_PASSWORD", "BB_APP_PASSWORD"], ["Bitbucket app password"]
            ),
        ),
    )


@shape("Brevo key", "no vendor description of the shape found (developers.brevo.com): from memory of Brevo's examples")
def _(r):
    return r.choice(["xkey" + "sib-", "xkey" + "sib-", "xsmtp" + "sib-"]) + rs(r, HEX, 64) + "-" + rs(r, ALNUM, 16)


@shape(
    "Buildkite token",
    "seen: buildkite.com/docs/platform/security/tokens (bkua_ + MTA. + 40 hex; bkaa_ + MTA. + base58; bkaj_ + JWT; bkar_ named, its shape was cut off and is not made here); "
    "the older bkua_ + 40 hex, bare 40 and 50 hex and bkct_ from memory",
)
def _(r):
    def region():
        return b64u(str(r.randint(10, 13)).encode()) + "."

    return pick(
        r,
        (0.3, lambda: "bk" + "ua_" + region() + rs(r, HEX, 40)),
        (0.25, lambda: "bk" + "ua_" + rs(r, HEX, 40)),
        (0.12, lambda: "bk" + "aa_" + region() + rs(r, B58, 79, 82)),
        (
            0.08,
            lambda: (
                "bk"
                + "aj_"
                + jwt(
                    r,
                    {"alg": "HS512"},
                    {
                        "sub": uuid(r),
                        "aud": uuid(r),
                        "iss": "buildkite",
                        "exp": r.randint(1747000000, 1790000000),
                        "iat": r.randint(1747000000, 1790000000),
                        "organization_id": uuid(r),
                    },
                    64,
                )
            ),
        ),
        (0.1, lambda: "bk" + "ct_" + region() + rs(r, B58, 79, 82)),
        (
            0.08,
            lambda: written(
                r, rs(r, HEX, 40), ["BUILDKITE_API_TOKEN", "BUILDKITE_ACCESS_TOKEN"], ["Buildkite API token"]
            ),
        ),
        (0.07, lambda: written(r, rs(r, HEX, 50), ["BUILDKITE_AGENT_TOKEN"], ["Buildkite agent token"])),
    )


@shape(
    "CircleCI token",
    "seen: circleci.com/changelog/new-format-for-api-access-tokens (CCIPAT_/CCIPRJ_ + base58 UUID + _ + 40 hex; before that 40 hex)",
)
def _(r):
    def b58uuid():
        return to_base(r.getrandbits(128), "".join(sorted(B58)))

    return pick(
        r,
        (0.55, lambda: "CCI" + "PAT_" + b58uuid() + "_" + rs(r, HEX, 40)),
        (0.25, lambda: "CCI" + "PRJ_" + b58uuid() + "_" + rs(r, HEX, 40)),
        (
            0.2,
            lambda: written(
                r,
                rs(r, HEX, 40),
                ["CIRCLE_TOKEN", "CIRCLECI_TOKEN", "CIRCLECI_API_TOKEN"],
                ["CircleCI token", "CircleCI API token"],
            ),
        ),
    )


@shape("Clojars token", "no description found: from memory (clojars-web source of today was not in the index)")
def _(r):
    return "CLO" + "JARS_" + rs(r, HEX, 60)


@shape(
    "Cloudflare origin CA key",
    "not looked up: from memory of the Cloudflare API documentation's example (v1.0-24 hex-146 hex)",
)
def _(r):
    return "v1." + "0-" + rs(r, HEX, 24) + "-" + rs(r, HEX, 146)


@shape(
    "Cloudflare token",
    "seen: developers.cloudflare.com/fundamentals/api/get-started/token-formats (cfk_/cfut_/cfat_ + 40 + checksum; before 2026 "
    "40 alphanumerics, global key 37-45 hex), Cloudflare changelog (CRC32). The spelling of the checksum is not documented: 8 lower "
    "case hex is what third-party code (docs.rs/cribra, a scanner that turned up in the search) takes it for",
)
def _(r):
    def new(p):
        body = p + rs(r, ALNUM, 40)
        return body + f"{zlib.crc32(body.encode()):08x}"

    return pick(
        r,
        (0.35, lambda: new("cf" + "ut_")),
        (0.25, lambda: new("cf" + "at_")),
        (0.1, lambda: new("cf" + "k_")),
        (
            0.2,
            lambda: written(
                r,
                rs(r, ALNUM if r.random() < 0.5 else B64U, 40),
                ["CLOUDFLARE_API_TOKEN", "CF_API_TOKEN", "CLOUDFLARE_TOKEN"],
                ["Cloudflare API token", "Cloudflare token"],
            ),
        ),
        (
            0.1,
            lambda: written(
                r,
                rs(r, HEX, 37),
                ["CLOUDFLARE_API_KEY", "CF_API_KEY"],
                ["Cloudflare global API key", "Cloudflare API key"],
            ),
        ),
    )


@shape(
    "Contentful token",
    "seen: contentful.com help on personal access tokens, docs.stackone.com (CFPAT-); 43 base64url characters from memory, "
    "as are delivery tokens without a prefix",
)
def _(r):
    return pick(
        r,
        (0.75, lambda: "CF" + "PAT-" + rs(r, B64U, 43)),
        (
            0.25,
            lambda: written(
                r,
                rs(r, B64U, 43),
                ["CONTENTFUL_ACCESS_TOKEN", "CONTENTFUL_DELIVERY_TOKEN", "CONTENTFUL_PREVIEW_TOKEN"],
                ["Contentful delivery token", "Contentful access token"],
            ),
        ),
    )


@shape(
    "Databricks token",
    "no description of the shape found (docs.databricks.com): from memory (dapi/dose + 32 hex, Azure adds -2 or -3)",
)
def _(r):
    return pick(
        r,
        (0.6, lambda: "da" + "pi" + rs(r, HEX, 32)),
        (0.2, lambda: "da" + "pi" + rs(r, HEX, 32) + "-" + r.choice("23")),
        (0.2, lambda: "do" + "se" + rs(r, HEX, 32)),
    )


@shape("DeepSeek key", "not looked up: from memory")
def _(r):
    return "s" + "k-" + rs(r, HEX, 32)


@shape("DigitalOcean token", "not looked up: from memory of DigitalOcean's 2022 token-prefix announcement")
def _(r):
    return r.choice(["do" + "p", "do" + "p", "do" + "o", "do" + "r"]) + "_v1_" + rs(r, HEX, 64)


def snowflake(r):
    return str(r.randint(10**17, 14 * 10**17))


@shape(
    "Discord bot token", "not looked up: from memory (base64 of the bot's id, timestamp, HMAC: 24-26 . 6 . 27 or 38)"
)
def _(r):
    tail = rs(r, B64U, 38 if r.random() < 0.75 else 27)
    return b64u(snowflake(r).encode()) + "." + r.choice("GXYZ") + rs(r, B64U, 5) + "." + tail


@shape("Discord webhook", "not looked up: from memory of discord.com/developers webhook examples")
def _(r):
    host = r.choice(["discord.com", "discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"])
    ver = r.choice(["", "", "", "/v9", "/v10"])
    return f"https://{host}/api{ver}/webhooks/{snowflake(r)}/" + rs(r, B64U, 68)


@shape(
    "Docker token",
    "seen: docs.docker.com Hub API (dckr_pat_ in examples, organization access tokens); lengths and dckr_oat_ from memory",
)
def _(r):
    return pick(r, (0.8, lambda: "dckr" + "_pat_" + rs(r, B64U, 27)), (0.2, lambda: "dckr" + "_oat_" + rs(r, B64U, 32)))


@shape("Doppler token", "seen: docs.doppler.com (six token kinds, dp.st.prd. in examples); lengths from memory")
def _(r):
    def body():
        return rs(r, ALNUM, 40, 44)

    return pick(
        r,
        (0.25, lambda: "dp" + ".pt." + body()),
        (0.4, lambda: "dp" + ".st." + r.choice(["dev.", "stg.", "prd.", "dev_personal.", "prd_eu.", ""]) + body()),
        (0.1, lambda: "dp" + ".ct." + body()),
        (0.12, lambda: "dp" + ".sa." + body()),
        (0.05, lambda: "dp" + ".scim." + body()),
        (0.05, lambda: "dp" + ".audit." + body()),
        (0.03, lambda: "dp" + ".said." + body()),
    )


@shape(
    "Dropbox token",
    "seen: dropboxforum.com, Dropbox staff (short-lived tokens start with sl., long-lived ones have no prefix); lengths from memory",
)
def _(r):
    return pick(
        r,
        (0.4, lambda: "sl" + "." + r.choice("AB") + rs(r, B64U, 134, 137)),
        (0.4, lambda: "sl" + ".u." + "A" + rs(r, B64U, 300, 1300)),
        (
            0.2,
            lambda: written(
                r,
                rs(r, B64U, 11) + "AAAAAAAAA" + "A" + rs(r, B64U, 43),
                ["DROPBOX_ACCESS_TOKEN", "DROPBOX_TOKEN", "DROPBOX_REFRESH_TOKEN"],
                ["Dropbox access token", "Dropbox token"],
            ),
        ),
    )


@shape("Duffel token", "not looked up: from memory of duffel.com/docs examples (duffel_test_/duffel_live_ + 43)")
def _(r):
    return "duffel" + r.choice(["_test_", "_live_"]) + rs(r, B64U, 43)


@shape("Dynatrace token", "seen: docs.dynatrace.com tokens and authentication (prefix . 24 public . 64 secret, base32)")
def _(r):
    return "dt0" + r.choice(["c01", "c01", "c01", "s01", "s02", "s16"]) + "." + rs(r, B32, 24) + "." + rs(r, B32, 64)


@shape("EasyPost key", "no description of the shape found (docs.easypost.com): from memory (EZAK/EZTK + 54)")
def _(r):
    return "EZ" + r.choice(["AK", "TK"]) + rs(r, HEX, 32) + rs(r, ALNUM, 22)


@shape("ElevenLabs key", "not looked up: from memory (sk_ + 48 hex; before 2024 bare 32 hex)")
def _(r):
    return pick(
        r,
        (0.75, lambda: "sk" + "_" + rs(r, HEX, 48)),
        (
            0.25,
            lambda: written(
                r,
                rs(r, HEX, 32),
                ["ELEVENLABS_API_KEY", "ELEVEN_API_KEY", "XI_API_KEY"],
                ["ElevenLabs API key", "ElevenLabs key"],
            ),
        ),
    )


@shape("Facebook page token", "not looked up: from memory (EAA..., alphanumeric, variable length, Meta says so)")
def _(r):
    n = r.choice([r.randint(165, 215), r.randint(165, 215), r.randint(90, 280)])
    body = list(rs(r, ALNUM, n))
    for _i in range(r.randint(2, 6)):
        at = r.randrange(len(body) - 2)
        body[at : at + 2] = ["Z", r.choice("ABCD")]
    return "EA" + "A" + r.choice("BCDFGIJKLMNOPRSUVWXY") + "".join(body) + r.choice(["", "ZD", "ZDZD"])


@shape(
    "Figma token", "no description of the shape found (developers.figma.com): from memory (figd_ + 40; figu_ for OAuth)"
)
def _(r):
    return pick(r, (0.9, lambda: "fig" + "d_"), (0.1, lambda: "fig" + "u_")) + rs(r, B64U, 40)


@shape("Fireworks key", "seen: guides with fw_... only, docs.fireworks.ai has no shape; length from memory (22-24)")
def _(r):
    return "fw" + "_" + rs(r, ALNUM, 22, 24)


@shape(
    "Fly token",
    "seen: superfly/macaroon format.go (FlyV1, fm2_/fm1r_/fm1a_ + standard base64, comma-joined); fo1_ from memory",
)
def _(r):
    def mac(label, lo, hi):
        raw = bytes([0x94, 0x93, 0xC4, 0x08]) + bytes(4) + r.randbytes(r.randint(lo, hi))
        return label + b64(raw)

    def v2():
        toks = [mac("fm" + "2_", 300, 560)]
        for _i in range(r.choice([0, 1, 1, 2])):
            toks.append(mac("fm" + "2_", 120, 360))
        s = ",".join(toks)
        return (r.choice(["FlyV1 " + s, s, f'FLY_API_TOKEN="FlyV1 {s}"', f"Authorization: FlyV1 {s}"]), s)

    return pick(
        r,
        (0.65, v2),
        (0.1, lambda: mac("fm" + "1r_", 150, 400)),
        (0.05, lambda: mac("fm" + "1a_", 150, 400)),
        (0.2, lambda: "fo" + "1_" + rs(r, B64U, 43)),
    )


@shape("Frame.io token", "not looked up: from memory of developer.frame.io examples (fio-u- + 64)")
def _(r):
    return "fio" + "-u-" + rs(r, B64U, 64)


@shape(
    "GitHub token",
    "seen: github.blog changelogs 2021-03-31 (prefixes), 2026-05-15 and docs.github.com (ghs_APPID_JWT, about 520 characters); "
    "CRC32 in base62 from GitHub's post on token formats (memory)",
)
def _(r):
    def classic(p):
        body = rs(r, ALNUM, 30)
        return p + body + crc62(body)

    def stateless():
        app = str(r.randint(1000, 2500000))
        return (
            "gh"
            + "s_"
            + app
            + "_"
            + jwt(
                r,
                {"alg": "RS256" if r.random() < 0.5 else "ES256", "kid": uuid(r), "typ": "JWT"},
                {
                    "aud": "github-api",
                    "iss": "github-app-tokens",
                    "sub": f"installation:{r.randint(10**6, 10**8)}",
                    "app_id": int(app),
                    "installation_id": r.randint(10**6, 10**8),
                    "jti": uuid(r),
                    "iat": r.randint(1777000000, 1795000000),
                    "exp": r.randint(1777000000, 1795000000),
                    "v": 1,
                    "perm": rs(r, B64U, 8, 40),
                },
                r.choice([64, 64, 64, 256]),
            )
        )

    return pick(
        r,
        (0.3, lambda: classic("gh" + "p_")),
        (0.1, lambda: classic("gh" + "o_")),
        (0.08, lambda: classic("gh" + "u_")),
        (0.1, lambda: classic("gh" + "s_")),
        (0.12, stateless),
        (0.05, lambda: "gh" + "r_" + rs(r, ALNUM, 76)),
        (0.2, lambda: "github" + "_pat_" + rs(r, ALNUM, 22) + "_" + rs(r, ALNUM, 59)),
        (
            0.05,
            lambda: written(
                r,
                rs(r, HEX, 40),
                ["GITHUB_TOKEN", "GH_TOKEN", "GITHUB_API_TOKEN"],
                ["GitHub token", "GitHub personal access token"],
            ),
        ),
    )


@shape(
    "GitLab token",
    "seen: gitlabhq lib/authn/token_field/generator/routable_token.rb (payload, length, CRC32 in base36), gitlab.com issues "
    "342327, 388379, epic 8923 (prefixes); friendly-token alphabet and lengths of the plain kinds from memory",
)
def _(r):
    friendly = "".join(c for c in B64U if c not in "lIO0")

    def routable(p):
        pay = {
            "c": r.choice(["1", "2"]),
            "o": to_base(r.randint(1, 99999), DIG + LOW),
            "u": to_base(r.randint(1, 30000000), DIG + LOW),
        }
        if r.random() < 0.3:
            pay["p"] = to_base(r.randint(1, 80000000), DIG + LOW)
        text = "\n".join(f"{k}:{v}" for k, v in sorted(pay.items()))
        enc = b64u(r.randbytes(16) + text.encode() + bytes([len(text)]))
        out = f"{p}{enc}.01." + to_base(len(enc), DIG + LOW, 2)
        return out + to_base(zlib.crc32(out.encode()), DIG + LOW, 7)

    g = "gl"
    return pick(
        r,
        (0.25, lambda: g + "pat-" + rs(r, friendly, 20)),
        (0.2, lambda: routable(g + "pat-")),
        (0.07, lambda: g + "dt-" + rs(r, friendly, 20)),
        (0.03, lambda: routable(g + "dt-")),
        (0.06, lambda: g + "rt-" + r.choice(["", "t1_", "t2_", "t3_"]) + rs(r, friendly, 20)),
        (0.05, lambda: routable(g + "rt-")),
        (0.06, lambda: g + "cbt-" + rs(r, HEX, 2) + "_" + rs(r, friendly, 20)),
        (0.06, lambda: g + "ptt-" + rs(r, HEX, 40)),
        (0.04, lambda: g + "ft-" + rs(r, friendly, 20)),
        (0.03, lambda: g + "imt-" + rs(r, LOWNUM, 25)),
        (0.04, lambda: g + "agent-" + rs(r, B64U, 50)),
        (0.05, lambda: g + "oas-" + rs(r, HEX, 64)),
        (0.03, lambda: g + "ffct-" + rs(r, friendly, 20)),
        (0.02, lambda: g + "soat-" + rs(r, friendly, 20)),
        (0.03, lambda: "GR" + "1348941" + rs(r, friendly, 20)),
    )


@shape(
    "Google OAuth client secret",
    "no vendor description found: from memory (GOCSPX- + 28 base64url; before 2021 bare 24)",
)
def _(r):
    return pick(
        r,
        (0.85, lambda: "GOC" + "SPX-" + rs(r, B64U, 28)),
        (
            0.15,
            lambda: written(
                r,
                rs(r, B64U, 24),
                ["GOOGLE_CLIENT_SECRET", "GOOGLE_OAUTH_CLIENT_SECRET"],
                ["Google client secret", "Google OAuth client secret"],
            ),
        ),
    )


@shape(
    "Google OAuth token",
    "seen: docs.cloud.google.com ExchangeTokenResponse (size varies, up to 12 KB); ya29. and 1// from memory of Google's examples",
)
def _(r):
    y = "ya" + "29."
    return pick(
        r,
        (
            0.55,
            lambda: (
                y
                + "a0A"
                + r.choice(["fB_by", "XooCg", "d52N3", "TM6o", "VvZVs", "QQ_BD"])
                + rs(r, B64U, 105, 150)
                + "aCgYK"
                + rs(r, B64U, 60, 90)
            ),
        ),
        (0.2, lambda: y + "c." + "b0" + rs(r, B64U, 180, 900)),
        (0.05, lambda: y + rs(r, B64U, 46, 130)),
        (
            0.2,
            lambda: (
                "1/"
                + "/0"
                + r.choice("123456789abcdefgh")
                + rs(r, B64U, 11)
                + "CgYIARAAGA"
                + r.choice("kgwsQ8")
                + "SNwF-L9Ir"
                + rs(r, B64U, 55, 62)
            ),
        ),
    )


@shape(
    "Google key",
    "seen: discuss.ai.google.dev, Google staff (AIza keys, since 2026 AQ. keys, AQ.Ab in posts); lengths from memory",
)
def _(r):
    return pick(
        r, (0.7, lambda: "AI" + "zaSy" + rs(r, B64U, 33)), (0.3, lambda: "AQ" + ".Ab8RN6" + rs(r, B64U, 42, 46))
    )


@shape(
    "Grafana token",
    "seen: grafana pkg/components/satokengen/tokengen.go (glsa_32_crc32 little-endian hex, computed); "
    "glc_ + base64 JSON and the older eyJrIjoi keys from memory / grafana.com docs example",
)
def _(r):
    def sa():
        key = "gl" + "sa_" + rs(r, ALNUM, 32)
        return key + "_" + zlib.crc32(key.encode()).to_bytes(4, "little").hex()

    def cloud():
        return (
            "gl"
            + "c_"
            + b64(
                jdump(
                    {
                        "o": str(r.randint(10000, 1900000)),
                        "n": r.choice(["ci", "alloy-prod", "metrics-publisher", "terraform"]) + "-" + rs(r, LOW, 3),
                        "k": rs(r, ALNUM, 24),
                        "m": {"r": r.choice(["us", "eu", "prod-us-east-0", "prod-eu-west-2"])},
                    }
                )
            )
        )

    def old():
        return b64(
            jdump(
                {
                    "k": rs(r, ALNUM, 32),
                    "n": r.choice(["admin", "ci", "terraform", "grafana-sync"]),
                    "id": r.randint(1, 3),
                }
            )
        )

    return pick(r, (0.5, sa), (0.35, cloud), (0.15, old))


@shape("Groq key", "not looked up: from memory (gsk_ + 52 alphanumerics)")
def _(r):
    return "gs" + "k_" + rs(r, ALNUM, 20) + "WGdyb3FY" + rs(r, ALNUM, 24)


@shape(
    "Heroku key",
    "seen: devcenter.heroku.com platform-api-quickstart (token is a UUID), gitlab.com MR 248117 (HRKU-); HRKU-AA + 58 from memory",
)
def _(r):
    return pick(
        r,
        (0.55, lambda: "HR" + "KU-AA" + rs(r, B64U, 58)),
        (0.15, lambda: "HR" + "KU-" + uuid(r)),
        (0.3, lambda: written(r, uuid(r), ["HEROKU_API_KEY", "HEROKU_API_TOKEN"], ["Heroku API key", "Heroku key"])),
    )


@shape(
    "HubSpot token", "seen: developers.hubspot.com intro-to-auth (masked ***-***-********-****-...: pat-REGION-UUID)"
)
def _(r):
    return "pa" + "t-" + r.choice(["na1", "na1", "na2", "eu1", "ap1"]) + "-" + uuid(r)


@shape("Hugging Face token", "not looked up: from memory (hf_ + 34 letters, api_org_ + 34)")
def _(r):
    return pick(r, (0.9, lambda: "hf" + "_" + rs(r, LETTERS, 34)), (0.1, lambda: "api" + "_org_" + rs(r, LETTERS, 34)))


@shape("Infracost key", "seen: docs.scalr.io example (ico-xxxxx); 32 characters from memory")
def _(r):
    return "ico" + "-" + rs(r, ALNUM, 32)


@shape("LangSmith key", "not looked up: from memory (lsv2_pt_/lsv2_sk_ + 32 hex + _ + 10 hex; older ls__ + 32 hex)")
def _(r):
    return pick(
        r,
        (0.85, lambda: "ls" + "v2_" + r.choice(["pt", "sk"]) + "_" + rs(r, HEX, 32) + "_" + rs(r, HEX, 10)),
        (0.15, lambda: "ls" + "__" + rs(r, HEX, 32)),
    )


@shape("Langfuse key", "seen: langfuse packages/shared/src/server/auth/apiKeys.ts (sk-lf- + random UUID)")
def _(r):
    return "sk" + "-lf-" + uuid(r)


@shape("Linear key", "no vendor description found: from memory (lin_api_ + 40; lin_oauth_ + 64 hex)")
def _(r):
    return pick(r, (0.8, lambda: "lin" + "_api_" + rs(r, ALNUM, 40)), (0.2, lambda: "lin" + "_oauth_" + rs(r, HEX, 64)))


@shape(
    "Mailchimp key",
    "not looked up: from memory of mailchimp.com/developer (32 hex, -us and number of the data centre; Mandrill md- + 22)",
)
def _(r):
    return pick(
        r,
        (0.9, lambda: rs(r, HEX, 32) + "-us" + str(r.randint(1, 22))),
        (
            0.1,
            lambda: written(
                r,
                "md" + "-" + rs(r, B64U, 22),
                ["MANDRILL_API_KEY", "MAILCHIMP_TRANSACTIONAL_API_KEY"],
                ["Mandrill API key", "Mailchimp Transactional key"],
            ),
        ),
    )


@shape(
    "Mailgun key",
    "no description of the shape found (documentation.mailgun.com): from memory (key- + 32 hex; 32-8-8 hex since 2018)",
)
def _(r):
    return pick(
        r,
        (0.45, lambda: "ke" + "y-" + rs(r, HEX, 32)),
        (0.3, lambda: rs(r, HEX, 32) + "-" + rs(r, HEX, 8) + "-" + rs(r, HEX, 8)),
        (
            0.25,
            lambda: written(
                r,
                rs(r, HEX, 32) + "-" + rs(r, HEX, 8) + "-" + rs(r, HEX, 8),
                ["MAILGUN_API_KEY", "MAILGUN_SENDING_KEY"],
                ["Mailgun API key", "Mailgun key"],
            ),
        ),
    )


@shape(
    "MaxMind key",
    "seen: dev.maxmind.com release note 2023-03-16 (40 characters of [a-zA-Z0-9_], six character prefix, _mmk suffix; before that 16)",
)
def _(r):
    return pick(
        r,
        (0.85, lambda: rs(r, ALNUM, 6) + "_" + rs(r, ALNUM, 29) + "_mm" + "k"),
        (
            0.15,
            lambda: written(
                r,
                rs(r, ALNUM, 16),
                ["MAXMIND_LICENSE_KEY", "GEOIPUPDATE_LICENSE_KEY"],
                ["MaxMind license key", "GeoIP license key"],
            ),
        ),
    )


@shape("NVIDIA key", "not looked up: from memory (nvapi- + 64 base64url)")
def _(r):
    return "nv" + "api-" + rs(r, B64U, 64)


@shape(
    "Neon key",
    "seen: Neon's agent-skill reference neon-rest-api/keys.md (napi_ + 64 lower case alphanumerics); "
    "neon.com/docs/manage/api-keys (older ones without prefix)",
)
def _(r):
    return pick(
        r,
        (0.85, lambda: "na" + "pi_" + rs(r, LOWNUM, 64)),
        (0.15, lambda: written(r, rs(r, LOWNUM, 64), ["NEON_API_KEY"], ["Neon API key"])),
    )


@shape("Netlify token", "no vendor description found: from memory (nfp_ + 36, also nfc_, nfo_, nfb_; older bare 43)")
def _(r):
    return pick(
        r,
        (0.65, lambda: "nf" + "p_" + rs(r, ALNUM, 36)),
        (0.15, lambda: "nf" + r.choice("cob") + "_" + rs(r, ALNUM, 36)),
        (
            0.2,
            lambda: written(
                r, rs(r, B64U, 43), ["NETLIFY_AUTH_TOKEN", "NETLIFY_TOKEN"], ["Netlify token", "Netlify auth token"]
            ),
        ),
    )


@shape(
    "New Relic key",
    "seen: newrelic.com blog (license key is 40 characters), docs.newrelic.com new-relic-api-keys; NRAK-, NRAL and the rest from memory",
)
def _(r):
    n = "NR"
    return pick(
        r,
        (0.4, lambda: n + "AK-" + rs(r, UPNUM, 27)),
        (0.15, lambda: rs(r, HEX, 32) + "FFFF" + n + "AL"),
        (0.1, lambda: rs(r, HEX, 36) + n + "AL"),
        (0.1, lambda: "eu01xx" + rs(r, HEX, 30) + n + "AL"),
        (0.1, lambda: n + "JS-" + rs(r, HEX, 19)),
        (0.06, lambda: n + "II-" + rs(r, B64U, 32)),
        (0.05, lambda: n + "IQ-" + rs(r, B64U, 32)),
        (0.04, lambda: n + "RA-" + rs(r, HEX, 42)),
    )


@shape(
    "Notion token",
    "no vendor description of the lengths found (developers.notion.com): from memory (ntn_ + 11 digits + 35; secret_ + 43)",
)
def _(r):
    return pick(
        r,
        (0.65, lambda: "nt" + "n_" + rs(r, DIG, 11) + rs(r, ALNUM, 35)),
        (0.35, lambda: "sec" + "ret_" + rs(r, ALNUM, 43)),
    )


@shape(
    "NuGet key",
    "seen: NuGetGallery ApiKeyV4.cs (base32 of 'v4' + 10 bytes and 16 bytes, lower case, 46 characters) and ApiKeyV5.cs "
    "(84 characters; its Marvin32 checksum is random here)",
)
def _(r):
    def v4():
        ident = base64.b32encode(b"v4" + bytes(r.randint(1, 255) for _ in range(10))).decode().rstrip("=").lower()
        return ident + base64.b32encode(r.randbytes(16)).decode().rstrip("=").lower()

    def v5():
        a62 = UP + LOW + DIG
        return (
            rs(r, ALNUM, 52)
            + "JQQ"
            + "J99"
            + r.choice("BC")
            + r.choice(a62[:12])
            + "N5P"
            + to_base(r.randint(1, 3000000), ALNUM, 6)
            + r.choice(a62[:28])
            + r.choice(a62[:24])
            + r.choice(a62[:60])
            + r.choice("SL")
            + "00"
            + r.choice("3C")
            + "NU"
            + "GT"
            + rs(r, ALNUM, 4)
        )

    return pick(r, (0.8, v4), (0.2, v5))


@shape(
    "Octopus Deploy key",
    "seen: octopus.com/docs examples (API-YOURAPIKEY); 25-30 upper case letters and digits from memory",
)
def _(r):
    return "AP" + "I-" + rs(r, UPNUM, 26 if r.random() < 0.6 else r.randint(25, 30))


@shape("OpenAI key", "not looked up: from memory (sk-, sk-proj-, sk-svcacct-, sk-admin- with the marker in the middle)")
def _(r):
    mark = "T3Bl" + "bkFJ"

    def long(p):
        n = r.choice([74, 74, 74, 58])
        return p + rs(r, B64U, n) + mark + rs(r, B64U, n)

    return pick(
        r,
        (0.25, lambda: "s" + "k-" + rs(r, ALNUM, 20) + mark + rs(r, ALNUM, 20)),
        (0.45, lambda: long("sk-" + "proj-")),
        (0.07, lambda: "sk-" + "proj-" + rs(r, ALNUM, 20) + mark + rs(r, ALNUM, 20)),
        (0.12, lambda: long("sk-" + "svcacct-")),
        (0.07, lambda: long("sk-" + "admin-")),
        (0.04, lambda: "sk-" + "None-" + rs(r, ALNUM, 20) + mark + rs(r, ALNUM, 20)),
    )


@shape(
    "OpenRouter key",
    "seen: openrouter.ai/docs guardrails secret-formats, the vendor on its own key (sk-or-v1- + 64 lower case hex)",
)
def _(r):
    return "sk" + "-or-v1-" + rs(r, HEX, 64)


@shape(
    "OpenShift token",
    "no description found (oauth-server source not in the index): from memory (sha256~ + 43 base64url)",
)
def _(r):
    return "sha" + "256~" + rb64u(r, 32)


@shape("Perplexity key", "not looked up: from memory (pplx- + 48)")
def _(r):
    return "pp" + "lx-" + pick(r, (0.7, lambda: rs(r, ALNUM, 48)), (0.3, lambda: rs(r, HEX, 48)))


@shape(
    "Pinecone key",
    "no description of the shape found (docs.pinecone.io): from memory (pcsk_ + 5-6 + _ + 63; older UUID)",
)
def _(r):
    return pick(
        r,
        (0.75, lambda: "pc" + "sk_" + rs(r, ALNUM, 5, 6) + "_" + rs(r, ALNUM, 63)),
        (0.25, lambda: written(r, uuid(r), ["PINECONE_API_KEY"], ["Pinecone API key", "Pinecone key"])),
    )


@shape(
    "PlanetScale token",
    "no description of the shape found (planetscale.com/docs): from memory (pscale_tkn_, pscale_pw_, pscale_oauth_ + 43)",
)
def _(r):
    return "pscale" + r.choice(["_tkn_", "_tkn_", "_pw_", "_oauth_"]) + rs(r, B64U, 43)


@shape(
    "PostHog key",
    "seen: PostHog posthog/models/utils.py (phx_ + random number in base62; 32 bytes, later 35); phs_ from memory",
)
def _(r):
    a = DIG + LOW + UP
    return pick(r, (0.85, lambda: "ph" + "x_"), (0.15, lambda: "ph" + "s_")) + to_base(
        r.getrandbits(8 * r.choice([32, 35, 35])), a
    )


@shape("Postman key", "not looked up: from memory (PMAK- + 24 hex + - + 34 hex)")
def _(r):
    return "PM" + "AK-" + rs(r, HEX, 24) + "-" + rs(r, HEX, 34)


@shape("Prefect key", "no description of the shape found (docs.prefect.io): from memory (pnu_/pnb_ + 36)")
def _(r):
    return "pn" + r.choice("uub") + "_" + rs(r, ALNUM, 36)


@shape("Pulumi token", "not looked up: from memory (pul- + 40 hex)")
def _(r):
    return "pu" + "l-" + rs(r, HEX, 40)


@shape(
    "PyPI token",
    "not looked up: from memory of warehouse (pypi- + a version 2 macaroon in base64url: location, uuid, caveats, signature)",
)
def _(r):
    def field(kind: int, data: bytes) -> bytes:
        n, out = len(data), b""
        while n > 127:
            out, n = out + bytes([n & 127 | 128]), n >> 7
        return bytes([kind]) + out + bytes([n]) + data

    loc = b"pypi.org" if r.random() < 0.8 else b"test.pypi.org"
    mac = b"\x02" + field(1, loc) + field(2, uuid(r).encode()) + b"\0"
    kind = r.choice(["user", "project", "old"])
    if kind == "user":
        cavs = [json.dumps([3, uuid(r)])]
    elif kind == "project":
        cavs = [json.dumps([1, [rs(r, LOW, 5, 14)]]), json.dumps([2, [uuid(r)]])]
    else:
        cavs = [json.dumps({"permissions": "user", "version": 1})]
    for c in cavs:
        mac += field(2, c.encode()) + b"\0"
    return "py" + "pi-" + b64u(mac + b"\0" + field(6, r.randbytes(32)))


@shape("ReadMe token", "no description of the shape found (docs.readme.com, rdme source): from memory (rdme_ + 70)")
def _(r):
    return "rd" + "me_" + "xn8s9h" + rs(r, HEX if r.random() < 0.7 else LOWNUM, 64)


@shape("Replicate token", "seen: replicate.com/docs/topics/security/api-tokens (40 characters, starts with r8_)")
def _(r):
    return "r" + "8_" + rs(r, ALNUM, 37)


@shape("RubyGems key", "no description found: from memory (rubygems_ + 48 hex)")
def _(r):
    return "ruby" + "gems_" + rs(r, HEX, 48)


@shape("SendGrid key", "not looked up: from memory of docs.sendgrid.com (SG. 22 . 43 base64url, 69 characters)")
def _(r):
    return "S" + "G." + rb64u(r, 16) + "." + rb64u(r, 32)


@shape(
    "Sentry token",
    "seen: sentry src/sentry/utils/security/orgauthtoken_token.py (sntrys_ + base64 JSON + _ + 43 base64), "
    "docs.sentry.io/security-legal-pii/security/token-formats (sntryu_ + 64 hex); sntryi_/sntrya_/sntryr_ and bare 64 hex from memory",
)
def _(r):
    def org():
        host = r.choice(["https://sentry.io", "https://sentry.io", "https://sentry." + rs(r, LOW, 4, 9) + ".io"])
        region = r.choice(["https://us.sentry.io", "https://de.sentry.io", host])
        pay = {"iat": round(r.uniform(1.69e9, 1.79e9), 6), "url": host, "region_url": region, "org": rs(r, LOW, 4, 14)}
        return "sntry" + "s_" + b64(jdump(pay)) + "_" + b64(r.randbytes(32)).rstrip("=")

    return pick(
        r,
        (0.45, org),
        (0.35, lambda: "sntry" + "u_" + rs(r, HEX, 64)),
        (0.08, lambda: "sntry" + r.choice("iar") + "_" + rs(r, HEX, 64)),
        (0.12, lambda: written(r, rs(r, HEX, 64), ["SENTRY_AUTH_TOKEN"], ["Sentry auth token", "Sentry token"])),
    )


@shape("Shippo token", "not looked up: from memory of docs.goshippo.com (shippo_live_/shippo_test_ + 40 hex)")
def _(r):
    return "shippo" + r.choice(["_live_", "_test_"]) + rs(r, HEX, 40)


@shape(
    "Shopify token",
    "seen: shopify.dev changelogs 2020 (shpat_, shpca_, shppa_, shpss_: 38 characters with the prefix); shptka_ from memory",
)
def _(r):
    return "shp" + r.choice(["at", "at", "at", "ca", "pa", "ss", "tka"]) + "_" + rs(r, HEX, 32)


@shape("Slack app token", "not looked up: from memory of api.slack.com examples (xapp-1-APPID-timestamp-64 hex)")
def _(r):
    return (
        "xa" + "pp-1-A0" + rs(r, UPNUM, 8, 9) + "-" + rs(r, "123456789", 1) + rs(r, DIG, 10, 13) + "-" + rs(r, HEX, 64)
    )


@shape(
    "Slack token",
    "seen: docs.slack.dev (xoxb, xoxp, xoxe.xoxp-, xoxe-; 32-character secrets since 2016, api.slack.com tooling.tokens.rotate); lengths from memory",
)
def _(r):
    x = "xo" + "x"

    def num():
        return rs(r, "123456789", 1) + rs(r, DIG, 9, 12)

    return pick(
        r,
        (0.4, lambda: f"{x}b-{num()}-{num()}-{rs(r, ALNUM, 24)}"),
        (0.2, lambda: f"{x}p-{num()}-{num()}-{num()}-{rs(r, HEX, 32)}"),
        (0.05, lambda: f"{x}b-{num()}-{rs(r, ALNUM, 24)}"),
        (0.05, lambda: f"{x}a-2-{num()}-{num()}-{num()}-{rs(r, HEX, 32)}"),
        (0.03, lambda: f"{x}r-{num()}-{num()}-{num()}-{rs(r, HEX, 32)}"),
        (0.04, lambda: f"{x}s-{num()}-{num()}-{num()}-{rs(r, HEX, 10)}"),
        (0.08, lambda: f"{x}c-{num()}-{num()}-{num()}-{rs(r, HEX, 64)}"),
        (0.09, lambda: f"{x}e.{x}{r.choice('bp')}-1-" + rs(r, ALNUM, 163, 166)),
        (0.06, lambda: f"{x}e-1-" + rs(r, ALNUM, 146, 148)),
    )


@shape(
    "Slack webhook", "not looked up: from memory of api.slack.com/messaging/webhooks (services, workflows, triggers)"
)
def _(r):
    h = "https://hooks." + "slack.com/"

    def wid(c):
        return c + rs(r, UPNUM, 8) if r.random() < 0.4 else c + "0" + rs(r, UPNUM, 9)

    return pick(
        r,
        (0.7, lambda: f"{h}services/{wid('T')}/{wid('B')}/{rs(r, ALNUM, 24)}"),
        (
            0.15,
            lambda: (
                f"{h}workflows/{wid('T')}/{wid('A')}/{rs(r, '123456789', 1)}{rs(r, DIG, 16, 17)}/{rs(r, ALNUM, 24)}"
            ),
        ),
        (
            0.15,
            lambda: f"{h}triggers/{wid(r.choice('TE'))}/{rs(r, '123456789', 1)}{rs(r, DIG, 11, 13)}/{rs(r, HEX, 32)}",
        ),
    )


@shape(
    "Sonar token",
    "seen: SonarQube TokenGeneratorImpl.java (40 hex), docs.sonarsource.com (sqco_ for scoped organization tokens, no length); "
    "squ_/sqp_/sqa_ from memory",
)
def _(r):
    return pick(
        r,
        (0.75, lambda: "sq" + r.choice("uupa") + "_" + rs(r, HEX, 40)),
        (0.05, lambda: "sq" + "co_" + rs(r, HEX, 40)),
        (
            0.2,
            lambda: written(
                r,
                rs(r, HEX, 40),
                ["SONAR_TOKEN", "SONARQUBE_TOKEN", "SONARCLOUD_TOKEN"],
                ["SonarCloud token", "Sonar token", "SonarQube token"],
            ),
        ),
    )


@shape(
    "Sourcegraph token",
    "seen: sourcegraph internal/accesstoken/personal_access_token.go (sgp_ + 16 hex or 'local' + _ + 40 hex); "
    "sgp_ + 40 hex, sgd_ and slk_ from memory",
)
def _(r):
    return pick(
        r,
        (0.55, lambda: "sg" + "p_" + rs(r, HEX, 16) + "_" + rs(r, HEX, 40)),
        (0.15, lambda: "sg" + "p_local_" + rs(r, HEX, 40)),
        (0.12, lambda: "sg" + "p_" + rs(r, HEX, 40)),
        (0.08, lambda: "sg" + "d_" + rs(r, HEX, 64)),
        (0.05, lambda: "sl" + "k_" + rs(r, HEX, 64)),
        (
            0.05,
            lambda: written(r, rs(r, HEX, 40), ["SRC_ACCESS_TOKEN"], ["Sourcegraph access token", "Sourcegraph token"]),
        ),
    )


@shape(
    "Square token",
    "seen: developer.squareup.com forum (access tokens are 64 bytes), developer docs; EAAA, sq0atp-, sq0csp- from memory",
)
def _(r):
    return pick(
        r,
        (0.55, lambda: "EA" + "AA" + rs(r, B64U, 60)),
        (0.12, lambda: "sq0" + "atp-" + rs(r, B64U, 22)),
        (0.2, lambda: "sq0" + "csp-" + rs(r, B64U, 43)),
        (0.08, lambda: "sandbox-" + "sq0" + "csb-" + rs(r, B64U, 43)),
        (0.05, lambda: "sandbox-" + "sq0" + "atb-" + rs(r, B64U, 22)),
    )


@shape(
    "Stripe key",
    "seen: docs.stripe.com/keys and /keys/organization-api-keys (sk_test_, sk_live_, rk_..., sk_org), gitlab.com issue 458019 quoting "
    "Stripe (10 to 128 characters); usual lengths 24 and 99 from memory",
)
def _(r):
    def body():
        return pick(r, (0.3, lambda: rs(r, ALNUM, 24)), (0.7, lambda: "5" + "1" + rs(r, ALNUM, 97)))

    return pick(
        r,
        (0.5, lambda: "sk" + "_live_" + body()),
        (0.15, lambda: "sk" + "_test_" + body()),
        (0.2, lambda: "rk" + "_live_" + body()),
        (0.1, lambda: "rk" + "_test_" + body()),
        (0.05, lambda: "sk" + "_org_" + r.choice(["live_", "test_"]) + rs(r, ALNUM, 97, 99)),
    )


@shape(
    "Stripe webhook secret",
    "not looked up: from memory (whsec_ + 32 alphanumerics from the dashboard, 64 hex from stripe listen)",
)
def _(r):
    return "wh" + "sec_" + pick(r, (0.7, lambda: rs(r, ALNUM, 32)), (0.3, lambda: rs(r, HEX, 64)))


@shape(
    "Supabase secret key",
    "seen: supabase.com/docs/guides/api/api-keys (sb_secret_...); 22 base64url + _ + 8 from memory of the CLI's local keys",
)
def _(r):
    return "sb" + "_secret_" + rb64u(r, 16) + "_" + rs(r, B64U, 8)


@shape("Supabase token", "seen: supabase/cli internal/utils/access_token.go (sbp_ or sbp_oauth_ + 40 hex)")
def _(r):
    return "sb" + "p_" + pick(r, (0.85, lambda: ""), (0.15, lambda: "oauth_")) + rs(r, HEX, 40)


@shape(
    "Tailscale key",
    "seen: tailscale.com/docs/reference/key-prefixes (tskey-api/auth/client/scim/webhook, idCNTRL-secret); lengths from memory",
)
def _(r):
    kid = "k" + rs(r, B58, 6, 7) + r.choice("123456789") + "CNTRL"
    return pick(
        r,
        (0.45, lambda: "ts" + "key-auth-" + kid + "-" + rs(r, B58, 32, 34)),
        (0.25, lambda: "ts" + "key-api-" + kid + "-" + rs(r, B58, 32, 34)),
        (0.15, lambda: "ts" + "key-client-" + kid + "-" + rs(r, B58, 32, 34)),
        (0.05, lambda: "ts" + "key-scim-" + kid + "-" + rs(r, B58, 32, 34)),
        (0.05, lambda: "ts" + "key-webhook-" + kid + "-" + rs(r, B58, 32, 34)),
        (0.05, lambda: "ts" + "key-" + kid + "-" + rs(r, B58, 22, 24)),
    )


@shape("Tavily key", "not looked up: from memory (tvly- + 32, tvly-dev- + 32)")
def _(r):
    return "tv" + "ly-" + r.choice(["", "dev-", "dev-", "prod-"]) + rs(r, ALNUM, 32)


@shape(
    "Teams webhook",
    "seen: reshmeeauckloo.com (powerplatform.com flow URL with sig), learn.microsoft.com listCallbackUrl (logic.azure.com path), "
    "databrickslabs dqx docs (both hosts); webhook.office.com connectors from memory",
)
def _(r):
    def connector():
        org = rs(r, LOW, 5, 12)
        tail = "" if r.random() < 0.5 else "/V2" + rs(r, B64U, 43)
        return (
            f"https://{org}.webhook."
            + f"office.com/webhookb2/{uuid(r)}@{uuid(r)}/IncomingWebhook/{rs(r, HEX, 32)}/{uuid(r)}{tail}"
        )

    def old():
        return "https://outlook." + f"office.com/webhook/{uuid(r)}@{uuid(r)}/IncomingWebhook/{rs(r, HEX, 32)}/{uuid(r)}"

    def logic():
        region = r.choice(["westus", "westeurope", "eastus", "northeurope", "centralindia", "australiaeast"])
        return (
            f"https://prod-{r.randint(0, 199):02}.{region}.logic." + f"azure.com:443/workflows/{rs(r, HEX, 32)}"
            f"/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={rb64u(r, 32)}"
        )

    def platform():
        return (
            f"https://{r.choice(['default', ''])}{rs(r, HEX, 30)}.{rs(r, HEX, 2)}.environment.api."
            + "powerplatform.com:443"
            f"/powerautomate/automations/direct/workflows/{rs(r, HEX, 32)}/triggers/manual/paths/invoke"
            f"?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={rb64u(r, 32)}"
        )

    return pick(r, (0.35, connector), (0.1, old), (0.3, logic), (0.25, platform))


@shape(
    "Telegram bot token", "not looked up: from memory of core.telegram.org/bots (id:35 characters, today starting AA)"
)
def _(r):
    return str(r.randint(10**7 * 11, 8 * 10**9)) + ":" + "A" + "A" + r.choice("EFGH") + rs(r, B64U, 32)


@shape("Terraform Cloud token", "not looked up: from memory of developer.hashicorp.com examples (14 . atlasv1 . 60-70)")
def _(r):
    return rs(r, ALNUM, 14) + ".atlas" + "v1." + rs(r, ALNUM, 67)


@shape("Twilio key", "not looked up: from memory of twilio.com/docs (API key SID SK + 32 hex; auth token bare 32 hex)")
def _(r):
    return pick(
        r,
        (0.7, lambda: "S" + "K" + rs(r, HEX, 32)),
        (0.3, lambda: written(r, rs(r, HEX, 32), ["TWILIO_AUTH_TOKEN"], ["Twilio auth token", "Twilio token"])),
    )


@shape("Typeform token", "not looked up: from memory (tfp_ + 44 + _ + 14)")
def _(r):
    return "tf" + "p_" + rs(r, ALNUM, 44) + "_" + rs(r, ALNUM, 12, 14)


@shape(
    "Vault token",
    "seen: hashicorp/vault sdk/helper/consts/token_consts.go (hvs. hvb. hvr., before 1.10 s. b. r.), upgrade-to-1.0.0; lengths and "
    "the protobuf inside hvs.CAESI from memory",
)
def _(r):
    def ssc():
        inner = b"\x0a\x1c" + ("hv" + "s." + rs(r, ALNUM, 24)).encode()
        raw = b"\x08\x01\x12\x20" + r.randbytes(32) + b"\x1a" + bytes([len(inner)]) + inner
        if r.random() < 0.6:
            raw += b"\x28" + bytes([r.randint(128, 255), r.randint(1, 127)])
        return "hv" + "s." + b64u(raw)

    v = ["VAULT_TOKEN", "VAULT_DEV_ROOT_TOKEN"]
    return pick(
        r,
        (0.35, ssc),
        (0.25, lambda: "hv" + "s." + rs(r, ALNUM, 24)),
        (0.05, lambda: "hv" + "s." + rs(r, ALNUM, 24) + "." + rs(r, ALNUM, 5)),
        (0.12, lambda: "hv" + "b.AAAAAQ" + rs(r, B64U, 132, 220)),
        (0.03, lambda: "hv" + "r." + rs(r, ALNUM, 24)),
        (0.15, lambda: written(r, "s" + "." + rs(r, ALNUM, 24), v, ["Vault token", "Vault root token"])),
        (0.05, lambda: written(r, "b" + ".AAAAAQ" + rs(r, B64U, 132, 160), v[:1], ["Vault batch token"])),
    )


@shape(
    "crates.io token",
    "seen: rust-lang/crates.io crates_io_trustpub/src/access_token.rs (cio_tp_ + 31 + check character, computed; plain cio tokens "
    "without _); cio + 32 from memory of its token.rs",
)
def _(r):
    def trusted():
        raw = rs(r, ALNUM, 31)
        x = 0
        for c in raw.encode():
            x ^= c
        return "cio" + "_tp_" + raw + (UP + LOW + DIG)[x % 62]

    return pick(r, (0.75, lambda: "ci" + "o" + rs(r, ALNUM, 32)), (0.25, trusted))


@shape(
    "npm token",
    "seen: GitHub changelog on the npm token format as quoted in an issue thread (npm_ + 30 + CRC32 in base62, computed); "
    "older UUID tokens in .npmrc from memory",
)
def _(r):
    def new():
        body = rs(r, ALNUM, 30)
        return "np" + "m_" + body + crc62(body)

    def old():
        u = uuid(r)
        text = r.choice(
            [
                f"//registry.npmjs.org/:_authToken={u}",
                f"NPM_TOKEN={u}",
                f'export NPM_TOKEN="{u}"',
                f"npm token: `{u}`",
                f'"NPM_AUTH_TOKEN": "{u}",',
                f"npm_token: {u}",
                f"| npm token | `{u}` |",
            ]
        )
        return text, u

    return pick(r, (0.85, new), (0.15, old))


@shape(
    "xAI key",
    "no vendor description found: from memory (xai- + 80 alphanumerics; a litellm issue shows a masked key of that length)",
)
def _(r):
    return "xa" + "i-" + rs(r, ALNUM, 80)


# ---------------------------------------------------------------- main


def main() -> int:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else None
    r = random.Random(seed)
    for name, s in SHAPES.items():
        print(f"## {name}\n   {s.source}")
        for _i in range(2):
            text, secret = s.make(r)
            assert secret and secret in text, name
            print(f"   {text}" + ("" if text == secret else f"\n      -> {secret}"))
    print(f"\n{len(SHAPES)} names")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
