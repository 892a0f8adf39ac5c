"""The pages of channels with buddies, alliances with partners, plans, and what was said about them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import (
    Actor,
    Alliance,
    AlliancePartner,
    Buddy,
    Channel,
    InformalNetwork,
    MunicipalContact,
    Position,
)
from actors.services import add_partner, clear_old
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Plan, ResidentGroup
from wijknet.log.models import LogEntry, ReadEntry
from wijknet.ui.dates import today


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def text_of(client: Client, thing: Any) -> str:
    return client.get(thing if isinstance(thing, str) else thing.get_absolute_url()).content.decode()


def key() -> dict[str, str]:
    return {"request_key": str(uuid4())}


# Channels and buddies


def test_a_channel_is_added_once_changed_and_found(
    klarendal: Area, bakery: Actor, elderly: ResidentGroup, browser_of_fatima: Client
) -> None:
    sent = {"name": "Wijkkrant", "kind": "PAPER", "area": klarendal.pk, "groups": [elderly.pk], **key()}
    answers = [browser_of_fatima.post("/kanalen/nieuw/", {**sent, "owner": bakery.pk}) for _ in range(2)]
    made = Channel.objects.get()
    assert {answer["Location"] for answer in answers} == {made.get_absolute_url()}
    page = text_of(browser_of_fatima, made)
    assert elderly.name in page
    assert bakery.name in page
    change = {**sent, "version": 1, "deadline": "elke maandag"}
    url = reverse("channel-change", args=[made.pk])
    assert browser_of_fatima.post(url, change).status_code == 302
    assert browser_of_fatima.post(url, change).status_code == 409
    for query, count in (("q=krant", 1), ("q=bord", 0), ("kind=PAPER", 1), ("kind=APP", 0), ("wijk=WK020210", 0)):
        assert len(browser_of_fatima.get(f"/kanalen/?{query}").context["page"].items) == count, query
    browser_of_fatima.post(reverse("channel-archive", args=[made.pk]), {"weg": "ja"})
    assert made.name in text_of(browser_of_fatima, "/kanalen/?archief=ja")
    browser_of_fatima.post(reverse("channel-archive", args=[made.pk]))
    assert made.name in text_of(browser_of_fatima, "/kanalen/")


def test_a_group_that_is_too_small_is_not_named_at_a_channel(
    channel: Channel, elderly: ResidentGroup, browser_of_fatima: Client
) -> None:
    channel.groups.add(elderly)
    assert elderly.name in text_of(browser_of_fatima, channel)
    ResidentGroup.objects.update(size=9, source="test")
    assert elderly.name not in text_of(browser_of_fatima, channel)


def buddy_facts(**values: Any) -> dict[str, Any]:
    facts = {"name": "Sam (test)", "helps": "FILMS", "consent_text": "Ik film graag.", "phone": "14 026"}
    return {**facts, "consent_on": today(), "retain_until": today() + timedelta(days=300), **key(), **values}


def test_a_buddy_is_added_seen_and_erased(channel: Channel, browser_of_fatima: Client) -> None:
    url, sent = reverse("buddy-new", args=[channel.pk]), buddy_facts()
    for _ in range(2):
        assert browser_of_fatima.post(url, sent).status_code == 302
    buddy = Buddy.objects.get()
    assert "Ik film graag." in text_of(browser_of_fatima, channel)
    assert ReadEntry.objects.filter(model="actors.Buddy", object_pk=buddy.pk).exists()
    browser_of_fatima.post(reverse("buddy-erase", args=[channel.pk, buddy.pk]))
    assert not Buddy.objects.exists()
    kept = " ".join(f"{entry.before} {entry.after}" for entry in LogEntry.objects.all())
    assert "Sam (test)" not in kept


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"consent_text": ""}, "Vul in"),
        ({"phone": "bel maar"}, "bijvoorbeeld 026 123 45 67"),
        ({"retain_until": "2020-01-01"}, "vóór de dag van de toestemming"),
        ({"retain_until": "2090-01-01"}, "hoogstens twee jaar later"),
        ({"consent_on": "2089-01-01", "retain_until": "2090-01-01"}, "Deze dag moet nog komen"),
    ],
)
def test_a_buddy_without_consent_and_term_is_refused(
    channel: Channel, browser_of_fatima: Client, values: dict[str, str], message: str
) -> None:
    answer = browser_of_fatima.post(reverse("buddy-new", args=[channel.pk]), buddy_facts(**values))
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert not Buddy.objects.exists()


def test_past_the_term_a_buddy_goes_by_itself(buddy: Buddy, position: Position) -> None:
    Buddy.objects.update(consent_on=today() - timedelta(days=400), retain_until=today() - timedelta(days=1))
    Position.objects.update(on=today() - timedelta(days=2000))
    assert clear_old() == 2
    assert not Buddy.objects.exists()
    assert not Position.objects.exists()


def test_no_buddy_at_a_channel_of_a_sensitive_place(channel: Channel, mosque: Actor, browser_of_fatima: Client) -> None:
    Channel.objects.update(owner=mosque)
    url = reverse("buddy-new", args=[channel.pk])
    assert "leggen we geen personen vast" in text_of(browser_of_fatima, url)
    browser_of_fatima.post(url, buddy_facts())
    assert not Buddy.objects.exists()


def test_a_channel_with_a_buddy_gets_no_sensitive_owner(
    klarendal: Area, channel: Channel, buddy: Buddy, mosque: Actor, browser_of_fatima: Client
) -> None:
    sent = {"name": "Wijkkrant", "kind": "PAPER", "area": klarendal.pk, "owner": mosque.pk, "version": 1}
    answer = browser_of_fatima.post(reverse("channel-change", args=[channel.pk]), sent)
    assert answer.status_code == 400
    assert Channel.objects.get().owner is None


# Alliances


def test_an_alliance_with_its_partners(
    klarendal: Area, bakery: Actor, tea_hour: InformalNetwork, desk: MunicipalContact, browser_of_fatima: Client
) -> None:
    sent = {"name": "Samen eten", "goal": "Elke week.", "area": klarendal.pk, **key()}
    for _ in range(2):
        browser_of_fatima.post("/allianties/nieuw/", sent)
    made = Alliance.objects.get()
    url = reverse("partner-new", args=[made.pk])
    for value in (f"actor-{bakery.pk}", f"network-{tea_hour.pk}", f"contact-{desk.pk}"):
        assert browser_of_fatima.post(url, {"partner": value, "wants": "rust", "offers": "een zaal"}).status_code == 302
    again = browser_of_fatima.post(url, {"partner": f"actor-{bakery.pk}"})
    assert again.status_code == 400
    assert "Deze partner staat er al" in again.content.decode()
    page = text_of(browser_of_fatima, made)
    for words in (bakery.name, tea_hour.name, desk.department, "rust", "een zaal"):
        assert words in page
    assert made.name in text_of(browser_of_fatima, tea_hour)
    first = AlliancePartner.objects.get(actor=bakery)
    browser_of_fatima.post(reverse("partner-change", args=[made.pk, first.pk]), {"wants": "klanten", "offers": ""})
    first.refresh_from_db()
    assert (first.wants, first.offers) == ("klanten", "")
    browser_of_fatima.post(reverse("partner-remove", args=[made.pk, first.pk]))
    assert AlliancePartner.objects.count() == 2


def test_a_sensitive_place_or_a_person_is_no_partner(
    alliance: Alliance, mosque: Actor, owner: Any, browser_of_fatima: Client
) -> None:
    url = reverse("partner-new", args=[alliance.pk])
    assert mosque.name not in text_of(browser_of_fatima, url)
    for value in (f"actor-{mosque.pk}", f"function-{owner.pk}", "actor-x", ""):
        assert browser_of_fatima.post(url, {"partner": value}).status_code == 400
    assert not AlliancePartner.objects.exists()


def test_an_alliance_is_changed_archived_and_found(alliance: Alliance, browser_of_fatima: Client) -> None:
    url = reverse("alliance-change", args=[alliance.pk])
    sent = {"name": "Samen koken", "goal": "Elke week.", "area": alliance.area_id, "version": alliance.version}
    assert browser_of_fatima.post(url, {**sent, "goal": ""}).status_code == 400
    assert browser_of_fatima.post(url, sent).status_code == 302
    assert browser_of_fatima.post(url, sent).status_code == 409
    assert len(browser_of_fatima.get("/allianties/?q=koken").context["page"].items) == 1
    browser_of_fatima.post(reverse("alliance-archive", args=[alliance.pk]), {"weg": "ja"})
    assert len(browser_of_fatima.get("/allianties/").context["page"].items) == 0


# Plans and what was said about them


def test_a_plan_is_added_changed_and_shown_where_it_counts(
    arnhem: Area, klarendal: Area, geitenkamp: Area, as_user: AsUser, beheer: User, anna: User
) -> None:
    client, sent = as_user(beheer), {"name": "Fietspad", "wijken": [klarendal.pk], "end": "2027-01-01", **key()}
    for _ in range(2):
        assert client.post("/plannen/nieuw/", sent).status_code == 302
    plan = Plan.objects.get()
    url = reverse("plan-change", args=[plan.pk])
    wrong = client.post(url, {**sent, "version": 1, "start": "2028-01-01"})
    assert "vóór de begindatum" in wrong.content.decode()
    assert client.post(url, {**sent, "version": 1, "aim": "Veilig"}).status_code == 302
    assert client.post(url, {**sent, "version": 1}).status_code == 409
    assert "al een plan" in client.post("/plannen/nieuw/", {**sent, **key()}).content.decode()
    there = as_user(anna)
    assert plan.name in text_of(there, plan)
    assert plan.name not in text_of(there, "/plannen/?wijk=WK020210")
    Plan.objects.update(end="2020-01-01")
    assert plan.name not in text_of(client, "/plannen/")
    assert plan.name in text_of(client, "/plannen/?alle=ja")


def said(plan: Plan, /, **values: Any) -> dict[str, Any]:
    facts = {"stance": "WORRY", "words": "Waar laten wij de bus?", "source_text": "overleg", "on": today()}
    return {"plan": plan.pk, **facts, **key(), **values}


def test_what_was_said_stands_at_the_side_and_at_the_plan(
    plan: Plan, bakery: Actor, tea_hour: InformalNetwork, browser_of_fatima: Client, as_user: AsUser, anna: User
) -> None:
    for side, route in ((bakery, "actor-position-new"), (tea_hour, "network-position-new")):
        sent = said(plan)
        for _ in range(2):
            assert browser_of_fatima.post(reverse(route, args=[side.pk]), sent).status_code == 302
        assert "Waar laten wij de bus?" in text_of(browser_of_fatima, side)
    assert Position.objects.count() == 2
    assert text_of(browser_of_fatima, plan).count("Waar laten wij de bus?") == 2
    assert "Waar laten wij de bus?" not in text_of(as_user(anna), plan)
    first = Position.objects.get(actor=bakery)
    browser_of_fatima.post(reverse("position-remove", args=[first.pk]))
    assert Position.objects.count() == 1


def test_a_wish_and_a_worry_come_before_for_and_against(plan: Plan, bakery: Actor, browser_of_fatima: Client) -> None:
    page = text_of(browser_of_fatima, reverse("actor-position-new", args=[bakery.pk]))
    places = [page.index(f'value="{stance}"') for stance in ("WISH", "WORRY", "FOR", "AGAINST")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"words": ""}, "Vul in"),
        ({"source_text": ""}, "Vul in"),
        ({"on": "2090-01-01"}, "moet nog komen"),
        ({"stance": "ANGRY"}, "Kies iets uit de lijst"),
        ({"plan": "999"}, "Kies iets uit de lijst"),
        ({"words": "Mevrouw Yilmaz is tegen."}, "Is dit nodig?"),
    ],
)
def test_a_wrong_position_is_refused(
    plan: Plan, bakery: Actor, browser_of_fatima: Client, values: dict[str, str], message: str
) -> None:
    answer = browser_of_fatima.post(reverse("actor-position-new", args=[bakery.pk]), said(plan, **values))
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert not Position.objects.exists()


def test_a_sensitive_place_holds_no_position(plan: Plan, mosque: Actor, browser_of_fatima: Client) -> None:
    url = reverse("actor-position-new", args=[mosque.pk])
    assert "leggen we niet vast wat zij" in text_of(browser_of_fatima, url)
    browser_of_fatima.post(url, said(plan))
    assert not Position.objects.exists()
    assert "Wat zij van plannen zeggen" not in text_of(browser_of_fatima, mosque)


# Lists


@pytest.mark.parametrize("address", ["/kanalen/", "/allianties/", "/plannen/"])
def test_lists_ask_as_much_for_one_as_for_fifty(
    arnhem: Area, klarendal: Area, browser_of_fatima: Client, address: str
) -> None:
    kind: Any = {"/kanalen/": Channel, "/allianties/": Alliance, "/plannen/": Plan}[address]
    where: dict[str, Any] = {"municipality": arnhem} | ({} if kind is Plan else {"area": klarendal, "search_text": ""})
    counts = []
    for start, end in ((0, 1), (1, 50)):
        for number in range(start, end):
            made = kind.objects.create(name=f"Ding {number}", sort_name=f"ding {number:02}", **where, **EXTRA[kind])
            if kind is Plan:
                made.wijken.add(klarendal)
        with CaptureQueriesContext(connection) as asked:
            assert len(browser_of_fatima.get(address).context["page"].items) == end
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


EXTRA: dict[Any, dict[str, Any]] = {Channel: {"kind": "APP"}, Alliance: {"goal": "x"}, Plan: {}}


def test_an_alliance_asks_as_much_for_one_partner_as_for_twenty(
    alliance: Alliance, partner: AlliancePartner, fatima: User, arnhem: Area, browser_of_fatima: Client
) -> None:
    with CaptureQueriesContext(connection) as asked:
        text_of(browser_of_fatima, alliance)
    first = len(asked)
    for number in range(20):
        desk = MunicipalContact.objects.create(
            municipality=arnhem, department=f"Team {number}", sort_name=f"team {number}", search_text=""
        )
        add_partner(by=fatima, alliance=alliance, side=desk)
    with CaptureQueriesContext(connection) as asked:
        text_of(browser_of_fatima, alliance)
    assert len(asked) == first <= 12
