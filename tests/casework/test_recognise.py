"""Recognising who, when and what in a line: our own labelled lines, all made up, and the corners.

Of the 300 lines 200 were there to make the word lists with; 100 were written afterwards and are held out.
"""

import csv
import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wijknet.casework.recognise import By, Known, Name, OpenSignal, Recognised, recognise, rows, theme_in
from wijknet.casework.said_days import said_day

DATA = Path(__file__).parent / "data"
FROZEN = "fbd68356ecb4a01088e5c3d83989007fb20564865724dc153121d3526ebd9177"
TUESDAY = date(2026, 11, 24)
THEMES = ((1, "Schoon en heel"), (2, "Veilig op straat"))
SIGNALS = (
    OpenSignal(pk=7, title="Te hard rijden", street="Rommelstraat", theme=2),
    OpenSignal(pk=8, title="Zwerfvuil rond de Singelflat", street="Singelstraat", theme=1),
)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def known() -> Known:
    names = [
        Name(
            value=row["value"],
            label=row["label"],
            kind=row["kind"],
            others=tuple(row["other_names"].split(",")) if row["other_names"] else (),
            street=row["street"],
            by=ways_of(row["value"]),
        )
        for row in read("names.csv")
    ]
    return Known(names=names, themes=THEMES, signals=SIGNALS)


def seen(line: str, known: Known) -> Recognised:
    return recognise(line, today=TUESDAY, known=known)


def ways_of(value: str) -> By:
    return {"function": By.PERSON, "group": By.WHOLE}.get(value.partition("-")[0], By.WORDS)


def measured(half: str, known: Known) -> tuple[float, float, float, list[tuple[str, str, str]]]:
    """Of the lines that name somebody: the part with the right one first; of those that name nobody: the part where
    nothing is recognised; of all: the part with the right day. And what went wrong, to learn from."""
    lines = read(f"{half}.csv")
    wrong_who, wrong_day = [], []
    for row in lines:
        found = seen(row["line"], known)
        first = found.names[0].value if found.names else ""
        day = found.day.isoformat() if found.day else ""
        wrong_who += [(row["line"], row["who"], first)] if first != row["who"] else []
        wrong_day += [(row["line"], row["day"], day)] if day != row["day"] else []
    named = sum(bool(row["who"]) for row in lines)
    missed = sum(bool(who) for _, who, _ in wrong_who)
    return (
        1 - missed / named,
        1 - (len(wrong_who) - missed) / (len(lines) - named),
        1 - len(wrong_day) / len(lines),
        wrong_who + wrong_day,
    )


@pytest.mark.parametrize("half", ["development", "holdout"])
def test_the_right_one_comes_first_and_the_right_day(
    half: str, known: Known, record_testsuite_property: Callable[[str, object], None]
) -> None:
    who, nobody, day, wrong = measured(half, known)
    for name, value in (("who", who), ("nobody", nobody), ("day", day)):
        record_testsuite_property(f"{half}_{name}", round(value, 3))
    assert who >= 0.9, wrong
    assert nobody >= 0.9, wrong
    assert day >= 0.95, wrong


def test_the_other_half_is_frozen() -> None:
    """The word lists are made with the development lines; whoever changes these measures nothing any more."""
    held_out = (DATA / "holdout.csv").read_bytes()
    assert hashlib.sha256(held_out).hexdigest() == FROZEN
    assert (len(read("development.csv")), len(read("holdout.csv"))) == (200, 100)
    assert not {row["line"] for row in read("development.csv")} & {row["line"] for row in read("holdout.csv")}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("vóór vrijdag", "2026-11-27"),
        ("dinsdag", "2026-12-01"),
        ("31-11", None),
        ("24/11/26", "2026-11-24"),
        ("om 10:30 uur", None),
        ("29 februari", None),
        ("20 november gesproken", None),
        ("1 maart", "2027-03-01"),
        ("de 3e", "2026-12-03"),
        ("eind van de week", "2026-11-27"),
        ("dit weekend", "2026-11-28"),
        ("over 400 dagen", None),
        ("over 99 maanden", "2035-02-24"),
        ("00-00 99-99 0/0", None),
        ("zo snel mogelijk", None),
        ("deze week gehoord", None),
        ("", None),
    ],
)
def test_days_in_all_their_forms(line: str, day: str | None) -> None:
    found = said_day(line, today=TUESDAY)
    assert (found.isoformat() if found else None) == day


def test_the_end_of_a_year_is_no_end() -> None:
    assert said_day("volgende maand", today=date(2026, 12, 31)) == date(2027, 1, 1)
    assert said_day("over een maand", today=date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("line", "agreed", "often"),
    [
        ("Ik kom er vrijdag op terug", True, False),
        ("Zij zou het even nakijken", True, False),
        ("Beloofd aan de bakker", True, False),
        ("Weer te hard gereden", False, True),
        ("De was hangt buiten", False, False),
        ("Mooi weertje", False, False),
    ],
)
def test_promises_and_complaints(line: str, agreed: bool, often: bool, known: Known) -> None:
    found = seen(line, known)
    assert (found.agreed, found.often) == (agreed, often)


def test_an_open_signal_nearby(known: Known) -> None:
    speeding = seen("Weer te hard gereden in de Rommelstraat", known)
    assert (speeding.signal, speeding.street, speeding.theme) == (SIGNALS[0], "Rommelstraat", 2)
    assert seen("Weer zwerfvuil bij de Singelflat", known).signal == SIGNALS[1]
    assert seen("Kookles in de Rommelstraat", known).signal is None
    assert seen("Theeuur was gezellig", known).signal is None


def test_a_street_nobody_wrote_down_yet(known: Known) -> None:
    assert seen("Lantaarn kapot in de Sonsbeekstraat", known).street == "Sonsbeekstraat"
    assert seen("lege straat", known).street == ""


@pytest.mark.parametrize("line", ["", "💩", "-" * 500, "a" * 500, "¼ ½ ²³", "اختبار", "((((", "\x01\x02", "12-"])
def test_odd_lines_are_no_trouble(line: str, known: Known) -> None:
    assert seen(line, known) == Recognised()


def test_nothing_known_is_nothing_recognised() -> None:
    assert seen("Bakker belt vrijdag terug", Known()).names == ()


@pytest.mark.parametrize("name", ["agreements", "common", "little", "nicknames", "signals", "streets", "themes"])
def test_word_lists_are_whole(name: str) -> None:
    found = rows(name)
    assert all(all(cell for cell in row) for row in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ze rijden te hard in de straat", "Veilig op straat"),
        ("Weer hard rijden", "Veilig op straat"),
        ("Overal zwerfvuil", "Veilig en schoon"),
        ("De straat is vuil en onveilig door zwerfvuil", "Veilig en schoon"),
        ("Mooi weer", None),
    ],
)
def test_the_theme_of_which_most_is_said(line: str, expected: str | None) -> None:
    names = ["Veilig en schoon", "Groene straten", "Veilig op straat"]
    key = theme_in(line, list(enumerate(names)))
    assert (None if key is None else names[key]) == expected
