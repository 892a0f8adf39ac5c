"""The log in the browser: a talk in a few taps, found back, corrected, and seen by whom it is for."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor, InformalNetwork
from tests.casework.conftest import make_actor
from tests.conftest import AsUser
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, Theme
from wijknet.casework.forms.moments import day_chips
from wijknet.casework.models import Agreement, ContactMoment, Referral, Signal
from wijknet.casework.services import NewAgreement, Talk, log_moment
from wijknet.log.models import LogEntry

NEW = "/contactmomenten/nieuw/"


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    """Tuesday 24 November 2026, 14:30 in Arnhem."""
    with time_machine.travel(datetime(2026, 11, 24, 13, 30, tzinfo=UTC), tick=False):
        yield


def fields(area: Area, *parties: str, **values: Any) -> dict[str, Any]:
    """A form as it is sent when nothing was folded open."""
    return {
        "request_key": str(uuid4()),
        "area": area.code,
        "parties": list(parties) or ["nobody"],
        "how": "STREET",
        "line": "Wil meedenken over de looproute.",
        "at": "2026-11-24T14:30",
        "minutes": "10",
        "visibility": "WIJK",
    } | values


def body(response: Any) -> str:
    return str(response.content.decode())


def log(by: User, area: Area, **values: Any) -> ContactMoment:
    said: dict[str, Any] = {"line": "Een regel."} | values
    agreement = said.pop("agreement", None)
    return log_moment(by=by, area=area, key=uuid4(), talk=Talk(**said), agreement=agreement)


def test_a_known_actor_stands_ready(fatima: User, as_user: AsUser, klarendal: Area, linden: Actor) -> None:
    """From the actor's page: pick Visit, type a line, unfold, type what, pick Friday, save: six taps and one line."""
    page = body(as_user(fatima).get(NEW, {"actor": linden.pk}))
    assert re.search(rf'value="actor-{linden.pk}" checked', page)
    assert 'value="2026-11-27"' in page
    assert "vr 27 nov" in page
    assert 'value="STREET" checked' in page
    assert 'value="2026-11-24T14:30"' in page


def test_saving_says_what_was_saved_and_what_now(fatima: User, as_user: AsUser, klarendal: Area, linden: Actor) -> None:
    browser = as_user(fatima)
    sent = fields(klarendal, f"actor-{linden.pk}", what="Route sturen", day="2026-11-27")
    response = browser.post(NEW, sent, follow=True)
    assert "Contactmoment opgeslagen. Je afspraak staat bij Vandaag." in body(response)
    assert "Pak dit op" in body(response)
    assert "Nog een contactmoment" in body(response)
    assert Agreement.objects.get().due == date(2026, 11, 27)
    again = browser.post(NEW, sent)
    assert again.url == ContactMoment.objects.get().get_absolute_url()  # type: ignore[attr-defined]
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"line": ""}, "Schrijf in één regel wat er speelt."),
        ({"line": "   "}, "Schrijf in één regel wat er speelt."),
        ({"parties": []}, "Kies met wie je sprak"),
        ({"parties": ["actor-999999"]}, "Deze keuze is er niet meer"),
        ({"parties": ["actor-99999999999999999999999999"]}, "Deze keuze is er niet meer"),
        ({"at": "2026-11-25T14:30"}, "Dit moment ligt in de toekomst"),
        ({"at": "gisteren"}, "Vul een datum en tijd in"),
        ({"minutes": "0"}, "1"),
        ({"how": "ROOKSIGNAAL"}, "Kies iets uit de lijst."),
        ({"what": "Route sturen"}, "Kies vóór wanneer je dit doet."),
        ({"what": "Route sturen", "day": "anders"}, "Kies vóór wanneer je dit doet."),
        ({"what": "Route", "day": "anders", "other_day": "2026-11-23"}, "Kies vandaag of een dag die nog komt."),
        ({"what": "Route", "day": "2026-11-27"}, "Voor wie is de afspraak?"),
        ({"day": "2026-11-27"}, "Schrijf op wat je afspreekt"),
        ({"line": "Een\0teken"}, "Er staat een teken in dat we niet kunnen bewaren."),
        ({"area": "WK999999"}, "Kies iets uit de lijst."),
        ({"request_key": "kaas"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    fatima: User, as_user: AsUser, klarendal: Area, wrong: dict[str, Any], says: str
) -> None:
    sent = fields(klarendal, line="Dit typte ik net.") | wrong
    response = as_user(fatima).post(NEW, sent)
    page = body(response)
    assert response.status_code == 200
    assert says in page
    assert "Fout:" in page
    if "line" not in wrong:
        assert "Dit typte ik net." in page
    assert not ContactMoment.objects.exists()


def test_searching_a_name_keeps_what_was_typed(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, huisarts: Any, elsewhere: Actor
) -> None:
    baker = make_actor("Bakkerij Yıldız", klarendal, huisarts)
    sent = fields(klarendal, f"actor-{linden.pk}", words="bakkerij", search="1", line="Half af")
    page = body(as_user(fatima).post(NEW, sent))
    assert re.search(rf'value="actor-{linden.pk}" checked', page)
    assert f'value="actor-{baker.pk}"' in page
    assert "Half af" in page
    assert "Fout:" not in page
    assert not ContactMoment.objects.exists()
    none = body(as_user(fatima).post(NEW, sent | {"words": "geitenkamp"}))
    assert f"actor-{elsewhere.pk}" not in none


def test_enter_in_another_field_saves(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    """The search button is the first of the form: without words it is no search."""
    assert as_user(fatima).post(NEW, fields(klarendal, search="1", words=" ")).status_code == 302
    assert ContactMoment.objects.count() == 1


def test_hoor_ik_vaker_in_one_tap(fatima: User, as_user: AsUser, klarendal: Area, safety: Theme) -> None:
    as_user(fatima).post(NEW, fields(klarendal, heard="on", street="Akkerstraat", themes=[safety.pk]))
    as_user(fatima).post(NEW, fields(klarendal, heard="on", street="akkerstraat", themes=[safety.pk]))
    signal = Signal.objects.get()
    assert signal.raised_count == 2
    page = body(as_user(fatima).get(signal.get_absolute_url()))
    assert "mensen zeiden dit" in page


def test_a_reader_reads_and_does_not_write(
    joris: User, fatima: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    moment = log(fatima, klarendal, parties=[linden])
    browser = as_user(joris)
    assert browser.get(moment.get_absolute_url()).status_code == 200
    assert "Pak dit op" not in body(browser.get(moment.get_absolute_url()))
    assert browser.get(NEW).status_code == 403
    assert browser.post(NEW, fields(klarendal)).status_code == 403
    assert browser.get(f"{moment.get_absolute_url()}wijzigen/").status_code == 403


def test_another_wijk_is_not_there(anna: User, fatima: User, as_user: AsUser, klarendal: Area) -> None:
    moment = log(fatima, klarendal, agreement=NewAgreement(what="Bellen", due=date(2026, 11, 27), street="A"))
    agreement = moment.agreements.get()
    for url in (
        moment.get_absolute_url(),
        f"{moment.get_absolute_url()}wijzigen/",
        agreement.get_absolute_url(),
        f"{agreement.get_absolute_url()}afronden/",
    ):
        assert as_user(anna).get(url).status_code == 404
    assert "Een regel." not in body(as_user(anna).get("/contactmomenten/"))
    assert "Bellen" not in body(as_user(anna).get("/afspraken/"))


def test_only_me_is_nowhere_for_a_colleague(
    fatima: User, joris: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    private = log(
        fatima,
        klarendal,
        parties=[linden],
        line="Alleen voor mij.",
        visibility="ONLY_ME",
        agreement=NewAgreement(what="Zelf nadenken", due=date(2026, 11, 27)),
    )
    agreement = private.agreements.get()
    for url in (private.get_absolute_url(), agreement.get_absolute_url()):
        assert as_user(joris).get(url).status_code == 404
        assert as_user(fatima).get(url).status_code == 200
    for url, words in (("/contactmomenten/", "Alleen voor mij."), ("/afspraken/", "Zelf nadenken")):
        assert words in body(as_user(fatima).get(url))
        assert words not in body(as_user(joris).get(url))


def test_for_the_whole_gemeente(fatima: User, anna: User, as_user: AsUser, klarendal: Area) -> None:
    moment = log(fatima, klarendal, line="Voor iedereen.", visibility="MUNICIPALITY")
    assert as_user(anna).get(moment.get_absolute_url()).status_code == 200
    assert "Voor iedereen." in body(as_user(anna).get("/contactmomenten/", {"wie": "gemeente"}))
    assert "Voor iedereen." not in body(as_user(anna).get("/contactmomenten/"))
    assert as_user(anna).get(f"{moment.get_absolute_url()}wijzigen/").status_code == 403


def test_correcting_and_the_colleague_who_was_faster(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, teahour: InformalNetwork
) -> None:
    moment = log(fatima, klarendal, parties=[linden])
    url = reverse("moment-change", args=[moment.pk])
    browser = as_user(fatima)
    assert re.search(rf'value="actor-{linden.pk}" checked', body(browser.get(url)))
    first = fields(klarendal, f"network-{teahour.pk}", line="Beter.", version="1")
    assert browser.post(url, first).status_code == 302
    second: HttpResponse = browser.post(url, fields(klarendal, line="Te laat.", version="1"))  # type: ignore[assignment]
    assert second.status_code == 409
    assert "Beter." in body(second)
    assert "Te laat." in body(second)
    moment.refresh_from_db()
    assert moment.line == "Beter."
    assert [str(party) for party in moment.parties.all()] == ["Theeuur"]


def test_the_list_costs_the_same_for_one_and_for_fifty(
    fatima: User,
    as_user: AsUser,
    klarendal: Area,
    linden: Actor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = as_user(fatima)
    counts = []
    for number in (1, 49):
        for _ in range(number):
            log(fatima, klarendal, parties=[linden])
        with django_assert_max_num_queries(8) as captured:
            page = body(browser.get("/contactmomenten/"))
        counts.append(len(captured))
    assert page.count("wn-timeline__when") == 50
    assert counts[0] == counts[1]


def test_a_log_of_several_wijken_is_one_list(fatima: User, as_user: AsUser, klarendal: Area, geitenkamp: Area) -> None:
    """On both databases: merged by time, page by page, nothing lost or doubled."""
    Assignment.objects.create(user=fatima, area=geitenkamp, function=Function.WIJKMANAGER)
    for number in range(60):
        at = timezone.now() - timedelta(minutes=number // 3)
        log(fatima, (klarendal, geitenkamp)[number % 2], line=f"Regel {number:02}.", at=at)
    browser = as_user(fatima)
    first = browser.get("/contactmomenten/")
    page = first.context["page"]
    second = browser.get("/contactmomenten/", {"eerder": page.earlier}).context["page"]
    found = [*page.items, *second.items]
    expected = list(ContactMoment.objects.order_by("-at", "-pk"))
    assert found == expected
    back = browser.get("/contactmomenten/", {"later": second.later}).context["page"]
    assert back.items == page.items


def test_posting_a_talk_stays_cheap(
    fatima: User,
    as_user: AsUser,
    klarendal: Area,
    linden: Actor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """At most twelve statements with a referral and all, and the brackets of a transaction inside that of the test."""
    browser = as_user(fatima)
    for more, most in (({}, 11), ({"refer": "HELP"}, 12)):
        with django_assert_max_num_queries(most + 2):
            browser.post(NEW, fields(klarendal, f"actor-{linden.pk}", **more))
    assert Referral.objects.count() == 1
    assert LogEntry.objects.filter(verb__in=["log", "refer"]).count() == 3


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 11, 24), ["2026-11-25", "2026-11-27", "2026-11-30"]),
        (date(2026, 11, 22), ["2026-11-23", "2026-11-27", "2026-11-30"]),
        (date(2026, 11, 26), ["2026-11-27", "2026-11-30", "2026-12-01"]),
        (date(2026, 12, 24), ["2026-12-28", "2026-12-29", "2027-01-04"]),
    ],
)
def test_the_days_that_people_name(today: date, days: list[str]) -> None:
    """Working days only: after Christmas Eve comes the Monday after it, and New Year's Day is no Friday to choose."""
    assert [value for value, _ in day_chips(today)][:-1] == days
