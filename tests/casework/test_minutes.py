"""The minutes of a meeting: one page gives the talk, the agreements and the question who met, all or nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, InformalNetwork, Tie
from initiatives.models import Event
from initiatives.services import cancel_event
from tests.conftest import AsUser
from tests.initiatives.make import make_event
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.casework import services
from wijknet.casework.models import Agreement, ContactMoment
from wijknet.casework.services import Minutes, Promise
from wijknet.casework.services.minutes import CANCELLED, NOT_BEGUN
from wijknet.log.models import LogEntry

TUESDAY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
DUE = "2026-12-01"


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def evening(arnhem: Area, klarendal: Area, fatima: User) -> Event:
    """Yesterday evening, from 19:30 to 21:00."""
    theme = Theme.objects.create(municipality=arnhem, name="Speelplek")
    return make_event(klarendal, fatima, in_days=-1, themes=[theme])


def url(event: Event) -> str:
    return f"/agenda/beheer/{event.pk}/verslag/"


def sent(
    parties: list[str], *promises: tuple[str, str, str, str], line: str = "Het plein moet veilig"
) -> dict[str, Any]:
    """Posted minutes; a promise is (what, whom, street, due)."""
    data: dict[str, Any] = {"parties": parties, "line": line, "words": "", "request_key": str(uuid4())}
    for number, promise in enumerate(promises):
        names = (f"afspraak-{number}-{name}" for name in ("what", "whom", "street", "due"))
        data |= dict(zip(names, promise, strict=True))
    return data


def test_one_page_gives_the_talk_the_agreements_and_the_question(
    as_user: AsUser, fatima: User, evening: Event, linden: Actor, teahour: InformalNetwork
) -> None:
    one, other = f"actor-{linden.pk}", f"network-{teahour.pk}"
    promises = [("Bankje vragen", one, "", DUE), ("", "", "", ""), ("Brief in de bus", "", "Akkerstraat", DUE)]
    data = sent([one, other], *promises)
    for _ in range(2):
        answer = as_user(fatima).post(url(evening), data, follow=True)
    moment = ContactMoment.objects.get()
    assert answer.redirect_chain[-1][0] == moment.get_absolute_url()
    assert (moment.event, moment.how, moment.minutes, moment.at) == (evening, "MEETING", 90, evening.starts_at)
    assert (moment.where, list(moment.themes.all())) == (evening.place_text, list(evening.themes.all()))
    assert {str(party) for party in moment.parties.all()} == {str(linden), str(teahour)}
    agreed = Agreement.objects.order_by("pk").values_list("what", "actor", "street", "made_in")
    assert list(agreed) == [
        ("Bankje vragen", linden.pk, "", moment.pk),
        ("Brief in de bus", None, "Akkerstraat", moment.pk),
    ]
    assert LogEntry.objects.filter(verb__in=["log", "agree"]).count() == 3
    page = answer.content.decode()
    assert "kennen" in page
    assert evening.get_desk_url() in page
    assert not Tie.objects.exists()
    linden.refresh_from_db()
    assert linden.last_spoken_on == evening.day


def test_the_desk_page_shows_them_and_a_reader_cannot_write(
    as_user: AsUser, fatima: User, joris: User, evening: Event, linden: Actor
) -> None:
    as_user(fatima).post(url(evening), sent([f"actor-{linden.pk}"], ("Bankje vragen", "", "", DUE)))
    for person, may in ((fatima, True), (joris, False)):
        page = as_user(person).get(evening.get_desk_url()).content.decode()
        assert "Het plein moet veilig" in page
        assert "Afspraak: Bankje vragen" in page
        assert (url(evening) in page) is may
    assert Agreement.objects.get().actor == linden


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"line": ""}, "Schrijf op wat er is gezegd."),
        ({"parties": []}, "Kies wie erbij was"),
        ({"parties": ["actor-999999"]}, "Deze keuze is er niet meer"),
        ({"afspraak-0-due": ""}, "Kies vandaag of een dag die nog komt."),
        ({"afspraak-0-due": "2026-11-23"}, "Kies vandaag of een dag die nog komt."),
        ({"afspraak-0-what": ""}, "Schrijf op wat we zouden doen, of maak deze regel leeg."),
        ({"afspraak-0-whom": "", "parties": ["nobody"]}, "Voor wie is de afspraak?"),
        ({"parties": ["nobody"]}, "Kies hierboven ook dat deze erbij was."),
        ({"afspraak-0-what": "Een\0teken"}, "Er staat een teken in"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_user: AsUser, fatima: User, evening: Event, linden: Actor, wrong: dict[str, Any], says: str
) -> None:
    one = f"actor-{linden.pk}"
    data = sent([one], ("Bankje vragen", one, "", DUE), ("Dit typte ik ook", one, "", DUE)) | wrong
    page = as_user(fatima).post(url(evening), data).content.decode()
    assert says in page
    assert "Dit typte ik ook" in page
    assert not ContactMoment.objects.exists()
    assert not Agreement.objects.exists()


def test_searching_and_more_lines_keep_what_was_typed(
    as_user: AsUser, fatima: User, evening: Event, linden: Actor, teahour: InformalNetwork
) -> None:
    data = sent([f"actor-{linden.pk}"], ("Bankje vragen", f"actor-{linden.pk}", "", DUE))
    page = as_user(fatima).post(url(evening), data | {"more": "1"}).content.decode()
    assert "Bankje vragen" in page
    assert "afspraak-3-what" in page
    page = as_user(fatima).post(url(evening), data | {"search": "1", "words": teahour.name}).content.decode()
    assert f'<option value="network-{teahour.pk}"' in page
    assert "Het plein moet veilig" in page
    assert not ContactMoment.objects.exists()


def test_words_that_may_be_too_much_are_asked_about_and_a_number_goes(
    as_user: AsUser, fatima: User, evening: Event, linden: Actor
) -> None:
    data = sent([f"actor-{linden.pk}"], ("Bel 06 12345678", "", "", DUE), line="Mail jan@voorbeeld.example")
    page = as_user(fatima).post(url(evening), data).content.decode()
    assert page.count("Is dit nodig?") >= 2
    assert "Mail jan@voorbeeld.example" in page
    assert not ContactMoment.objects.exists()
    data = sent([f"actor-{linden.pk}"], ("Zoek 123456782 op", "", "", DUE))
    as_user(fatima).post(url(evening), data)
    assert "123456782" not in Agreement.objects.get().what


def test_of_what_did_not_begin_or_did_not_go_on_there_are_no_minutes(
    as_user: AsUser, fatima: User, klarendal: Area, evening: Event
) -> None:
    coming = make_event(klarendal, fatima, in_days=1)
    for event, words in ((coming, NOT_BEGUN), (cancel_event(event=evening, why="Storm", by=fatima), CANCELLED)):
        with pytest.raises(ValidationError, match=words):
            services.keep_minutes(by=fatima, event=event, key=uuid4(), minutes=Minutes(line="Niets"))
        answer = as_user(fatima).post(url(event), sent(["nobody"]), follow=True)
        assert words in answer.content.decode()
        assert url(event) not in answer.content.decode()
    assert not ContactMoment.objects.exists()


def test_one_wrong_agreement_stores_nothing(fatima: User, evening: Event, linden: Actor, elsewhere: Actor) -> None:
    due = evening.day + timedelta(days=9)
    for wrong in (
        Promise(what="Bellen", due=due, party=elsewhere),
        Promise(what="Bellen", due=due),
    ):
        minutes = Minutes(line="Druk", parties=[linden], promises=[Promise(what="Goed", due=due, party=linden), wrong])
        with pytest.raises(ValidationError):
            services.keep_minutes(by=fatima, event=evening, key=uuid4(), minutes=minutes)
    assert not ContactMoment.objects.exists()
    assert not Agreement.objects.exists()


def test_a_day_long_meeting_is_the_longest_talk(fatima: User, klarendal: Area) -> None:
    start = TUESDAY - timedelta(days=1)
    event = make_event(klarendal, fatima, starts_at=start, ends_at=start + timedelta(hours=20))
    moment = services.keep_minutes(by=fatima, event=event, key=uuid4(), minutes=Minutes(line="Lang"))
    assert moment.minutes == 720
    moment = services.change_moment(by=fatima, moment=moment, version=1, talk=services.Talk(line="Korter"))
    assert moment.event == event


def test_pages_cost_few_queries(as_user: AsUser, fatima: User, evening: Event, linden: Actor) -> None:
    browser = as_user(fatima)
    browser.get(url(evening))
    for _ in range(3):
        minutes = Minutes(line="Kort", parties=[linden], promises=[Promise(what="Bel", due=evening.day, party=linden)])
        services.keep_minutes(by=fatima, event=evening, key=uuid4(), minutes=minutes)
    for address, most in ((url(evening), 12), (evening.get_desk_url(), 12)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(address).status_code == 200
        assert len(asked) <= most, [query["sql"][:90] for query in asked]
