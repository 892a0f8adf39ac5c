"""Log a whole round: place and time once, a talk per line, all of them or none, and nothing typed is lost."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, ActorKind, InformalNetwork
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework import services
from wijknet.casework.models import ContactMoment
from wijknet.casework.services import Round, RoundLine
from wijknet.log.models import LogEntry

TUESDAY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
URL = "/contactmomenten/rondje/"


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


def sent(area: Area, *lines: tuple[str, str], **more: str) -> dict[str, Any]:
    """A posted round; a line is (value of who, what was typed)."""
    data: dict[str, Any] = {
        "area": area.code,
        "where": "de markt",
        "how": "STREET",
        "at": "2026-11-24T14:00",
        "minutes": "5",
        "request_key": str(uuid4()),
        **more,
    }
    for number, (who, words) in enumerate(lines):
        data |= {f"regel-{number}-key": str(uuid4()), f"regel-{number}-line": words}
        if who:
            data[f"regel-{number}-parties"] = who
    return data


def test_each_line_is_a_talk_with_its_own_party(
    as_user: AsUser, fatima: User, klarendal: Area, linden: Actor, teahour: InformalNetwork
) -> None:
    lines = [
        (f"actor-{linden.pk}", "Wachttijd"),
        ("", ""),
        (f"network-{teahour.pk}", "Zoekt een zaal"),
        ("", "Hondenpoep"),
    ]
    data = sent(klarendal, *lines)
    for _ in range(2):
        answer = as_user(fatima).post(URL, data)
        assert answer["Location"] == f"/contactmomenten/?wijk={klarendal.code}"
    talks = list(ContactMoment.objects.order_by("pk"))
    assert [(talk.line, talk.where, talk.minutes) for talk in talks] == [
        ("Wachttijd", "de markt", 5),
        ("Zoekt een zaal", "de markt", 5),
        ("Hondenpoep", "de markt", 5),
    ]
    assert [str(talk.parties.get()) for talk in talks] == [str(linden), str(teahour), "Iemand (geen naam)"]
    assert {str(talk.uuid) for talk in talks} == {data[f"regel-{n}-key"] for n in (0, 2, 3)}
    assert LogEntry.objects.filter(verb="log").count() == 3
    linden.refresh_from_db()
    assert linden.last_spoken_on == TUESDAY.date()


def test_a_line_added_after_going_back_is_stored_and_the_rest_is_not_doubled(fatima: User, klarendal: Area) -> None:
    key, first = uuid4(), RoundLine(key=uuid4(), line="Een")
    services.log_round(by=fatima, area=klarendal, key=key, shared=Round(), lines=[first])
    second = RoundLine(key=uuid4(), line="Twee")
    services.log_round(by=fatima, area=klarendal, key=key, shared=Round(), lines=[first, second])
    assert list(ContactMoment.objects.order_by("pk").values_list("line", flat=True)) == ["Een", "Twee"]


def test_a_guessed_key_of_a_colleague_shows_nothing(
    fatima: User, anna: User, klarendal: Area, geitenkamp: Area
) -> None:
    line = RoundLine(key=uuid4(), line="Van fatima")
    services.log_round(by=fatima, area=klarendal, key=uuid4(), shared=Round(), lines=[line])
    mine = RoundLine(key=line.key, line="Van anna")
    (made,) = services.log_round(by=anna, area=geitenkamp, key=uuid4(), shared=Round(), lines=[mine])
    assert (made.line, made.area) == ("Van anna", geitenkamp)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"at": "2026-11-25T14:00"}, "Dit moment ligt in de toekomst"),
        ({"minutes": "0"}, "Fout:"),
        ({"regel-1-parties": "actor-999999"}, "Deze keuze is er niet meer"),
        ({"regel-1-line": ""}, "Schrijf in één regel wat er speelt, of haal de keuze weg."),
        ({"regel-1-line": "Een\0teken"}, "Er staat een teken in"),
        ({"regel-0-line": "", "regel-1-line": "", "regel-1-parties": ""}, "Schrijf bij minstens één gesprek"),
        ({"area": "WK999999"}, "Kies iets uit de lijst."),
    ],
)
def test_what_is_wrong_is_said_and_every_line_stays(
    as_user: AsUser, fatima: User, klarendal: Area, linden: Actor, wrong: dict[str, str], says: str
) -> None:
    data = sent(klarendal, ("", "Dit typte ik net"), (f"actor-{linden.pk}", "En dit")) | wrong
    data = {name: value for name, value in data.items() if value or "parties" not in name}
    page = as_user(fatima).post(URL, data).content.decode()
    assert says in page
    assert "regel-0-line" in wrong or "Dit typte ik net" in page
    assert not ContactMoment.objects.exists()


def test_one_wrong_line_stores_none(fatima: User, klarendal: Area) -> None:
    lines = [RoundLine(key=uuid4(), line="Goed"), RoundLine(key=uuid4(), line="  ")]
    with pytest.raises(ValidationError):
        services.log_round(by=fatima, area=klarendal, key=uuid4(), shared=Round(), lines=lines)
    assert not ContactMoment.objects.exists()
    with pytest.raises(ValidationError, match="1 tot 40"):
        services.log_round(by=fatima, area=klarendal, key=uuid4(), shared=Round(), lines=[])


def test_more_lines_keep_what_was_typed(as_user: AsUser, fatima: User, klarendal: Area, linden: Actor) -> None:
    data = sent(klarendal, (f"actor-{linden.pk}", "Dit typte ik net")) | {"more": "1"}
    page = as_user(fatima).post(URL, data).content.decode()
    assert len(re.findall(r"regel-\d+-key\"", page)) >= 7
    assert "Dit typte ik net" in page
    assert data["regel-0-key"] in page
    assert not ContactMoment.objects.exists()


def test_a_name_that_is_added_stands_in_every_line(
    as_user: AsUser, fatima: User, klarendal: Area, huisarts: ActorKind
) -> None:
    data = sent(klarendal, ("", "Dit typte ik net"), ("", "")) | {
        "add": "1",
        "new_name": "Bloemenkraam Rosa",
        "new_kind": str(huisarts.pk),
    }
    page = as_user(fatima).post(URL, data).content.decode()
    made = Actor.objects.get(name="Bloemenkraam Rosa")
    for number in (0, 1):
        assert re.search(rf'name="regel-{number}-parties"[^>]*value="actor-{made.pk}"', page)
    assert "Dit typte ik net" in page


def test_the_walking_list_leads_to_a_line_per_stop(
    as_user: AsUser, fatima: User, klarendal: Area, linden: Actor, teahour: InformalNetwork
) -> None:
    page = as_user(fatima).get(URL, {"actor": linden.pk, "network": teahour.pk}).content.decode()
    assert re.search(rf'name="regel-0-parties"[^>]*value="actor-{linden.pk}" checked', page)
    assert re.search(rf'name="regel-1-parties"[^>]*value="network-{teahour.pk}" checked', page)
    # A stop where nobody was home is no talk.
    data = sent(klarendal, (f"actor-{linden.pk}", ""), (f"network-{teahour.pk}", "Zoekt een zaal"))
    data |= {"regel-0-given": f"actor-{linden.pk}", "regel-1-given": f"network-{teahour.pk}"}
    as_user(fatima).post(URL, data)
    assert [talk.line for talk in ContactMoment.objects.all()] == ["Zoekt een zaal"]


def test_a_colleague_elsewhere_is_no_choice(as_user: AsUser, anna: User, geitenkamp: Area, linden: Actor) -> None:
    page = as_user(anna).post(URL, sent(geitenkamp, (f"actor-{linden.pk}", "Iets"))).content.decode()
    assert "Deze keuze is er niet meer" in page
    assert not ContactMoment.objects.exists()


def test_the_page_costs_the_same_with_one_line_and_forty(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    client, counts = as_user(fatima), []
    for number in (1, 39):
        data = sent(klarendal, *[("", "Regel")] * number) | {"more": "1"}
        with CaptureQueriesContext(connection) as asked:
            client.post(URL, data)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
