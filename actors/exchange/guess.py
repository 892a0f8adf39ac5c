"""Where the headers of a file stand, and which of our columns each of its columns is."""

import re
from collections.abc import Sequence

from actors.exchange.columns import Column, Sheet
from wijknet.files.sheets import Row
from wijknet.ui.text import fold

# Above a table people put a title, a date, a logo; never more than this.
ROWS_ABOVE = 20
_IN_BRACKETS = re.compile(r"\(.*?\)")


def head_word(text: str) -> str:
    """`"E-mail adres (werk)"` becomes `"e mail adres"`: signs, capitals and what stands in brackets do not count."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(_IN_BRACKETS.sub("", text))).split())


def guess_columns(sheet: Sheet, heads: Sequence[str]) -> dict[str, int]:
    """Our column → place in the file. Each place at most once, and our own heads before the words of others."""
    words = [head_word(head) for head in heads]
    found: dict[str, int] = {}
    for wanted in (_own, _also):
        for column in sheet.columns:
            if column.name in found:
                continue
            places = (words.index(word) for word in wanted(column) if word in words)
            place = next((place for place in places if place not in found.values()), None)
            if place is not None:
                found[column.name] = place
    return found


def guess_head_row(sheet: Sheet, rows: Sequence[Row]) -> int:
    """The number of the row with the most headers that we know; else the first with two cells filled."""
    first = rows[:ROWS_ABOVE]
    best = max(first, key=lambda row: (len(guess_columns(sheet, row.cells)), -row.number), default=None)
    if best is not None and guess_columns(sheet, best.cells):
        return best.number
    wide = (row.number for row in first if sum(map(bool, row.cells)) >= 2)
    return next(wide, first[0].number if first else 1)


def _own(column: Column) -> list[str]:
    return [head_word(column.head)]


def _also(column: Column) -> list[str]:
    return [head_word(word) for word in column.also]
