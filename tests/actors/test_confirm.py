""" "Klopt dit nog?": a stack of what nobody confirmed for long, each with three answers and an undo."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from actors.models import Actor, InformalNetwork, Reach, Tie
from actors.services import archive_actor, set_reach
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.log.models import LogEntry
from wijknet.ui.dates import today

PAGE = "/netwerk/arnhem/klarendal/klopt-dit-nog/"


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def reach(elderly: ResidentGroup, tea_hour: InformalNetwork, fatima: User) -> Reach:
    return set_reach(by=fatima, side=tea_hour, group=elderly, level="TRUSTED", on=today() - timedelta(days=300))


@pytest.fixture
def old_tie(tie: Tie) -> Tie:
    tie.last_confirmed_on = today() - timedelta(days=400)
    tie.save()
    return tie


def answer(client: Client, words: str, address: str = PAGE) -> Any:
    top = client.get(address).context["top"]
    return client.post(PAGE, {"wat": str(top or ""), "antwoord": words})


def test_the_oldest_comes_first_ties_and_reach_together(old_tie: Tie, reach: Reach, browser_of_fatima: Client) -> None:
    assert browser_of_fatima.get(PAGE).context["row"] == old_tie
    after = answer(browser_of_fatima, "ja")["Location"]
    assert browser_of_fatima.get(after).context["row"] == reach
    after = answer(browser_of_fatima, "ja", after)["Location"]
    assert "Alles is het laatste halfjaar bevestigd" in browser_of_fatima.get(after).content.decode()
    old_tie.refresh_from_db()
    reach.refresh_from_db()
    assert old_tie.last_confirmed_on == reach.last_confirmed_on == today()
    Reach.objects.update(last_confirmed_on=None)
    assert browser_of_fatima.get(PAGE).context["row"] == reach


def test_not_any_more(old_tie: Tie, reach: Reach, browser_of_fatima: Client) -> None:
    after = answer(browser_of_fatima, "nee")["Location"]
    answer(browser_of_fatima, "nee", after)
    old_tie.refresh_from_db()
    assert old_tie.end == today()
    assert not Reach.objects.exists()
    assert LogEntry.objects.filter(verb="delete", model="actors.Reach").exists()


def test_i_do_not_know_goes_on_and_changes_nothing(old_tie: Tie, reach: Reach, browser_of_fatima: Client) -> None:
    after = answer(browser_of_fatima, "weet-niet")["Location"]
    assert browser_of_fatima.get(after).context["row"] == reach
    after = answer(browser_of_fatima, "weet-niet", after)["Location"]
    page = browser_of_fatima.get(after).content.decode()
    assert "Je bent aan het eind" in page
    assert "2 die je oversloeg" in page
    old_tie.refresh_from_db()
    assert (old_tie.last_confirmed_on, old_tie.end) == (today() - timedelta(days=400), None)


@pytest.mark.parametrize("words", ["ja", "nee"])
def test_the_last_answers_are_taken_back_one_by_one(
    old_tie: Tie, reach: Reach, browser_of_fatima: Client, words: str
) -> None:
    after = answer(browser_of_fatima, words)["Location"]
    answer(browser_of_fatima, words, after)
    for row in (reach, old_tie):
        back = browser_of_fatima.post(PAGE, {"antwoord": "terug"})["Location"]
        assert browser_of_fatima.get(back).context["row"] == row
    kept, fields = Reach.objects.get(), ("pk", "level", "network_id", "group_id", "last_confirmed_on", "area_id")
    assert [getattr(kept, name) for name in fields] == [getattr(reach, name) for name in fields]
    old_tie.refresh_from_db()
    assert (old_tie.last_confirmed_on, old_tie.end) == (today() - timedelta(days=400), None)
    gone = browser_of_fatima.post(PAGE, {"antwoord": "terug"}, follow=True).content.decode()
    assert "Er is niets om terug te draaien" in gone


def test_what_was_filled_in_again_is_not_overwritten(
    reach: Reach, elderly: ResidentGroup, tea_hour: InformalNetwork, fatima: User, browser_of_fatima: Client
) -> None:
    answer(browser_of_fatima, "nee")
    set_reach(by=fatima, side=tea_hour, group=elderly, level="UNKNOWN")
    page = browser_of_fatima.post(PAGE, {"antwoord": "terug"}, follow=True).content.decode()
    assert "vulde het net opnieuw in" in page
    assert Reach.objects.get().level == "UNKNOWN"


def test_a_double_press_answers_one(old_tie: Tie, reach: Reach, browser_of_fatima: Client) -> None:
    sent = {"wat": str(browser_of_fatima.get(PAGE).context["top"]), "antwoord": "nee"}
    addresses = {browser_of_fatima.post(PAGE, sent)["Location"] for _ in range(2)}
    assert len(addresses) == 1
    assert Reach.objects.get() == reach


@pytest.mark.parametrize("wat", ["", "x", "20250101-person-1", "20250101-relatie-999", "20259999-bereik-1"])
def test_nonsense_answers_nothing(old_tie: Tie, browser_of_fatima: Client, wat: str) -> None:
    assert browser_of_fatima.post(PAGE, {"wat": wat, "antwoord": "nee"}).status_code == 302
    assert browser_of_fatima.get(PAGE, {"na": wat}).status_code == 200
    old_tie.refresh_from_db()
    assert old_tie.end is None


def test_small_groups_and_archived_places_ask_nothing(
    old_tie: Tie, reach: Reach, bakery: Actor, elderly: ResidentGroup, fatima: User, browser_of_fatima: Client
) -> None:
    ResidentGroup.objects.filter(pk=elderly.pk).update(size=9, source="test")
    archive_actor(actor=bakery, by=fatima)
    page = browser_of_fatima.get(PAGE)
    assert (page.context["row"], page.context["left"]) == (None, 0)


def test_another_wijk_is_asked_apart(geitenkamp: Area, old_tie: Tie, as_user: AsUser, anna: User, joris: User) -> None:
    there = as_user(anna)
    assert there.get("/netwerk/arnhem/geitenkamp/klopt-dit-nog/").context["row"] is None
    for client, status in ((there, 404), (as_user(joris), 403)):
        sent = {"wat": f"20250101-relatie-{old_tie.pk}", "antwoord": "nee"}
        assert client.post(PAGE, sent).status_code == status
    old_tie.refresh_from_db()
    assert old_tie.end is None
