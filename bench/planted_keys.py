"""Planted keys: random keys of each shape, in the places where people write them, and how many of them are found.

    python bench/planted_keys.py [--keys 200] [--seed 1] [--missed] [--vendors]
    python bench/planted_keys.py --clean FOLDER...    # what is reported in Markdown files, to be read by a person
    python bench/planted_keys.py --speed              # megabytes a second

The shapes are written down here from what the providers say of their keys, apart from the table in `src/`, so that one
checks the other; with `--vendors`, those of `vendor_keys.py`, written by a second hand that has seen neither. In a shape, `{hex:32}` is that many random characters of an alphabet; all else stands as it is. Keys are
made when the script runs: no file holds one. A key is found when a finding covers it whole and `redact` leaves none of it.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import string
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

import vendor_keys

from ctxlint.base.secrets import find_secrets, redact

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
ALPHABETS = {
    "alnum": BASE62,
    "alpha": string.ascii_letters,
    "lower": string.ascii_lowercase + string.digits,
    "upper": string.ascii_uppercase + string.digits,
    "digit": string.digits,
    "hex": "0123456789abcdef",
    "HEX": "0123456789ABCDEF",
    "url": BASE62 + "-_",
    "b64": BASE62 + "+/",
    "b32": string.ascii_uppercase + "234567",
    "bech": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
    "tilde": BASE62 + "-_.~",
    "pass": BASE62 + "!#%^&*-_=+?",
}
PEM = "-----{} " + "PRIVATE KEY-----"

# The part between ‹ and › is the secret; without these marks all of it is.
SHAPES = {
    "AWS access key id": ["AKIA{b32:16}", "ASIA{b32:16}"],
    "AWS secret key by keyword": [
        "aws_secret_access_key = ‹{b64:40}›", "AWS_SECRET_ACCESS_KEY=‹{b64:40}›", '"SecretAccessKey": "‹{b64:40}›"',
        "secretAccessKey: '‹{b64:40}›'", "| AWS secret | `‹{b64:40}›` |",
    ],
    "AWS secret key beside its id": ["AKIA{b32:16} ‹{b64:40}›", "AKIA{b32:16}:‹{b64:40}›", "id `AKIA{b32:16}`, secret `‹{b64:40}›`", "| AKIA{b32:16} | ‹{b64:40}› |", "AKIA{b32:16}\n‹{b64:40}›"],
    "AWS Bedrock key": ["ABSK{b64:128}"],
    "Azure storage key": ["AccountKey=‹{b64:86}==›", "DefaultEndpointsProtocol=https;AccountName=acmelogs;AccountKey=‹{b64:86}==›;EndpointSuffix=core.windows.net", "AZURE_STORAGE_KEY=‹{b64:86}==›"],
    "Azure service bus key": ["SharedAccessKeyName=root;SharedAccessKey=‹{b64:43}=›"],
    "Azure AD client secret": ["{alnum:3}8Q~{tilde:34}", "{alnum:3}7Q~{tilde:31}"],
    "Slack bot token": ["xoxb-{digit:12}-{digit:13}-{alnum:24}"],
    "Slack user token": ["xoxp-{digit:12}-{digit:12}-{digit:13}-{hex:32}"],
    "Slack app token": ["xapp-1-A{upper:10}-{digit:13}-{hex:64}"],
    "Slack configuration token": ["xoxe.xoxp-1-{alnum:164}", "xoxe-1-{alnum:146}"],
    "Slack webhook": ["https://hooks.slack.com/services/T{upper:10}/B{upper:10}/{alnum:24}"],
    "Google API key": ["AIza{url:35}"],
    "Google OAuth client secret": ["GOCSPX-{url:28}"],
    "Google OAuth access token": ["ya29.{url:180}", "ya29.a0{url:160}"],
    "Google service account": ['"private_key": "‹<pem-escaped>›"'],
    "Discord bot token": ["<discord>.{url:6}.{url:38}", "<discord>.{url:6}.{url:27}"],
    "Discord webhook": ["https://discord.com/api/webhooks/{digit:19}/{url:68}", "https://discordapp.com/api/webhooks/{digit:18}/{url:68}"],
    "Shopify token": ["shpat_{hex:32}", "shpca_{hex:32}", "shppa_{hex:32}", "shpss_{hex:32}"],
    "Vault token": ["hvs.{alnum:24}", "hvs.CAES{url:90}", "hvb.AAAAAQ{url:150}", "hvr.CAES{url:90}"],
    "Terraform Cloud token": ["{alnum:14}.atlasv1.{alnum:67}"],
    "Grafana service account": ["glsa_{alnum:32}_{hex:8}"],
    "Grafana Cloud token": ["glc_eyJv{alnum:120}", "glc_eyJv{alnum:119}="],
    "Grafana API key": ["eyJrIjoi{alnum:84}", "eyJrIjoi{alnum:83}="],
    "Linear key": ["lin_api_{alnum:40}"],
    "xAI key": ["xai-{alnum:80}"],
    "npm token": ["npm_<crc>"],
    "PyPI token": ["pypi-AgEIcHlwaS5vcmc{url:150}", "pypi-AgENdGVzdC5weXBpLm9yZw{url:150}"],
    "Docker token": ["dckr_pat_{url:27}"],
    "Cloudflare origin CA key": ["v1.0-{hex:24}-{hex:146}"],
    "Cloudflare token": ["CLOUDFLARE_API_TOKEN=‹{url:40}›", "CF_API_TOKEN: ‹{url:40}›", "Cloudflare API token: `‹{url:40}›`", "cfut_{alnum:40}{hex:8}"],
    "Cloudflare global key": ["CLOUDFLARE_API_KEY=‹{hex:37}›"],
    "Datadog key": ["DD_API_KEY=‹{hex:32}›", "DATADOG_API_KEY: ‹{hex:32}›", "DD_APP_KEY=‹{hex:40}›", "datadog app key: `‹{hex:40}›`"],
    "Sentry token": ["sntryu_{hex:64}", "sntrys_eyJpYXQiOjE3{alnum:150}_{b64:43}"],
    "Sentry DSN with secret": ["https://{hex:32}:‹{hex:32}›@o{digit:6}.ingest.sentry.io/{digit:7}"],
    "Twilio API key": ["SK{hex:32}"],
    "Twilio auth token": ["TWILIO_AUTH_TOKEN=‹{hex:32}›", "twilio auth token: ‹{hex:32}›", '"twilioAuthToken": "‹{hex:32}›"'],
    "SendGrid key": ["SG.{url:22}.{url:43}"],
    "Mailgun key": ["key-{hex:32}", "MAILGUN_API_KEY=‹{hex:32}-{hex:8}-{hex:8}›"],
    "Mailchimp key": ["{hex:32}-us12", "{hex:32}-us6"],
    "Stripe live key": ["sk_live_{alnum:24}", "sk_live_51{alnum:97}"],
    "Stripe restricted key": ["rk_live_{alnum:24}", "rk_live_51{alnum:97}"],
    "Stripe webhook secret": ["whsec_{alnum:32}", "whsec_{hex:64}"],
    "Square token": ["sq0atp-{url:22}", "sq0csp-{url:43}", "EAAA{url:60}"],
    "Telegram bot token": ["{digit:10}:AA{url:33}", "{digit:9}:AA{url:33}"],
    "Notion token": ["ntn_{digit:11}{alnum:35}", "secret_{alnum:43}"],
    "Airtable token": ["pat{alnum:14}.{hex:64}"],
    "Atlassian token": ["ATATT3xFfGF0{url:171}={HEX:8}"],
    "Bitbucket app password": ["ATBB{alnum:24}{HEX:8}"],
    "GitLab token": ["glpat-{url:20}", "glptt-{hex:40}", "gldt-{url:20}", "glrt-{url:20}", "glcbt-64_{url:20}", "glsoat-{url:20}", "glft-{url:20}", "glimt-{lower:25}", "glagent-{url:50}", "gloas-{hex:64}", "glpat-{url:27}.01.0{lower:8}"],
    "GitHub token": ["ghp_<crc>", "gho_<crc>", "ghu_<crc>", "ghs_<crc>", "ghr_<crc>"],
    "GitHub fine-grained token": ["github_pat_11{upper:20}_{alnum:59}"],
    "DigitalOcean token": ["dop_v1_{hex:64}", "doo_v1_{hex:64}", "dor_v1_{hex:64}"],
    "Heroku key": ["HRKU-AA{url:58}"],
    "Fly token": ["FlyV1 fm2_{b64:600}", "fm2_{b64:300}=="],
    "Netlify token": ["nfp_{alnum:36}"],
    "Vercel token": ["VERCEL_TOKEN=‹{alnum:24}›", "vercel token: `‹{alnum:24}›`"],
    "Supabase token": ["sbp_{hex:40}"],
    "Supabase secret key": ["sb_secret_{url:22}_{url:8}"],
    "PlanetScale token": ["pscale_tkn_{url:43}", "pscale_pw_{url:43}"],
    "Neon key": ["napi_{lower:64}"],
    "Databricks token": ["dapi{hex:32}", "dapi{hex:32}-2"],
    "Snowflake password": ["SNOWFLAKE_PASSWORD=‹{pass:20}›", "snowflake password: `‹{pass:20}›`"],
    "Hugging Face token": ["hf_{alpha:34}"],
    "OpenAI key": ["sk-{alnum:20}T3BlbkFJ{alnum:20}", "sk-proj-{url:74}T3BlbkFJ{url:74}", "sk-svcacct-{url:74}T3BlbkFJ{url:74}", "sk-admin-{url:58}T3BlbkFJ{url:58}"],
    "Anthropic key": ["sk-ant-api03-{url:93}AA", "sk-ant-admin01-{url:93}AA", "sk-ant-oat01-{url:93}AA"],
    "OpenRouter key": ["sk-or-v1-{hex:64}"],
    "Groq key": ["gsk_{alnum:52}"],
    "Perplexity key": ["pplx-{alnum:48}"],
    "Replicate token": ["r8_{alnum:37}"],
    "Mistral key": ["MISTRAL_API_KEY=‹{alnum:32}›", 'mistral key: "‹{alnum:32}›"'],
    "Cohere key": ["COHERE_API_KEY=‹{alnum:40}›", "CO_API_KEY=‹{alnum:40}›"],
    "Fireworks key": ["fw_{alnum:24}"],
    "Together key": ["TOGETHER_API_KEY=‹{hex:64}›"],
    "Tavily key": ["tvly-{alnum:32}", "tvly-dev-{alnum:32}"],
    "LangSmith key": ["lsv2_pt_{hex:32}_{hex:10}", "lsv2_sk_{hex:32}_{hex:10}"],
    "Pinecone key": ["pcsk_{alnum:6}_{alnum:63}"],
    "ElevenLabs key": ["sk_{hex:48}"],
    "DeepSeek key": ["sk-{hex:32}"],
    "NVIDIA key": ["nvapi-{url:64}"],
    "Figma token": ["figd_{url:40}"],
    "Postman key": ["PMAK-{hex:24}-{hex:34}"],
    "New Relic key": ["NRAK-{upper:27}"],
    "Dynatrace token": ["dt0c01.{b32:24}.{b32:64}"],
    "Doppler token": ["dp.pt.{alnum:43}", "dp.st.dev.{alnum:43}"],
    "Pulumi token": ["pul-{hex:40}"],
    "RubyGems key": ["rubygems_{hex:48}"],
    "crates.io token": ["cio{alnum:32}"],
    "Artifactory token": ["AKCp{alnum:69}", "cmVmdGtuOjAxOj{alnum:50}"],
    "Buildkite token": ["bkua_{hex:40}"],
    "CircleCI token": ["CCIPAT_{alnum:22}_{hex:40}"],
    "Age secret key": ["AGE-SECRET-KEY-1{bech:58}"],
    "1Password service account": ["ops_eyJ{alnum:300}"],
    "Tailscale key": ["tskey-auth-k{alnum:11}CNTRL-{alnum:32}", "tskey-api-k{alnum:11}CNTRL-{alnum:32}"],
    "PostHog personal key": ["phx_{alnum:43}"],
    "HubSpot token": ["pat-na1-{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}"],
    "Brevo key": ["xkeysib-{hex:64}-{alnum:16}"],
    "Contentful token": ["CFPAT-{url:43}"],
    "Prefect key": ["pnu_{alnum:36}"],
    "Sonar token": ["squ_{hex:40}", "sqp_{hex:40}"],
    "Sourcegraph token": ["sgp_{hex:16}_{hex:40}"],
    "Teams webhook": ["https://acme.webhook.office.com/webhookb2/{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}@{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}/IncomingWebhook/{hex:32}/{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}"],
    "JSON Web Token": ["<jwt>"],
    "private key in lines": ["<pem-lines>"],
    "private key with escapes": ["<pem-escaped>"],
    "private key with blanks": ["<pem-blanks>"],
    "private key in one run": ["<pem-run>"],
    "connection string": ["postgresql://billing:‹{alnum:20}›@pg.acme.io:5432/billing", "mongodb+srv://app:‹{alnum:16}›@c0.ab1cd.mongodb.net/app", "redis://default:‹{alnum:32}›@cache.acme.io:6379", "amqps://app:‹{alnum:24}›@mq.acme.io/app"],
    "basic auth in a URL": ["https://deploy:‹{alnum:20}›@git.acme.io/team/app.git"],
    "password by keyword": ["password: ‹{pass:20}›", "passwd=‹{pass:16}›", 'DB_PASSWORD="‹{pass:24}›"', "password: `‹{pass:18}›`", '"password": "‹{pass:20}›"'],
    "secret by keyword": ["secret: ‹{alnum:32}›", "CLIENT_SECRET=‹{url:40}›", "api_key = '‹{alnum:32}›'", "token: ‹{alnum:40}›", "| API key | `‹{alnum:32}›` |"],
    "bearer token": ["Authorization: Bearer ‹{alnum:40}›", "curl -H 'Authorization: Bearer ‹{url:48}›' https://api.acme.io", '"Authorization": "Bearer ‹{alnum:32}›"', "Authorization: Bearer ‹{hex:40}›"],
    "basic credentials": ["Authorization: Basic ‹<basic>›", "-H 'Authorization: Basic ‹<basic>›'"],
}  # fmt: skip

PLACES: dict[str, Callable[[str], str]] = {
    "alone": lambda key: key,
    "code span": lambda key: f"The key is `{key}`, for now.",
    "assignment": lambda key: f"```sh\nexport ACME_VALUE={key}\n```",
    "table": lambda key: f"| name | value |\n| --- | --- |\n| staging | {key} |",
    "JSON": lambda key: json.dumps({"acme": key}),
    "emphasis": lambda key: f"It is _{key}_ here.",
    "strong": lambda key: f"It is **{key}**.",
    "glued before": lambda key: f"KEY_{key}",
    "glued after": lambda key: f"{key}_old is gone.",
    "sentence": lambda key: f"Use {key}. Then go on.",
}
OF_A_TEST = re.compile(r"[rs]k_(?:org_)?test_|duffel_test_|shippo_test_|EZTK|sandbox-")
PIECE = re.compile(r"\{(\w+):(\d+)\}|<([a-z-]+)>")


def make(shape: str, random: Random) -> str:
    return PIECE.sub(
        lambda piece: MADE[piece[3]](random) if piece[3] else _some(random, piece[1], int(piece[2])), shape
    )


def _some(random: Random, alphabet: str, count: int) -> str:
    return "".join(random.choices(ALPHABETS[alphabet], k=count))


def _with_checksum(random: Random) -> str:
    """30 characters and the CRC32 of them in base 62, six digits."""
    body = _some(random, "alnum", 30)
    rest, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = BASE62[digit] + digits
    return body + digits


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _discord(random: Random) -> str:
    return _encoded(str(random.randrange(10**17, 13 * 10**17)).encode())


def _jwt(random: Random) -> str:
    header = {"alg": random.choice(["HS256", "RS256", "ES256"]), "typ": "JWT"}
    claims = {
        "sub": str(random.randrange(10**9)),
        "iss": "https://id.acme.io",
        "exp": random.randrange(10**9, 2 * 10**9),
    }
    parts = [_encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims)]
    return ".".join([*parts, _encoded(random.randbytes(random.choice([32, 64, 256])))])


def _basic(random: Random) -> str:
    return base64.b64encode(f"deploy:{_some(random, 'alnum', 20)}".encode()).decode()


def _pem(random: Random, end: str) -> str:
    kind = random.choice(["", "RSA ", "EC ", "OPENSSH "])
    size = {"": 1218, "RSA ": 1190, "EC ": 121, "OPENSSH ": 399}[kind]
    body = base64.b64encode(random.randbytes(size)).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return end.join([PEM.format(f"BEGIN {kind}".strip()), *lines, PEM.format(f"END {kind}".strip())])


MADE: dict[str, Callable[[Random], str]] = {
    "crc": _with_checksum,
    "discord": _discord,
    "jwt": _jwt,
    "basic": _basic,
    "pem-lines": lambda random: _pem(random, "\n"),
    "pem-escaped": lambda random: _pem(random, r"\n"),
    "pem-blanks": lambda random: _pem(random, " "),
    "pem-run": lambda random: _pem(random, ""),
}


def planted(name: str, count: int, random: Random) -> Iterator[tuple[str, str, str]]:
    """(place, text, secret), each key in one place after another."""
    shapes = SHAPES[name]
    for number in range(count):
        written = make(shapes[number % len(shapes)], random)
        secret = written.partition("‹")[2].partition("›")[0] or written
        written = written.replace("‹", "").replace("›", "")
        yield from placed(written, secret)


def described(name: str, count: int, random: Random) -> Iterator[tuple[str, str, str]]:
    """The same, of keys as their vendors describe them; not of test modes, on which the rule is silent."""
    made = iter(lambda: vendor_keys.SHAPES[name].make(random), None)
    for written, secret in islice((each for each in made if not OF_A_TEST.match(each[0])), count):
        yield from placed(written, secret)


def placed(written: str, secret: str) -> Iterator[tuple[str, str, str]]:
    for place, wrap in PLACES.items():
        if place == "JSON" and ('"' in written or "\n" in written or "\\" in written):
            continue
        yield place, wrap(written), secret


def found(text: str, secret: str) -> bool:
    start = text.index(secret)
    body = secret[len(secret) // 2 :]  # a webhook or a private key is hidden from its first random character on
    hidden = {at for each in find_secrets(text) for at in range(*each.span)}
    shown = [at for at in range(text.index(body, start), start + len(secret)) if at not in hidden]
    return {text[at] for at in shown} <= {","} and body not in redact(text)  # Fly joins two tokens with a comma


def recall(count: int, seed: int, show_missed: bool, vendors: bool) -> int:
    worst, made = 1.0, described if vendors else planted
    names = list(vendor_keys.SHAPES if vendors else SHAPES)
    for name in names:
        tried: dict[str, list[bool]] = {}
        for place, text, secret in made(name, count, Random(f"{seed} {name}")):
            hit = found(text, secret)
            tried.setdefault(place, []).append(hit)
            if show_missed and not hit:
                print(f"missed: {name}, {place}: {text[:150]!r}")
        shares = {place: sum(hits) / len(hits) for place, hits in tried.items()}
        worst = min(worst, *shares.values())
        low = ", ".join(f"{place} {100 * share:.1f} %" for place, share in shares.items() if share < 0.98)
        print(f"{name:32} {100 * min(shares.values()):6.1f} %  {low}")
    print(
        f"{len(names)} shapes, {count} keys each in up to {len(PLACES)} places; the worst place of the worst: {worst:.3f}"
    )
    return 0 if worst >= 0.98 else 1


def clean(folders: list[Path]) -> int:
    files = 0
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        if path.suffix not in (".md", ".mdc") or not path.is_file() or path.is_symlink():
            continue
        files += 1
        text = path.read_text("utf-8", "replace")
        for span, provider, masked in find_secrets(text):
            print(f"{path}:{text.count(chr(10), 0, span.start) + 1} {provider} {masked} {span.end - span.start}")
    print(f"{files} files")
    return 0


def speed() -> int:
    random = Random(1)
    words = [
        "the",
        "token",
        "is",
        "in",
        "`src/app.py`",
        "and",
        "password",
        "https://acme.io/docs",
        "en-us",
        "run",
        "key:",
    ]
    text = "\n".join(" ".join(random.choices(words, k=14)) for _ in range(20_000))[:1_000_000]
    for name, work in {"find_secrets": lambda: list(find_secrets(text)), "redact": lambda: redact(text)}.items():
        work()
        start = time.perf_counter()
        for _ in range(5):
            work()
        print(f"{name:14} {5 * len(text) / 1e6 / (time.perf_counter() - start):6.1f} MB/s")
    return 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--keys", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--missed", action="store_true")
    options.add_argument("--vendors", action="store_true")
    options.add_argument("--clean", type=Path, nargs="+")
    options.add_argument("--speed", action="store_true")
    args = options.parse_args()
    if args.clean:
        return clean(args.clean)
    return speed() if args.speed else recall(args.keys, args.seed, args.missed, args.vendors)


if __name__ == "__main__":
    sys.exit(main())
