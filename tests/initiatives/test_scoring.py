"""How well the score of koppelkansen ranks, on pairs that we made up and labelled ourselves, and what it says.

`koppelkansen.json` holds 60 made-up ideas and 40 goals, plans, groups and events, with how well each fits (3 at once,
0 or absent not at all). The labels stood there before anything was tuned. All was tuned on the ideas of the half
"dev"; "hold" only measures. Measured, nDCG@5: 0.82 on dev, 0.73 on hold, 0.78 over all. "hold" was measured five
times: after the first came a wider list of words and a rule about whom something is for, after the second a few words
that made odd proposals on the page were taken out, and before the fifth only words that tell something and places that
have a name came to count; before that last change it was 0.72. Who wrote the texts also wrote the lists of words: take
it as mild.
"""

import hashlib
import json
from datetime import date
from math import log2
from pathlib import Path
from typing import Any

import pytest

from initiatives.scoring import ENOUGH, Side, Sort, concepts_of, named_groups, reason, weigh

SOURCE = Path(__file__).with_name("koppelkansen.json")
# The labels as they were when the measure was taken: other labels are another measure.
FROZEN = "453b1913e6d489368ea78c19dab5fee4f6ca8682ae2605c607eb831745fa6588"
TODAY = date(2026, 3, 2)
SORTS = {"PARTNER": Sort.PARTNER, "PLAN": Sort.PLAN, "GROUP": Sort.GROUP, "EVENT": Sort.EVENT}


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def other(row: dict[str, Any]) -> Side:
    names = [row["title"]] if row["kind"] == "PARTNER" else []
    return Side(
        sort=SORTS[row["kind"]],
        key=0,
        title=row["title"],
        text=row["text"],
        themes=frozenset(row["themes"]),
        groups=(row["title"],) if row["kind"] == "GROUP" else tuple(row["groups"]),
        places=tuple(filter(None, [*names, row["place"]])),
        start=day(row["start"]),
        end=day(row["start"] if row["kind"] == "EVENT" else row["end"]),
    )


def idea(title: str, story: str = "", *, themes: tuple[str, ...] = (), place: str = "") -> Side:
    places = (place,) if place else ()
    return Side(sort=Sort.IDEA, key=0, title=title, text=story, themes=frozenset(themes), places=places)


def ndcg(relevant: dict[str, int], ranked: list[str], first: int = 5) -> float:
    gains: list[float] = [2 ** relevant.get(name, 0) - 1 for name in ranked[:first]]
    ideal = [2**grade - 1 for grade in sorted(relevant.values(), reverse=True)[:first]]
    found, best = (sum(gain / log2(place + 2) for place, gain in enumerate(row)) for row in (gains, ideal))
    return float(found / best)


def measure(half: str) -> float:
    data = json.loads(SOURCE.read_text(encoding="utf-8"))
    others = {row["id"]: other(row) for row in data["others"]}
    values = []
    for row in data["initiatives"]:
        if half in {row["half"], "all"}:
            mine = idea(row["title"], row["story"], themes=tuple(row["themes"]), place=row["place"])
            points = {name: weigh(mine, side, today=TODAY).points for name, side in others.items()}
            ranked = sorted((name for name in others if points[name] > 0), key=lambda name: (-points[name], name))
            values.append(ndcg(row["relevant"], ranked))
    return sum(values) / len(values)


def test_the_pairs_are_sixty_and_forty_and_frozen() -> None:
    data = json.loads(SOURCE.read_text(encoding="utf-8"))
    halves = [row["half"] for row in data["initiatives"]]
    assert (len(data["others"]), halves.count("dev"), halves.count("hold")) == (40, 30, 30)
    assert hashlib.sha256(SOURCE.read_bytes()).hexdigest() == FROZEN


@pytest.mark.parametrize(("half", "least"), [("all", 0.75), ("dev", 0.8), ("hold", 0.7)])
def test_what_fits_best_stands_first(half: str, least: float) -> None:
    assert measure(half) >= least


def test_a_perfect_order_is_one_and_an_empty_one_nothing() -> None:
    assert ndcg({"a": 3, "b": 1}, ["a", "b"]) == 1
    assert ndcg({"a": 3}, ["b"]) == 0


def on(only: date) -> dict[str, Any]:
    return {"start": only, "end": only}


GARDEN = idea("Buurttuin", "Samen planten in juni met de jongeren.", themes=("Groen",), place="Akkerstraat")


@pytest.mark.parametrize(
    ("side", "says"),
    [
        (Side(sort=Sort.PLAN, key=1, title="Koele wijk", text="Meer planten.", themes=frozenset({"Groen"})),
         "Allebei noemen ze ‘planten’. Allebei gaan ze over Groen."),
        (Side(sort=Sort.PARTNER, key=1, title="De Kas", text="Biedt bloemen."),
         "Het idee noemt ‘buurttuin’, de partner ‘bloemen’."),
        (Side(sort=Sort.PARTNER, key=1, title="De Kas", places=("De Kas", "Akkerstraat")),
         "Het gaat om dezelfde plek: Akkerstraat."),
        (Side(sort=Sort.GROUP, key=1, title="Jongeren", groups=("Jongeren",)), "Het idee noemt Jongeren."),
        (Side(sort=Sort.EVENT, key=1, title="Overleg", places=("Akkerstraat",), **on(date(2026, 6, 13))),
         "Het gaat om dezelfde plek: Akkerstraat. Het idee noemt ‘juni’, en dan is de bijeenkomst."),
        (Side(sort=Sort.EVENT, key=1, title="Overleg", places=("Akkerstraat",), **on(date(2026, 3, 9))),
         "Het gaat om dezelfde plek: Akkerstraat. De bijeenkomst is al op ma 9 maart 2026."),
        (Side(sort=Sort.PLAN, key=1, title="Plan", places=("Akkerstraat",), end=date(2026, 12, 31)),
         "Het gaat om dezelfde plek: Akkerstraat. Het plan loopt nu, tot do 31 december 2026."),
        (Side(sort=Sort.PLAN, key=1, title="Plan", places=("Akkerstraat",), start=date(2027, 1, 1)),
         "Het gaat om dezelfde plek: Akkerstraat."),
    ],
)  # fmt: skip
def test_the_reason_says_what_counted(side: Side, says: str) -> None:
    found = weigh(GARDEN, side, today=TODAY)
    assert reason(GARDEN, side, found, today=TODAY) == says
    assert found.points > 0


def test_a_theme_and_a_moment_alone_propose_nothing() -> None:
    plan = Side(sort=Sort.PLAN, key=1, title="Fietsenstalling", themes=frozenset({"Groen"}), start=TODAY)
    found = weigh(GARDEN, plan, today=TODAY)
    assert found.points >= ENOUGH
    assert not found.proposed


def test_what_is_for_others_counts_less_and_what_is_over_does_not_count_for_its_time() -> None:
    young, old = (
        Side(sort=Sort.EVENT, key=1, title="Planten", groups=groups, start=date(2026, 2, 1), end=date(2026, 2, 1))
        for groups in ((), ("Ouderen",))
    )
    plain, others = (weigh(GARDEN, side, today=TODAY) for side in (young, old))
    assert others.points < plain.points
    assert plain.when == ""


def test_a_group_is_named_by_other_words_too() -> None:
    assert named_groups(idea("Voor tieners"), ["Jongeren", "Ouderen", "De Akkerstraat"]) == ["Jongeren"]
    assert named_groups(idea("Feest in de Akkerstraat"), ["Jongeren", "De Akkerstraat"]) == ["De Akkerstraat"]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Breng iets mee", ()),
        ("Zoekt vrijwilligers voor de hal", ()),
        ("Zakken en emmers", ()),
        ("Soep eten", ("#eten",)),
    ],
)
def test_words_that_say_nothing_pair_nothing(text: str, shared: tuple[str, ...]) -> None:
    """Verbs and small words never; another word only when it stands in a title or names what ideas are about."""
    mine = idea("Kookavond", "Breng iets mee. Ik zoek zakken en een hal.")
    found = weigh(mine, Side(sort=Sort.PARTNER, key=1, title="De Kas", text=text), today=TODAY)
    assert found.shared == shared
    assert found.points == 0 or found.shared


def test_a_word_of_a_title_may_pair() -> None:
    plan = Side(sort=Sort.PLAN, key=1, title="Emmers uitlenen")
    assert weigh(idea("Emmers", "Voor iedereen."), plan, today=TODAY).shared == ("emmer",)


@pytest.mark.parametrize(
    ("place", "shared"),
    [
        ("Buurthuis", ""),
        ("het plein", ""),
        ("Bij de school", ""),
        ("Park 12", ""),
        ("Buurthuis Het Atelier", "Buurthuis Het Atelier"),
        ("Molenplein", "Molenplein"),
    ],
)
def test_only_a_place_with_a_name_is_shared(place: str, shared: str) -> None:
    mine = idea("Feest", f"We staan {place}, met muziek.")
    assert weigh(mine, Side(sort=Sort.EVENT, key=1, title="Avond", places=(place,)), today=TODAY).place == shared


def test_a_place_is_no_piece_of_another_word() -> None:
    event = Side(sort=Sort.EVENT, key=1, title="Avond", places=("De Kas 2",))
    assert weigh(idea("Feest", "Bij de kas 25."), event, today=TODAY).place == ""


def test_a_partner_that_the_idea_names_is_told_as_such() -> None:
    mine, partner = (
        idea("Feest", "Met de Fietsenmakers."),
        Side(sort=Sort.PARTNER, key=1, title="De Fietsenmakers", places=("De Fietsenmakers",)),
    )
    found = weigh(mine, partner, today=TODAY)
    assert reason(mine, partner, found, today=TODAY) == "Het idee noemt deze partner."


@pytest.mark.parametrize(
    ("word", "concept"), [("muziek", "zorg"), ("middelen", "lenen"), ("terecht", "eten"), ("transport", "sport")]
)
def test_a_concept_is_not_found_in_a_word_by_chance(word: str, concept: str) -> None:
    assert concept not in dict(concepts_of(word))


def test_words_that_hold_another_word_by_chance_do_not_count() -> None:
    lend = Side(sort=Sort.PARTNER, key=1, title="Kringloop", text="Biedt spullen te leen.")
    assert not weigh(idea("Niet alleen", "Ik eet vaak alleen."), lend, today=TODAY).shared
