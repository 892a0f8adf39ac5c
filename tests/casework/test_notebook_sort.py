"""The end of the day: each line becomes what it is with one tap, and nothing is lost."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor, ActorKind, InformalNetwork, PersonFunction
from tests.casework.conftest import make_actor
from tests.conftest import AsUser
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.casework.models import Agreement, ContactMoment, Jotting, Signal
from wijknet.casework.services import keep_agreement, raise_signal, take_back, write_jotting
from wijknet.log.models import LogEntry

URL, CHOSEN = "/kladblok/", "/kladblok/afronden/"


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    """Tuesday 24 November 2026, 14:30 in Arnhem."""
    with time_machine.travel(datetime(2026, 11, 24, 13, 30, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def browser(fatima: User, as_user: AsUser) -> Client:
    return as_user(fatima)


def body(response: Any) -> str:
    return str(response.content.decode())


def jot(by: User, line: str) -> Jotting:
    return write_jotting(by=by, key=uuid4(), line=line)


def sort(browser: Client, jotting: Jotting, outcome: str, **values: str) -> Any:
    return browser.post(reverse("jot-sort", args=[jotting.pk]), {"outcome": outcome} | values, follow=True)


def test_a_line_stands_beside_what_is_recognised(fatima: User, browser: Client, linden: Actor) -> None:
    jot(fatima, "Linden: looproute, ik kom vrijdag terug")
    page = body(browser.get(URL))
    assert "Huisartsenpraktijk De Linden<small>huisarts (test)</small>" in page
    assert "vr 27 november 2026<small>de dag in je regel</small>" in page
    assert page.index('value="AGREEMENT"') < page.index('value="MOMENT"')
    assert f'<option value="actor-{linden.pk}" selected>' in page


def test_a_promise_becomes_an_agreement_with_the_talk(fatima: User, browser: Client, linden: Actor) -> None:
    line = jot(fatima, "Linden: looproute, ik kom vrijdag terug")
    page = body(sort(browser, line, "AGREEMENT"))
    agreement = Agreement.objects.get()
    assert (agreement.actor, agreement.due, agreement.what) == (linden, date(2026, 11, 27), line.line)
    assert agreement.made_in == ContactMoment.objects.get()
    assert "Je afspraak staat bij Afspraken." in page
    assert "Maak ongedaan" in page
    linden.refresh_from_db()
    assert linden.last_spoken_on == date(2026, 11, 24)
    sort(browser, line, "AGREEMENT")
    assert Agreement.objects.count() == 1
    assert LogEntry.objects.filter(verb="work-out").count() == 1


def test_a_talk_keeps_the_time_of_writing(fatima: User, browser: Client, teahour: InformalNetwork) -> None:
    line = jot(fatima, "Theeuur: koffiekan gezocht")
    with time_machine.travel(datetime(2026, 11, 24, 15, 0, tzinfo=UTC), tick=False):
        sort(browser, line, "MOMENT")
    moment = ContactMoment.objects.get()
    assert (moment.at, moment.line) == (line.written_at, line.line)
    assert [party.network for party in moment.parties.all()] == [teahour]


def test_heard_again_counts_in_the_signal_nearby(fatima: User, browser: Client, klarendal: Area, safety: Theme) -> None:
    signal = raise_signal(
        by=fatima, area=klarendal, key=uuid4(), title="Te hard rijden", street="Rommelstraat", theme=safety
    )
    line = jot(fatima, "Weer te hard rijden in de Rommelstraat")
    sort(browser, line, "SIGNAL")
    signal.refresh_from_db()
    assert signal.raised_count == 2
    assert ContactMoment.objects.get().signal == signal
    browser.post(reverse("jot-undo", args=[line.pk]))
    signal.refresh_from_db()
    assert signal.raised_count == 1


def test_what_was_thrown_comes_back(fatima: User, browser: Client) -> None:
    line = jot(fatima, "Toch niets")
    assert "Je regel is weg." in body(sort(browser, line, "THROWN"))
    assert not ContactMoment.objects.exists()
    page = body(browser.post(reverse("jot-undo", args=[line.pk]), follow=True))
    assert "Je regel staat er weer." in page
    assert Jotting.objects.get().is_open


@pytest.mark.parametrize("outcome", ["MOMENT", "AGREEMENT", "SIGNAL"])
def test_taking_back_leaves_nothing_behind(fatima: User, browser: Client, linden: Actor, outcome: str) -> None:
    line = jot(fatima, "Linden: weer lantaarns stuk, ik bel morgen")
    sort(browser, line, outcome)
    assert ContactMoment.objects.count() == 1
    for _ in range(2):
        browser.post(reverse("jot-undo", args=[line.pk]))
    counts = [model.objects.count() for model in (ContactMoment, Agreement, Signal, Jotting)]
    assert counts == [0, 0, 0, 1]
    assert Jotting.objects.get().is_open
    sort(browser, line, outcome)
    assert ContactMoment.objects.count() == 1


def test_what_was_built_on_is_not_taken_back(fatima: User, browser: Client, linden: Actor) -> None:
    line = jot(fatima, "Linden: ik bel morgen")
    sort(browser, line, "AGREEMENT")
    keep_agreement(by=fatima, agreement=Agreement.objects.get(), told="Gebeld.")
    with pytest.raises(ValidationError):
        take_back(by=fatima, jotting=line)
    page = body(browser.post(reverse("jot-undo", args=[line.pk]), follow=True))
    assert "Hier is al op doorgewerkt." in page
    assert Agreement.objects.count() == 1
    assert not Jotting.objects.get().is_open


def test_several_at_once(fatima: User, browser: Client, linden: Actor) -> None:
    lines = [jot(fatima, text) for text in ("Linden: ik bel morgen", "Bewoner wil een bankje", "Deze blijft")]
    page = body(browser.post(CHOSEN, {"line": [str(line.pk) for line in lines[:2]]}, follow=True))
    assert "2 regels zijn uitgewerkt." in page
    assert [line.outcome for line in Jotting.objects.order_by("pk")] == ["AGREEMENT", "MOMENT", ""]


@pytest.mark.parametrize("sent", [[], ["kaas"], ["9" * 40], ["²"], ["0"]])
def test_nothing_chosen_is_said(browser: Client, sent: list[str]) -> None:
    assert "Kies eerst een regel." in body(browser.post(CHOSEN, {"line": sent}, follow=True))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"who": "nobody", "street": ""}, "Voor wie is de afspraak?"),
        ({"who": "actor-999"}, "Kies"),
        ({"due": "2026-11-23"}, "Kies vandaag of een dag die nog komt."),
        ({"due": "kaas"}, "Vul een datum in"),
        ({"street": "a\0b"}, "Er staat een teken in dat we niet kunnen bewaren."),
    ],
)
def test_a_wrong_choice_is_explained_and_the_line_stays(
    fatima: User, browser: Client, linden: Actor, values: dict[str, str], words: str
) -> None:
    line = jot(fatima, "Linden: ik bel morgen")
    response = sort(browser, line, "AGREEMENT", **values)
    assert words in body(response)
    assert Jotting.objects.get().is_open
    assert not ContactMoment.objects.exists()


def test_an_outcome_that_is_none(fatima: User, browser: Client) -> None:
    line = jot(fatima, "Een regel")
    assert "Kies wat de regel wordt." in body(sort(browser, line, "KAAS"))
    assert Jotting.objects.get().is_open


def test_the_line_of_somebody_else_does_not_exist(fatima: User, anna: User, as_user: AsUser, beheer: User) -> None:
    line = jot(fatima, "Van fatima")
    other = as_user(anna)
    for name in ("jot-sort", "jot-undo"):
        assert other.post(reverse(name, args=[line.pk]), {"outcome": "THROWN"}).status_code == 404
    other.post(CHOSEN, {"line": [str(line.pk)]})
    assert Jotting.objects.get().is_open
    assert as_user(beheer).post(reverse("jot-sort", args=[line.pk])).status_code == 403


def test_only_names_one_may_see_are_recognised(
    fatima: User, browser: Client, elsewhere: Actor, huisarts: ActorKind, geitenkamp: Area
) -> None:
    line = jot(fatima, "Geitenkamp praktijk belde")
    assert elsewhere.name not in body(browser.get(URL))
    response = sort(browser, line, "MOMENT", who=f"actor-{elsewhere.pk}")
    assert Jotting.objects.get().is_open
    assert elsewhere.name not in body(response)


def test_an_old_line_says_that_it_waits(fatima: User, browser: Client) -> None:
    line = jot(fatima, "Van vorige week")
    Jotting.objects.filter(pk=line.pk).update(written_at=line.written_at - timedelta(days=5))
    assert "wacht op je" in body(browser.get(URL))


def test_all_lines_are_chosen_in_one_tap(fatima: User, browser: Client) -> None:
    for line in ("Bakker: lantaarn stuk", "Nog een"):
        jot(fatima, line)
    assert body(browser.get(URL)).count(" checked") == 0
    assert body(browser.get(URL, {"kies": "alles"})).count('form="samen" checked') == 2


def test_many_lines_cost_what_one_costs(
    fatima: User,
    browser: Client,
    klarendal: Area,
    huisarts: ActorKind,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    counts = []
    for number in (1, 20):
        for index in range(number):
            make_actor(f"Praktijk {number}-{index}", klarendal, huisarts)
            jot(fatima, f"Praktijk {number}-{index}: ik bel morgen")
            done = jot(fatima, "Nog een")
            sort(browser, done, "MOMENT")
        with django_assert_max_num_queries(20) as captured:
            browser.get(URL)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_line_belongs_where_its_actor_is(
    fatima: User, as_user: AsUser, elsewhere: Actor, geitenkamp: Area, klarendal: Area
) -> None:
    Assignment.objects.create(user=fatima, area=geitenkamp, function=Function.WIJKMANAGER)
    browser = as_user(fatima)
    for line in ("Geitenkamp praktijk belde", "Nog een over praktijk Geitenkamp"):
        jot(fatima, line)
    first, second = Jotting.objects.order_by("pk")
    sort(browser, first, "MOMENT")
    browser.post(CHOSEN, {"line": [str(second.pk)]})
    assert {moment.area for moment in ContactMoment.objects.all()} == {geitenkamp}
    sort(browser, jot(fatima, "Een bankje"), "MOMENT", area=klarendal.code)
    assert ContactMoment.objects.latest("pk").area == klarendal


def test_the_wijk_of_the_page_goes_along(fatima: User, browser: Client, klarendal: Area, geitenkamp: Area) -> None:
    page = body(browser.get("/afspraken/", {"wijk": klarendal.code}))
    assert f'action="/kladblok/nieuw/?wijk={klarendal.code}"' in page
    for code in (klarendal.code, geitenkamp.code, "kaas"):
        browser.post(f"/kladblok/nieuw/?wijk={code}", {"line": "Een regel", "uuid": str(uuid4())})
    assert [line.area for line in Jotting.objects.order_by("pk")] == [klarendal, None, None]


def test_words_that_may_be_too_much_are_asked_about(fatima: User, browser: Client) -> None:
    jot(fatima, "Buurvrouw heeft een depressie")
    page = body(browser.get(URL))
    assert "<li data-ask>" in page
    assert "Moet dit er zo in staan: ‘depressie’?" in page


def test_a_person_is_recognised_by_name_and_shown_by_function(
    fatima: User, browser: Client, bakery: Actor, owner: PersonFunction
) -> None:
    line = jot(fatima, "Emine Voorbeeld: terras, ik bel morgen")
    page = body(browser.get(URL))
    assert f"{bakery.name} (eigenaar)<small>iemand met een functie</small>" in page
    assert "Voorbeeld (test)" not in page
    sort(browser, line, "AGREEMENT", sure="on")
    assert ContactMoment.objects.get().parties.get().function == owner
    assert Agreement.objects.get().function == owner


def test_a_group_is_recognised_by_its_whole_name(fatima: User, browser: Client, elderly: ResidentGroup) -> None:
    jot(fatima, "Er wonen hier ouderen")
    assert "bewonersgroep" not in body(browser.get(URL))
    jot(fatima, "Ouderen die alleen wonen willen samen eten")
    assert f"{elderly.name}<small>bewonersgroep</small>" in body(browser.get(URL))


def test_a_network_is_recognised_by_another_name(fatima: User, browser: Client, teahour: InformalNetwork) -> None:
    InformalNetwork.objects.filter(pk=teahour.pk).update(other_names="het Kopje, de dames van dinsdag")
    jot(fatima, "bij het Kopje gehoord dat de bus niet meer stopt")
    assert "Theeuur<small>informeel netwerk</small>" in body(browser.get(URL))
