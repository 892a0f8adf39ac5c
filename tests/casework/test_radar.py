"""The radar on 40 histories, and on ten about teams. We wrote and labelled them; they are of no real initiative.

The rules and their words were made with the development half. The other half is frozen: it only measures. One hand
wrote both, so it says less than histories from a gemeente would.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from initiatives.load import Load
from initiatives.models import GROWING, Phase
from wijknet.casework.radar import REASONS, RULES, History, Reason, Talk, look

DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 24)


def history_of(row: dict[str, Any]) -> History:
    """A row says days ago; `until` and `next` are days ahead (negative: passed)."""

    def ahead(days: int | None) -> date | None:
        return None if days is None else TODAY + timedelta(days=days)

    def ago(days: int | None) -> date | None:
        return None if days is None else TODAY - timedelta(days=days)

    return History(
        today=TODAY,
        phase=row["phase"],
        since=TODAY - timedelta(days=row["since"]),
        talks=tuple(Talk(on=TODAY - timedelta(days=days), words=words) for days, words in row["talks"]),
        acts=tuple(TODAY - timedelta(days=days) for days in row["acts"]),
        turn=row["turn"],
        until=ahead(row["until"]),
        next_due=ahead(row["next"]),
        official=row["official"],
        champion=row.get("champion", row["phase"] != "IDEA"),
        champion_left=ago(row.get("champion_left")),
        load=Load(**row.get("load", {})),
        money_asked=ago(row.get("money_asked")),
    )


def found(row: dict[str, Any]) -> str | None:
    finding = look(history_of(row))
    return finding.reason.value if finding else None


def misses(name: str) -> tuple[int, list[str]]:
    rows = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    wrong = [f"{row['label']} → {found(row)}: {row}" for row in rows if found(row) != row["label"]]
    return len(rows), wrong


def test_the_same_reason_as_our_labels() -> None:
    """At least 32 of 40, and the half that stayed apart may not be much worse than the other."""
    numbers, wrong = zip(*(misses(name) for name in ("radar_development", "radar_holdout")), strict=True)
    assert numbers == (20, 20)
    right = [20 - len(half) for half in wrong]
    assert sum(right) >= 32, wrong
    assert right[1] >= 16, wrong[1]


def test_what_team_and_needs_say_too() -> None:
    """Ten more, written with the rules about team, load and money: they hold those rules and prove nothing new."""
    number, wrong = misses("radar_team")
    assert number == 10
    assert wrong == []


def test_every_growing_phase_has_rules_and_every_reason_words() -> None:
    assert set(RULES) == set(GROWING) - {Phase.SUCCEEDED}
    assert set(REASONS) == set(Reason)
    for advice in REASONS.values():
        assert len(advice.step.split()) <= 15


def test_the_evidence_is_short_and_quotes_nobody() -> None:
    for name in ("radar_development", "radar_holdout", "radar_team"):
        for row in json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")):
            finding = look(history_of(row))
            if finding:
                assert all(len(part.split()) <= 15 for part in finding.evidence.split(".")), finding
                assert len(finding.evidence) <= 200
                assert not any(words in finding.evidence for _days, words in row["talks"])


STILL: dict[str, Any] = {
    "phase": "PLAN",
    "since": 60,
    "talks": [],
    "acts": [],
    "turn": "NOBODY",
    "until": None,
    "next": None,
    "official": True,
}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "WAITING"),
        ({"since": 27}, None),
        ({"acts": [27]}, None),
        ({"next": 1}, None),
        ({"next": -1}, "WAITING"),
        ({"turn": "SENDER", "until": 1}, None),
        ({"talks": [[10, "Leuk."]]}, None),
        ({"talks": [[16, "Leuk."]]}, "WAITING"),
        ({"talks": [[40, "Leuk."], [30, "Leuk."], [1, "Leuk."]]}, "TALKING"),
        ({"talks": [[40, "Leuk."], [30, "Leuk."], [20, "Leuk."]], "acts": [29]}, "WAITING"),
        ({"official": False}, "NO_OFFICIAL"),
        ({"since": 91}, "OUT_OF_SIGHT"),
        ({"phase": "IDEA"}, "NO_CHAMPION"),
        ({"phase": "IDEA", "champion": True}, "WAITING"),
        ({"phase": "CHAMPION", "champion": False}, "NO_CHAMPION"),
        ({"phase": "CHAMPION", "champion": False, "since": 59}, "WAITING"),
        ({"champion": False}, "WAITING"),
        ({"champion": False, "champion_left": 14}, "NO_CHAMPION"),
        ({"champion": False, "champion_left": 13}, "WAITING"),
        ({"champion": True, "champion_left": 40}, "WAITING"),
        ({"load": {"carried": 4, "most": 4}}, "OVERLOADED"),
        ({"load": {"carried": 4, "most": 3}}, "WAITING"),
        ({"load": {"carried": 9, "most": 5}}, "OVERLOADED"),
        ({"load": {"carried": 4, "most": 2, "late": 2}}, "OVERLOADED"),
        ({"load": {"loose": 6}}, "WAITING"),
        ({"load": {"carried": 4, "most": 4}, "next": 3}, None),
        ({"money_asked": 28}, "NO_MONEY"),
        ({"money_asked": 27}, "WAITING"),
        ({"phase": "SUCCEEDED"}, None),
        ({"phase": "STRANDED"}, None),
    ],
)
def test_each_rule_by_itself(change: dict[str, Any], reason: str | None) -> None:
    assert found(STILL | change) == reason
