"""The data that the larger pieces of templates/ui/ take: an app fills one in, the piece shows it.

Plain dataclasses, so that a view can build them from anything and a test can build them from nothing.
Text is plain text; a piece escapes it. `role` is a `wijknet.roles.Role`, `icon` a name in `wijknet.ui.icons`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from wijknet.roles import ROLES, RoleText

MANY = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button or link that says what happens. With `post` it is a button in a form of its own."""

    label: str
    url: str
    icon: str = ""
    post: bool = False
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One half of a case card: who is there. `turn` is said when this half has to move; `proposal` draws it dashed,
    under `word` (empty: "voorstel")."""

    name: str
    detail: str = ""
    turn: str = ""
    late: bool = False
    proposal: bool = False
    word: str = ""
    action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """ui/_case.html: leefwereld left, systeemwereld right, the role between them. `turn` when you have to move."""

    title: str
    url: str
    role: str
    life: Half
    system: Half
    meta: str = ""
    turn: str = ""
    late: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One line of ui/_todo.html: what asks me today, why, and the one thing to do about it."""

    icon: str
    what: str
    url: str
    why: str
    when: str = ""
    late: bool = False
    action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of ui/_timeline.html."""

    icon: str
    title: str
    when: str
    text: str = ""
    url: str = ""
    role: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One phase of ui/_phases.html; state is `done`, `current` or empty."""

    label: str
    detail: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of ui/_figures.html: a number in the wijk and what to compare it with."""

    label: str
    value: str
    compare: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message of ui/_thread.html. `side` is `me`, `other` or `auto` (written by WijkNet)."""

    name: str
    when: str
    text: str
    side: str = "other"
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of ui/_bars.html; `share` is 0 to 100, `words` the number as people say it."""

    label: str
    words: str
    share: int
    detail: str = ""
    role: str = ""


def bars(rows: Iterable[tuple[str, float]], unit: str = "") -> list[Bar]:
    """Bars on one scale, from (label, number); the largest is full."""
    numbers = list(rows)
    largest = max((number for _label, number in numbers), default=0)
    return [
        Bar(
            label=label,
            words=f"{number:g} {unit}".strip().replace(".", ","),
            share=round(100 * number / largest) if largest else 0,
        )
        for label, number in numbers
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One role in ui/_result.html: how many cases ended well, in each world; `largest` is the scale of all."""

    text: RoleText
    life: int
    system: int
    largest: int


def results(counts: Mapping[str, tuple[int, int]]) -> list[Result]:
    """The four roles in their order, from role → (in the leefwereld, in the systeemwereld), on one scale."""
    largest = max((number for pair in counts.values() for number in pair), default=0)
    pairs = ((text, counts.get(text.role, (0, 0))) for text in ROLES)
    return [Result(text=text, life=life, system=system, largest=largest) for text, (life, system) in pairs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the data table. With `key` and `order` (model fields) its head sorts."""

    label: str
    key: str = ""
    order: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column head as shown: `url` sorts, `sort` is what aria-sort says."""

    label: str
    url: str = ""
    sort: str = ""
    numeric: bool = False


def sort_table(query: QueryDict, columns: Sequence[Column], default: str) -> tuple[list[Head], list[str]]:
    """The heads, and what to give `order_by`, for `?sorteer=naam` or `?sorteer=-naam`; a wrong key gives `default`."""
    known = {column.key: column for column in columns if column.key}
    asked = query.get("sorteer", default)
    if asked.lstrip("-") not in known:
        asked = default
    down = asked.startswith("-")
    current = asked.lstrip("-")
    heads = []
    for column in columns:
        sort = url = ""
        if column.key:
            sort = ("descending" if down else "ascending") if column.key == current else "none"
            url = _with(query, {"sorteer": f"-{column.key}" if sort == "ascending" else column.key})
        heads.append(Head(label=column.label, url=url, sort=sort, numeric=column.numeric))
    order = [_flip(field) if down else field for field in known[current].order]
    return heads, [*order, "-pk" if down else "pk"]


def _flip(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _with(query: QueryDict, changes: Mapping[str, str]) -> str:
    """This address with other values; the place in the list starts over."""
    copy = query.copy()
    for name in ("eerder", "later"):
        copy.pop(name, None)
    for name, value in changes.items():
        copy[name] = value
    return f"?{copy.urlencode()}"


def count_words(queryset: QuerySet[Any], *order: str) -> str:
    """How many there are, without counting past a thousand: `37`, or `meer dan 1.000`.

    In no order; or in the one of an index that holds just these rows, where reading the table would cost more.
    """
    return words_for(queryset.order_by(*order)[: MANY + 1].count())


def words_for(found: int) -> str:
    """The same for what was counted already, as far as `MANY` and one more."""
    return str(found) if found <= MANY else "meer dan 1.000"
