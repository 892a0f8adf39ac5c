"""Two editions side by side: their words, their figures, and who reached whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.safestring import SafeString

from wijknet.profiles.models import ProfileEdition
from wijknet.profiles.pictured import told
from wijknet.profiles.rich import marked, shown
from wijknet.profiles.texts import OTHER_TITLES, PHOTO_TITLES, QUESTION_TITLE

TITLES = {"question": QUESTION_TITLE, **PHOTO_TITLES, **OTHER_TITLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPair:
    """One part in both: what went stands marked in the old one, what came in the new one."""

    name: str
    title: str
    old: SafeString
    new: SafeString
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """One figure in both; `change` is empty where the two cannot be compared, and `why` says so."""

    name: str
    old: str
    new: str
    change: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPair:
    name: str
    old: str
    new: str


def texts_of(old: ProfileEdition, new: ProfileEdition) -> list[TextPair]:
    """The parts that one of the two has."""
    pairs, was, now = [], old.shown_content(), new.shown_content()
    for name, title in TITLES.items():
        before, after = was.get(name, ""), now.get(name, "")
        if before or after:
            same = shown(before) == shown(after)
            before, after = told(shown(before)), told(shown(after))
            sides = (shown(before), shown(after)) if same else (marked(before, after), marked(after, before))
            pairs.append(TextPair(name=name, title=title, old=sides[0], new=sides[1], same=same))
    return pairs


def figures_of(
    old: ProfileEdition, new: ProfileEdition, said: Sequence[list[dict[str, Any]]] | None = None
) -> list[FigurePair]:
    """The figures that one of the two has, in the order of the new one. Other borders make no difference to tell.

    `said` holds the figures of both as they may be shown today.
    """
    old_figures, new_figures = said or (old.figures, new.figures)
    moved = bool(old.border_year and new.border_year and old.border_year != new.border_year)
    before = {figure["code"]: figure for figure in old_figures}
    after = {figure["code"]: figure for figure in new_figures}
    pairs = []
    for code in dict.fromkeys([*after, *before]):
        one, other = before.get(code), after.get(code)
        change, why = _change(one, other, moved=moved)
        name = (other or one or {}).get("name", code)
        pairs.append(FigurePair(name=name, old=_text(one), new=_text(other), change=change, why=why))
    return pairs


def groups_of(old: ProfileEdition, new: ProfileEdition) -> list[GroupPair]:
    """How each group was reached in both."""
    before, after = _groups(old), _groups(new)
    return [
        GroupPair(name=name, old=before.get(name, "–"), new=after.get(name, "–"))
        for name in dict.fromkeys([*after, *before])
    ]


def _groups(edition: ProfileEdition) -> dict[str, str]:
    rows: Iterable[dict[str, Any]] = (edition.around or {}).get("groups", ())
    return {row["name"]: reached_words(row) for row in rows}


def reached_words(row: dict[str, Any]) -> str:
    """`3 plekken, 1 netwerk, 2 kanalen`, or that nobody does."""
    counted = (
        (row["places"], "plek", "plekken"),
        (row["networks"], "netwerk", "netwerken"),
        (len(row["channels"]), "kanaal", "kanalen"),
    )
    words = [f"{count} {one if count == 1 else more}" for count, one, more in counted if count]
    return ", ".join(words) or "niemand"


def _text(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "–"
    return f"{figure['text'] or figure['missing']} ({figure['year']})"


def _change(old: dict[str, Any] | None, new: dict[str, Any] | None, *, moved: bool) -> tuple[str, str]:
    if not old or not new or old["value"] is None or new["value"] is None:
        return "", "niet in allebei"
    if moved:
        return "", "andere grenzen"
    if old["year"] == new["year"]:
        return "", "zelfde jaar"
    difference = Decimal(new["value"]) - Decimal(old["value"])
    places = max(0, -int(difference.normalize().as_tuple().exponent))
    number = number_format(abs(difference), decimal_pos=places, use_l10n=True, force_grouping=True)
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{number}", ""
