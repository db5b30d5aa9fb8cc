"""The parser: every span slices to the text it names, whatever the bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ctxlint.base.model import Document
from ctxlint.parse import parse
from ctxlint.parse.frontmatter import values
from ctxlint.parse.sentences import sentences

OPENING = {"code": "`", "link": "[", "image": "![", "autolink": "<", "html": "<", "comment": "<!--"}
FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(
            "# Title|## Part 2: *Constraints*|- item `code`|  - nested|1. one|10) ten|> quote|> - in quote|```py|```|~~~~|    code|| a | b \\| c ||---|---|"
            "|| `x` | 2 ||<constraints>|</constraints>|<!-- note -->|<!-- ctxlint: ignore[parts/empty] why -->|**Bold:** text|[l](a/b.md 't')|![i](p.png)"
            "|[r][ref]|[ref]: c.md|<http://a.b>|<div>|Setext|===|---|Term|: definition|text with `` a`b `` and [x](<y z>).|*a* __b__|\\|\t- tab|é 漢字 🙂|- [ ] box|\\`not code\\`".split(
                "|"
            )
        ),
        st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
    ),
    max_size=14,
).map("\n".join)


def check_spans(document: Document) -> None:
    size = len(document.text)
    for index, block in enumerate(document.blocks):
        assert 0 <= block.span.start <= block.span.end <= size
        assert index < block.stop <= len(document.blocks)
        if block.parent >= 0:
            outer = document.blocks[block.parent].span
            assert outer.start <= block.span.start
            assert block.span.end <= outer.end
        for piece in block.pieces:
            assert block.span.start <= piece.start <= piece.end <= block.span.end
            assert "\n" not in document.slice(piece)
    for inline in document.inlines:
        block = document.blocks[inline.block]
        assert block.span.start <= inline.span.start < inline.span.end <= block.span.end
        assert document.slice(inline.span).startswith(OPENING[inline.kind])
        assert inline.span.start <= inline.text.start <= inline.text.end <= inline.span.end
        if inline.target_span:
            assert document.slice(inline.target_span).replace("\0", "\ufffd") == inline.target
    for section in document.sections[1:]:
        assert document.blocks[section.start].kind == "heading"
        assert section.heading.start == section.span.start <= section.span.end <= size
    for sentence in sentences(document):
        assert len(sentence.text) == sentence.span.end - sentence.span.start
        assert sentence.text == sentence.text.strip() != ""
        block = document.blocks[sentence.block]
        assert block.span.start <= sentence.span.start <= sentence.span.end <= block.span.end


@given(FRAGMENTS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@example("\x0c\n10) ten", "\n", False)
@settings(max_examples=300, deadline=None)
def test_every_span_slices_to_the_text_it_names(text, newline, bom):
    data = ("\ufeff" if bom else "") + text.replace("\n", newline)
    check_spans(parse(data.encode("utf-8", "surrogatepass"), "CLAUDE.md", "claude"))


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_no_bytes_make_it_fail(data):
    check_spans(parse(data, "CLAUDE.md", "claude"))


def outline(text: str) -> list[str]:
    document = parse(text.encode(), "CLAUDE.md", "claude")
    return [f"{block.kind} {document.slice(block.span)!r}" for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# A #\n", ["heading '# A #'"]),
        ("A\n===\n", ["heading 'A'"]),
        (
            "> - a\n> - b\n",
            [
                "quote '> - a\\n> - b'",
                "list '- a\\n> - b'",
                "item '- a'",
                "paragraph 'a'",
                "item '- b'",
                "paragraph 'b'",
            ],
        ),
        ("- a\n\n  b\n", ["list '- a\\n\\n  b'", "item '- a\\n\\n  b'", "paragraph 'a'", "paragraph 'b'"]),
        (
            "<rules>\nNo x.\n</rules>\n",
            ["label '<rules>'", "paragraph 'No x.'", "label '</rules>'"],
        ),
        ("<div>\nNo x.\n</div>\n", ["html '<div>\\nNo x.\\n</div>'"]),
        ("```py\nx\n", ["fence '```py\\nx'"]),
        (
            "| a |\n|---|\n| b\\|c |\n",
            [
                "table '| a |\\n|---|\\n| b\\\\|c |'",
                "row '| a |'",
                "cell 'a'",
                "row '| b\\\\|c |'",
                "cell 'b\\\\|c'",
            ],
        ),
    ],
)
def test_blocks(text, blocks):
    assert outline(text) == blocks


def test_frontmatter_that_yaml_refuses_is_read_line_by_line():
    assert values("---\na: b: c\nd:\n  - e\n---\nf: g\n") == {"a": "b: c", "d": "- e"}


def test_frontmatter_is_no_heading():
    document = parse(b"---\nname: x\n---\n# A\n", "SKILL.md", "skill")
    assert document.slice(document.frontmatter) == "---\nname: x\n---\n"
    assert [s.title for s in document.sections] == ["", "A"]
    assert document.position(document.sections[1].heading.start) == (4, 1)


@pytest.mark.parametrize("text", ["---\n\nA rule above.\n\n---\nmore\n", "---\nname: x\n", "text\n---\na: b\n---\n"])
def test_a_thematic_break_is_no_frontmatter(text):
    assert parse(text.encode(), "CLAUDE.md", "claude").frontmatter is None


@pytest.mark.parametrize(
    ("data", "newline"),
    [
        (b"a\nb\n", "\n"),
        (b"a\r\nb\r\n", "\r\n"),
        (b"a\rb\r", "\r"),
        (b"a\r\nb\n", "mixed"),
        (b"a\rb\n", "mixed"),
        (b"a", "\n"),
    ],
)
def test_line_ends_are_normalised_once_and_remembered(data, newline):
    document = parse(data, "CLAUDE.md", "claude")
    assert "\r" not in document.text
    assert document.newline == newline


def test_what_is_not_utf8_is_marked_where_it_stands():
    document = parse(b"\xef\xbb\xbfone\r\ntwo \xfc three", "CLAUDE.md", "claude")
    assert document.bom
    assert document.position(document.broken.start) == (2, 5)
    assert parse("a\n".encode("utf-16"), "CLAUDE.md", "claude").broken == (0, 1)


def test_a_comment_of_ours_does_not_split_a_list_or_a_table():
    text = "- a\n<!-- ctxlint: ignore[parts/empty] x -->\n- b\n\n| h |\n|---|\n| a |\n<!-- ctxlint: ignore[parts/empty] x -->\n| b |\n"
    document = parse(text.encode(), "CLAUDE.md", "claude")
    kinds = [block.kind for block in document.blocks]
    assert kinds.count("list") == 1
    assert kinds.count("table") == 1
    assert kinds.count("row") == 3
    assert [d.own_line for d in document.directives] == [True, True]


def test_a_comment_in_code_is_no_directive():
    text = "```\n<!-- ctxlint: ignore[a/b] -->\n```\n`<!-- ctxlint: ignore[a/b] -->`\n"
    assert parse(text.encode(), "CLAUDE.md", "claude").directives == ()


@pytest.mark.corpus
def test_each_fifth_file_of_the_corpus(corpus_files: list[Path]):
    for path in corpus_files[::5]:
        check_spans(parse(path.read_bytes(), path.name, "claude"))
