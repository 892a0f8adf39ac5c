"""Cases in the browser: taken up, stepped through the roles, linked, finished in both worlds."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor, ActorKind, Approach, MunicipalContact
from actors.services import note_approach
from initiatives.models import Initiative
from tests.casework.conftest import make_actor
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.casework.contacts import best, contacts_of, propose
from wijknet.casework.models import Case, ContactMoment
from wijknet.casework.services import Next, Talk, link_contact, log_moment, open_case, raise_signal

NEW = "/verbindingen/nieuw/"
FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    """Tuesday 24 November 2026, 14:30 in Arnhem."""
    with time_machine.travel(datetime(2026, 11, 24, 13, 30, tzinfo=UTC), tick=False):
        yield


def body(response: Any) -> str:
    return str(response.content.decode())


def a_talk(by: User, area: Area, *parties: Any, **values: Any) -> ContactMoment:
    said = {"line": "Er wordt hard gereden. Vooral 's morgens."} | values
    return log_moment(by=by, area=area, key=uuid4(), talk=Talk(parties=parties, **said))


def a_case(by: User, area: Area, life: list[Any], **values: Any) -> Case:
    whole: dict[str, Any] = {
        "title": "Te hard rijden",
        "question": "Hoe wordt de straat veilig?",
        "following": Next(problem="unsolved", step="Vraag om een meting", turn="ME", due=FRIDAY),
    } | values
    return open_case(by=by, area=area, key=uuid4(), life=life, **whole)


def fields(area: Area, **values: Any) -> dict[str, Any]:
    return {
        "request_key": str(uuid4()),
        "area": area.code,
        "problem": "unsolved",
        "title": "Te hard rijden",
        "question": "Hoe wordt de straat veilig?",
        "next_step": "Vraag om een meting",
        "turn": "SYSTEM",
        "due": "2026-11-27",
        "contact": "",
    } | values


def test_pak_dit_op_from_a_talk(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, traffic: MunicipalContact, safety: Theme
) -> None:
    moment = a_talk(fatima, klarendal, linden, themes=[safety])
    browser = as_user(fatima)
    page = body(browser.get(NEW, {"moment": moment.pk}))
    assert "Wat is er aan de hand?" in page
    assert "Dan ben je bruggenbouwer." in page
    assert 'value="Er wordt hard gereden"' in page
    assert re.search(rf'value="actor-{linden.pk}" checked', page)
    assert "Past bij het thema: veilig op straat." in page
    sent = fields(klarendal, life=[f"actor-{linden.pk}"], contact=str(traffic.pk), theme=safety.pk)
    saved = body(browser.post(f"{NEW}?moment={moment.pk}", sent, follow=True))
    assert "De verbinding staat op je dashboard bij Bruggenbouwer." in saved
    assert "Bureau Verkeer is aan zet" in saved
    case = Case.objects.get()
    assert (case.from_moment, case.theme, case.turn) == (moment, safety, "SYSTEM")
    browser.post(f"{NEW}?moment={moment.pk}", sent)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"life": []}, "Kies voor wie in de wijk je dit oppakt."),
        ({"problem": ""}, "Maak een keuze bij: Wat is er aan de hand?"),
        ({"question": " "}, "Vul in: Wat is de vraag?"),
        ({"due": "2026-11-23"}, "Kies vandaag of een dag die nog komt."),
        ({"contact": "999999"}, "Kies iets uit de lijst."),
        ({"life": ["group-1x"]}, "Kies iets uit de lijst."),
        ({"turn": "NIEMAND"}, "Kies iets uit de lijst."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, wrong: dict[str, Any], says: str
) -> None:
    response = as_user(fatima).post(NEW, fields(klarendal, life=[f"actor-{linden.pk}"]) | wrong)
    assert response.status_code == 200
    assert says in body(response)
    assert "Te hard rijden" in body(response)
    assert not Case.objects.exists()


def test_an_initiative_is_taken_up_as_innovatieve_ondernemer(
    fatima: User, as_user: AsUser, klarendal: Area, walking_bus: Initiative, traffic: MunicipalContact
) -> None:
    browser = as_user(fatima)
    page = body(browser.get(NEW, {"initiative": walking_bus.reference}))
    assert re.search(r'value="stranding"[^>]*checked', page)
    sent = fields(klarendal, problem="stranding", contact=str(traffic.pk))
    browser.post(f"{NEW}?initiative={walking_bus.reference}", sent)
    case = Case.objects.get()
    assert (case.role, case.initiative) == ("INNOVATIVE_ENTREPRENEUR", walking_bus)
    walking_bus.refresh_from_db()
    assert walking_bus.waiting_on == "MUNICIPALITY"


def test_a_signal_is_its_own_leefwereld(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    signal = raise_signal(by=fatima, area=klarendal, key=uuid4(), title="Zwerfvuil", count=17)
    as_user(fatima).post(f"{NEW}?signal={signal.pk}", fields(klarendal))
    page = body(as_user(fatima).get(Case.objects.get().get_absolute_url()))
    assert "17 bewoners" in page
    assert "Opgepakt uit een signaal van 17 mensen" in page


@pytest.mark.parametrize("source", ["moment", "signal", "initiative", "actor"])
def test_what_lies_in_another_wijk_cannot_be_taken_up(
    anna: User, fatima: User, as_user: AsUser, klarendal: Area, walking_bus: Initiative, linden: Actor, source: str
) -> None:
    things: dict[str, Any] = {
        "moment": a_talk(fatima, klarendal).pk,
        "signal": raise_signal(by=fatima, area=klarendal, key=uuid4(), title="Zwerfvuil").pk,
        "initiative": walking_bus.reference,
        "actor": linden.pk,
    }
    assert as_user(anna).get(NEW, {source: things[source]}).status_code == 404
    assert as_user(fatima).get(NEW, {source: things[source]}).status_code == 200
    assert as_user(fatima).get(NEW, {source: "kaas"}).status_code == 404


def test_a_step_in_another_role_moves_the_card(fatima: User, as_user: AsUser, klarendal: Area, linden: Actor) -> None:
    case = a_case(fatima, klarendal, [linden])
    browser = as_user(fatima)
    sent = {
        "request_key": str(uuid4()),
        "version": "1",
        "what": "Meting gevraagd",
        "problem": "indirect",
        "next_step": "Breng straat en school aan tafel",
        "turn": "LIFE",
        "due": "2026-12-01",
    }
    url = f"{case.get_absolute_url()}stap/"
    saved = body(browser.post(url, sent, follow=True))
    assert "Staat nu bij Bemiddelaar." in saved
    assert "Meting gevraagd" in saved
    assert "Te hard rijden" in body(browser.get("/verbindingen/", {"rol": "BROKER"}))
    assert "Te hard rijden" not in body(browser.get("/verbindingen/", {"rol": "BRIDGER"}))
    late = browser.post(url, sent | {"request_key": str(uuid4()), "what": "Oud"})
    assert late.status_code == 409
    wrong = body(browser.post(url, sent | {"what": "", "version": "2"}))
    assert "Vul in: Wat heb je gedaan?" in wrong
    assert "Breng straat en school aan tafel" in wrong


def test_finishing_asks_both_worlds(fatima: User, as_user: AsUser, klarendal: Area, linden: Actor) -> None:
    case = a_case(fatima, klarendal, [linden])
    browser = as_user(fatima)
    url = f"{case.get_absolute_url()}sluiten/"
    page = body(browser.get(url))
    assert "Gelukt: opgeloste wijkproblemen" in page
    results = {"version": "1", "reached_life": "ja", "result_life": "Er ligt een drempel.", "reached_system": "nee"}
    wrong = body(browser.post(url, results | {"result_system": ""}))
    assert "Vul in: Wat is er veranderd bij de gemeente of de partners?" in wrong
    assert "Er ligt een drempel." in wrong
    saved = body(browser.post(url, results | {"result_system": "Nog geen beleid."}, follow=True))
    assert "Verbinding afgerond." in saved
    assert "Er ligt een drempel." in saved
    case.refresh_from_db()
    assert (case.reached_life, case.reached_system) == (True, False)
    assert "Heropenen" in saved
    again = body(browser.post(f"{case.get_absolute_url()}heropenen/", follow=True))
    assert "Verbinding heropend." in again
    assert browser.post(f"{case.get_absolute_url()}stap/", {}).status_code == 200


@pytest.mark.parametrize("shown", [True, False])
def test_a_result_shows_at_the_initiative_only_when_asked(
    fatima: User, as_user: AsUser, klarendal: Area, walking_bus: Initiative, shown: bool
) -> None:
    case = a_case(fatima, klarendal, [], initiative=walking_bus)
    browser = as_user(fatima)
    url = f"{case.get_absolute_url()}sluiten/"
    assert "Zet dit resultaat ook bij het initiatief" in body(browser.get(url))
    results = {"version": "1", "reached_life": "ja", "result_life": "De loopbus rijdt.", "reached_system": "ja"}
    browser.post(url, results | {"result_system": "Verkeer denkt mee."} | ({"show_public": "on"} if shown else {}))
    walking_bus.refresh_from_db()
    assert walking_bus.result_life == ("De loopbus rijdt." if shown else "")
    assert walking_bus.waiting_on == "NOBODY"
    browser.post(f"{case.get_absolute_url()}heropenen/")
    walking_bus.refresh_from_db()
    assert (walking_bus.result_life, walking_bus.result_system) == ("", "")


def test_one_click_links_the_proposed_desk(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, safety: Theme, traffic: MunicipalContact
) -> None:
    case = a_case(fatima, klarendal, [linden], theme=safety)
    browser = as_user(fatima)
    assert "Voorstel" in body(browser.get(case.get_absolute_url()))
    url = f"{case.get_absolute_url()}koppelen/"
    assert "Bureau Verkeer staat nu bij de verbinding." in body(browser.post(url, {"contact": traffic.pk}, follow=True))
    assert "Voorstel" not in body(browser.get(case.get_absolute_url()))
    assert browser.post(url, {"contact": "kaas"}).status_code == 404
    assert browser.post(url).status_code == 404


def test_a_formal_organisation_is_linked_as_a_partner(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, elsewhere: Actor, teahour: Any
) -> None:
    case, browser = a_case(fatima, klarendal, [teahour]), as_user(fatima)
    url = f"{case.get_absolute_url()}koppelen/"
    kind = ActorKind.objects.create(name="café (test)", formal=False)
    bar = make_actor("Café De Punt", klarendal, kind)
    page = body(browser.get(url))
    assert "Huisartsenpraktijk De Linden" in page
    assert "Café De Punt" not in page
    assert "Praktijk op de Geitenkamp" not in page
    assert "Huisartsenpraktijk" not in body(browser.get(url, {"naam": "corporatie"}))
    for other in (bar.pk, elsewhere.pk, "kaas", "9" * 30):
        assert browser.post(url, {"partner": other}).status_code == 404
    for _click in range(2):
        page = body(browser.post(url, {"partner": linden.pk}, follow=True))
        assert "Huisartsenpraktijk De Linden staat nu bij de verbinding." in page
    assert [party.actor for party in case.parties.filter(world="SYSTEM")] == [linden]
    assert Approach.objects.filter(actor=linden).count() == 1
    assert "Huisartsenpraktijk" not in body(browser.get(url)).split("partners")[1]


def test_who_is_asked_too_often_is_said_before_it_is_taken_up(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, teahour: Any
) -> None:
    browser = as_user(fatima)
    for _time in range(3):
        note_approach(actor=linden, by=fatima, area=klarendal, why="posters")
    warning = "is al 3 keer gevraagd"
    assert warning in body(browser.get("/verbindingen/nieuw/", {"actor": linden.pk}))
    assert warning not in body(browser.get("/verbindingen/nieuw/", {"network": teahour.pk}))
    assert warning in body(browser.get(f"{a_case(fatima, klarendal, [teahour]).get_absolute_url()}koppelen/"))


def test_who_may_do_what(
    fatima: User, joris: User, anna: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    case = a_case(fatima, klarendal, [linden])
    for part in ("", "stap/", "koppelen/", "sluiten/", "heropenen/"):
        url = f"{case.get_absolute_url()}{part}"
        assert as_user(anna).get(url).status_code == 404
        assert as_user(joris).get(url).status_code == (403 if part else 200)
    assert "Stap opslaan" not in body(as_user(joris).get(case.get_absolute_url()))
    assert "Te hard rijden" not in body(as_user(anna).get("/verbindingen/"))


def test_a_private_talk_is_not_linked_for_a_colleague(
    fatima: User, joris: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    private = a_talk(fatima, klarendal, linden, visibility="ONLY_ME")
    case = a_case(fatima, klarendal, [linden], moment=private)
    assert private.get_absolute_url() in body(as_user(fatima).get(case.get_absolute_url()))
    assert private.get_absolute_url() not in body(as_user(joris).get(case.get_absolute_url()))


def test_late_says_so(fatima: User, as_user: AsUser, klarendal: Area, linden: Actor) -> None:
    case = a_case(fatima, klarendal, [linden])
    with time_machine.travel(datetime(2026, 11, 27, 22, 59, tzinfo=UTC), tick=False):
        assert "en te laat" not in body(as_user(fatima).get(case.get_absolute_url()))
    with time_machine.travel(datetime(2026, 11, 27, 23, 1, tzinfo=UTC), tick=False):
        assert case.is_late
    with time_machine.travel(datetime(2026, 12, 1, 9, 0, tzinfo=UTC), tick=False):
        assert "Jij bent aan zet, en te laat" in body(as_user(fatima).get(case.get_absolute_url()))
        assert "2 werkdagen te laat" in body(as_user(fatima).get("/verbindingen/", {"staat": "laat"}))


def test_the_right_contact(
    klarendal: Area, geitenkamp: Area, arnhem: Area, safety: Theme, traffic: MunicipalContact
) -> None:
    colleague = MunicipalContact.objects.create(
        municipality=arnhem, department="Bureau Verkeer", name="J. Hendriks", sort_name="bureau verkeer j"
    )
    colleague.themes.add(safety)
    local = MunicipalContact.objects.create(municipality=arnhem, department="Wijkteam", sort_name="wijkteam")
    local.themes.add(safety)
    local.wijken.add(klarendal)
    contacts = contacts_of([arnhem.pk])
    here = propose(contacts, area=klarendal, theme_id=safety.pk)
    assert [proposal.contact for proposal in here] == [local, traffic, colleague]
    assert here[0].reason == "Past bij thema en wijk: veilig op straat, Klarendal."
    assert [proposal.contact for proposal in propose(contacts, area=geitenkamp, theme_id=safety.pk)] == [
        traffic,
        colleague,
    ]
    assert best(contacts, area=klarendal, theme_id=None) is None
    local.deputy, local.absent_until = colleague, FRIDAY
    local.save()
    assert best(contacts_of([arnhem.pk]), area=klarendal, theme_id=safety.pk).contact == colleague  # type: ignore[union-attr]


def test_the_list_costs_the_same_for_one_and_for_fifty(
    fatima: User,
    as_user: AsUser,
    klarendal: Area,
    linden: Actor,
    traffic: MunicipalContact,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = as_user(fatima)
    counts = []
    for number in (1, 49):
        for _ in range(number):
            link_contact(by=fatima, case=a_case(fatima, klarendal, [linden]), contact=traffic)
        with django_assert_max_num_queries(8) as captured:
            page = body(browser.get("/verbindingen/"))
        counts.append(len(captured))
    assert page.count("wn-case__title") == 50
    assert counts[0] == counts[1]


def test_the_page_of_a_case_costs_the_same_for_one_and_for_fifty_steps(
    fatima: User,
    as_user: AsUser,
    klarendal: Area,
    linden: Actor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    case = a_case(fatima, klarendal, [linden])
    browser = as_user(fatima)
    counts = []
    for number in (1, 49):
        for _ in range(number):
            case.steps.create(role="BRIDGER", what="Gebeld", by=fatima)
        with django_assert_max_num_queries(12) as captured:
            browser.get(case.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]
