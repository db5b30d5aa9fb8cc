""".NET, Ruby, PHP, Elixir, C and C++, Swift: what their build tools do where the files for it are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.scaffold.facts.command import CONFIGURED, CUSTOMARY, Command

if TYPE_CHECKING:
    from ctxlint.scaffold.facts.view import View

SOLUTION = (".slnx", ".sln")
PROJECT = (".csproj", ".fsproj", ".vbproj")
TEST_PROJECT = re.compile(r"tests?\.(?:cs|fs|vb)proj\Z", re.IGNORECASE)
COMMENT = re.compile(r"#[^\n]*")
ENABLES_TESTS = re.compile(r"^[ \t]*(?:enable_testing[ \t]*\(|include[ \t]*\([ \t]*CTest[ \t]*\))", re.M | re.I)
MESON_TEST = re.compile(r"^[ \t]*(?:test|subdir)[ \t]*\([ \t]*'(?P<name>[^']*)'", re.M)


def commands(view: View) -> Iterator[Command]:
    yield from _dotnet(view)
    yield from _ruby(view)
    yield from _php(view)
    yield from _elixir(view)
    yield from _cmake(view)
    yield from _meson(view)
    yield from _swift(view)


def _dotnet(view: View) -> Iterator[Command]:
    """The one solution or project at the top, else the one solution below it."""
    for suffixes in (SOLUTION, PROJECT):
        here = sorted(name for name in view.top if name.endswith(suffixes))
        below = sorted(name for name in view.paths if name.endswith(suffixes) and name.count("/") == 1)
        found = here or (below if suffixes is SOLUTION else [])
        if len(found) == 1:
            where, argument = f"{view.prefix}{found[0]}", "" if here else f" {found[0]}"
            if " " in argument.strip():
                return
            yield Command("install", f"dotnet restore{argument}", where, "dotnet", CUSTOMARY)
            yield Command("build", f"dotnet build{argument}", where, "dotnet", CUSTOMARY)
            if any(TEST_PROJECT.search(name) for name in view.paths):
                yield Command("test", f"dotnet test{argument}", f"{where}, *Tests.csproj", "dotnet", CUSTOMARY)
        if found:
            return


def _ruby(view: View) -> Iterator[Command]:
    gems = view.dependencies("ruby")
    if "Gemfile" in view.top:
        yield Command("install", "bundle install", f"{view.prefix}Gemfile", "ruby", CUSTOMARY)
    for role, file in (("install", "bin/setup"), ("run", "bin/dev"), ("check", "bin/ci"), ("lint", "bin/rubocop")):
        if file in view.known and any(view.of("ruby")):
            yield Command(role, file, f"{view.prefix}{file}", "ruby", CONFIGURED)
    specs = any(path.endswith("_spec.rb") for path in view.paths)
    if specs and (".rspec" in view.top or any(gem.startswith("rspec") for gem in gems)):
        yield Command("test", "bundle exec rspec", f"{view.prefix}.rspec, *_spec.rb", "ruby", CONFIGURED)
    if "bin/rails" in view.known and any(path.startswith("test/") and path.endswith("_test.rb") for path in view.paths):
        yield Command("test", "bin/rails test", f"{view.prefix}bin/rails", "ruby", CONFIGURED)
    if ".rubocop.yml" in view.top and any(gem.startswith("rubocop") for gem in gems):
        yield Command("lint", "bundle exec rubocop", f"{view.prefix}.rubocop.yml", "ruby", CUSTOMARY)


def _php(view: View) -> Iterator[Command]:
    if not any(view.of("composer")):
        return
    path = f"{view.prefix}composer.json"
    needs = view.dependencies("composer")
    yield Command("install", "composer install", path, "php", CUSTOMARY)
    has_tests = any(name.endswith("Test.php") for name in view.paths)
    phpunit = view.has("phpunit.xml", "phpunit.xml.dist", "phpunit.dist.xml")
    if "artisan" in view.top:
        yield Command("run", "php artisan serve", f"{view.prefix}artisan", "php", CONFIGURED)
    if phpunit and "artisan" in view.top:
        yield Command("test", "php artisan test", f"{view.prefix}artisan, {phpunit}", "php", CONFIGURED)
    if "pestphp/pest" in needs:
        yield Command("test", "vendor/bin/pest", f"{path}: pestphp/pest", "php", CONFIGURED, 1)
    elif "phpunit/phpunit" in needs and (phpunit or has_tests):
        yield Command("test", "vendor/bin/phpunit", f"{path}: phpunit/phpunit", "php", CONFIGURED, 2)
    phpstan = view.has("phpstan.neon", "phpstan.neon.dist", "phpstan.dist.neon")
    if phpstan and any(name.rpartition("/")[2] in ("phpstan", "larastan") for name in needs):
        yield Command("lint", "vendor/bin/phpstan analyse", f"{view.prefix}{phpstan}", "php", CONFIGURED)
    if "laravel/pint" in needs:
        yield Command("format", "vendor/bin/pint", f"{path}: laravel/pint", "php", CONFIGURED)


def _elixir(view: View) -> Iterator[Command]:
    if "mix.exs" not in view.top:
        return
    path = f"{view.prefix}mix.exs"
    needs = view.dependencies("mix")
    yield Command("install", "mix deps.get", path, "elixir", CUSTOMARY)
    yield Command("build", "mix compile", path, "elixir", CUSTOMARY)
    if any(name.endswith("_test.exs") for name in view.paths):
        yield Command("test", "mix test", f"{path}, *_test.exs", "elixir", CUSTOMARY)
    if ".formatter.exs" in view.top:
        yield Command("format", "mix format", f"{view.prefix}.formatter.exs", "elixir", CONFIGURED)
    for dependency, role, call in (
        ("credo", "lint", "mix credo"),
        ("dialyxir", "typecheck", "mix dialyzer"),
        ("phoenix", "run", "mix phx.server"),
    ):
        if dependency in needs:
            yield Command(role, call, f"{path}: {dependency}", "elixir", CONFIGURED)


def _cmake(view: View) -> Iterator[Command]:
    if "CMakeLists.txt" not in view.top:
        return
    path = f"{view.prefix}CMakeLists.txt"
    yield Command("build", "cmake -S . -B build && cmake --build build", path, "cmake", CUSTOMARY)
    if ENABLES_TESTS.search(COMMENT.sub("", view.text("CMakeLists.txt"))):
        yield Command("test", "ctest --test-dir build", f"{path}: enable_testing", "cmake", CONFIGURED)


def _meson(view: View) -> Iterator[Command]:
    if "meson.build" not in view.top:
        return
    path = f"{view.prefix}meson.build"
    yield Command("build", "meson setup build && meson compile -C build", path, "meson", CUSTOMARY)
    text = COMMENT.sub("", view.text("meson.build"))
    found = MESON_TEST.finditer(text)
    if any(match[0].lstrip().startswith("test") or match["name"] in ("test", "tests") for match in found):
        yield Command("test", "meson test -C build", f"{path}: test", "meson", CONFIGURED)


def _swift(view: View) -> Iterator[Command]:
    if "Package.swift" not in view.top:
        return
    path = f"{view.prefix}Package.swift"
    yield Command("build", "swift build", path, "swift", CUSTOMARY)
    if ".testTarget(" in view.text("Package.swift"):
        yield Command("test", "swift test", f"{path}: testTarget", "swift", CONFIGURED)
    if ".swiftlint.yml" in view.top:
        yield Command("lint", "swiftlint", f"{view.prefix}.swiftlint.yml", "swift", CONFIGURED)
    if ".swiftformat" in view.top:
        yield Command("format", "swiftformat .", f"{view.prefix}.swiftformat", "swift", CONFIGURED)
