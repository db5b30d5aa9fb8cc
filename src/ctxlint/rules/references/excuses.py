"""Why a path that is written need not be there: what the sentence around it says.

Of all code spans that look like a path and are not in the tree, one in twenty is a mistake. What stands here as data
are the reasons why the other nineteen are none: the guards that the rules about paths share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Sentence
from ctxlint.base.patterns import lazy
from ctxlint.parse.sentences import masked, sentence_at

if TYPE_CHECKING:
    from ctxlint.parse.paths import Mention

# Words that say that a path is wrong on purpose, gone on purpose, not there yet, somewhere else, or an example.
CUES = frozenset(
    """not never no don't dont doesn't isn't aren't without cannot can't won't nor unlike bad invalid missing stray absent nonexistent
    deprecated legacy obsolete retired drops dropped was were produce produces produced producing moved rename renamed renames old older
    write writes written writing save saves saved saving store stores stored storing goes land lands put place places placed placing add adds
    added adding new future planned upcoming later will would shall might yet once until unless if whether
    runtime artifact artifacts artefact artefacts temp temporary tmp transient scratch log logs copy copies copied
    user users user's elsewhere third-party flag flags flagged match matches matched matching scan scans scanned
    e.g eg example examples like i.e say name names named naming format formats formatted become becomes map maps
    url urls tag tags tagged branch branches route routes endpoint endpoints nicht nie не jamais nunca exemple ejemplo""".split()
)
STEMS = tuple(
    """avoid forbid prohibit wrong incorrect remov delet former previous replac migrat creat generat auto-generat autogenerat output emit
    record append persist scaffold bootstrap optional eventual cach dump export download clon install symlink mount compil bundl snapshot
    guess hypothetical imagin convention pattern templat placeholder namespace monitor kein erzeug erstell générer créer generar crear созда""".split()
)
PHRASES = tuple(
    """instead of|rather than|no longer|used to|had been|to be |go in|go to|go under|should be|should go|should live|should land
    |should contain|should have|build output|build artifact|build product|such as|for instance|call it|called it|packages named
    |import from|imports from|imported from|imported as|zum beispiel|z. b.|❌|✗|🚫|不要|禁止|切勿|不得|不存在|创建|新建|生成|输出
    |写入|保存|例如|示例|已删除|已移除|旧|作成|出力|例えば|削除|廃止|しない|생성|만들|금지|저장|출력|예시|예:|삭제|폐기|없""".replace(
        "\n    ", ""
    ).split("|")
)
MOST_CELLS = 50  # of a row: nobody reads more of them at once
SHORT = 160  # characters: a paragraph or list item that is read as one statement
CUE_WORD = lazy(r"[^\W\d_](?:[\w.'-]*\w)?")
OTHER_PLACE = lazy(
    r"\b(?:that|other|another|different|separate|sibling|upstream|downstream|external|private|target|consumer|host|parent|your|their|client"
    r"|customer)(?:'s)? (?:\w+ )?(?:repo|repos|repository|repositories|project|projects|codebase|workspace|machine|skill|plugin|app)\b"
)
TITLES = lazy(
    r"""(?ix)\b(?:outputs?|generated|deliverables?|examples?|naming|conventions?\ for\ names|migrat\w+|deprecat\w+|legacy|removed
    |planned|roadmap|future|todo|templates?|troubleshooting|history|changelog|scaffold\w*|anti-?patterns?|creating|adding|new)\b
    | 输出 | 生成 | 命名 | 示例 | 出力 | 命名 | 출력"""
)


def excused(document: Document, sentences: Sequence[Sentence], mention: Mention) -> bool:
    """Is the path no claim: outside the instructions, forbidden, yet to be made, elsewhere, an example?"""
    sentence = sentence_at(sentences, mention.span.start)
    if sentence is None or sentence.negative or says_why(sentence.text):
        return True
    block = document.blocks[mention.block].span
    if block.end - block.start <= SHORT and says_why(masked(document, mention.block)):
        return True
    if any(says_why(text) for text in _introductions(document, sentence.block)):
        return True
    section = document.sections[sentence.section]
    above = document.sections[max(section.parent, 0)]
    return any(TITLES.search(one.title) for one in (section, above) if one.level > 1)


def says_why(text: str) -> bool:
    """Is there a word that explains why a path need not be there?"""
    plain = text.lower().replace("’", "'").replace("_", " ")
    if any(word in CUES or word.startswith(STEMS) for word in CUE_WORD.findall(plain)):
        return True
    return any(phrase in plain for phrase in PHRASES) or OTHER_PLACE.search(plain) is not None


def _introductions(document: Document, index: int) -> Iterator[str]:
    """What a reader has in mind at a block: the rest of its table row, the head of its column, the line above its list."""
    block = document.blocks[index]
    if block.kind == "cell":
        yield from (masked(document, cell) for cell in _cells(document, index))
        return
    inside = index
    while block.parent >= 0:
        index, block = block.parent, document.blocks[block.parent]
        if (
            block.kind == "item"
            and index + 1 < min(inside, block.stop)
            and document.blocks[index + 1].kind == "paragraph"
        ):
            yield masked(document, index + 1)
        before = document.previous(index) if block.kind == "list" else -1
        if before >= 0 and document.content(document.blocks[before]).rstrip().rstrip("*_").endswith((":", "：")):
            yield masked(document, before)


def _cells(document: Document, index: int) -> Iterator[int]:
    row = document.blocks[index].parent
    yield from (cell for cell in islice(document.children(row), MOST_CELLS) if cell != index)
    head = document.blocks[row].parent + 1  # the first row of a table is its header
    column = document.blocks[index].level
    if column < MOST_CELLS:
        yield from (cell for cell in document.children(head) if document.blocks[cell].level == column)
