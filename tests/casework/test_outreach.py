"""Nieuws via de wijk: a circle that is kept, who was asked, and the archive."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, ActorKind, Approach, InformalNetwork
from actors.services import set_reach
from actors.triggers import drop
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.casework.models import Outreach, OutreachMember
from wijknet.casework.services import archive_outreach, clear_old, keep_circle, tick_asked
from wijknet.log.models import LogEntry
from wijknet.ui.dates import today

LIST = "/nieuws-via-de-wijk/"


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    cache.clear()
    return as_user(fatima)


@pytest.fixture
def page(elderly: ResidentGroup, bakery: Actor, tea_hour: InformalNetwork, fatima: User) -> str:
    """The address that keeps the circle of the bakery, and of the tea hour when the bakery is left out."""
    for side in (bakery, tea_hour):
        set_reach(by=fatima, side=side, group=elderly, level="TRUSTED")
    return f"/netwerk/arnhem/klarendal/kring/bewaren/?groep={elderly.pk}"


def test_a_circle_is_kept_once(
    page: str, browser: Client, bakery: Actor, elderly: ResidentGroup, klarendal: Area
) -> None:
    shown = browser.get(page).content.decode()
    assert bakery.name in shown
    assert elderly.name in shown
    sent = {"title": "Het plein gaat open", "request_key": str(uuid4())}
    for _twice in range(2):
        answer = browser.post(page, sent)
    kept = Outreach.objects.get()
    assert answer["Location"] == f"{LIST}{kept.pk}/"
    assert (kept.area, kept.title, list(kept.groups.all())) == (klarendal, "Het plein gaat open", [elderly])
    assert [str(member) for member in kept.members.all()] == [bakery.name]
    assert LogEntry.objects.filter(verb="create", model="casework.Outreach", object_pk=kept.pk).count() == 1


def test_the_circle_of_the_address_is_the_one_that_is_kept(
    page: str, browser: Client, bakery: Actor, tea_hour: InformalNetwork
) -> None:
    browser.post(f"{page}&zonder=actor-{bakery.pk}", {"title": "Nieuws", "request_key": str(uuid4())})
    assert [str(member) for member in OutreachMember.objects.all()] == [tea_hour.name]


@pytest.mark.parametrize("query", ["", "?groep=", "?groep=999999", "?keer=0"])
def test_without_a_circle_nothing_is_kept(page: str, browser: Client, query: str) -> None:
    address = page.partition("?")[0] + query
    for answer in (browser.get(address), browser.post(address, {"title": "x", "request_key": str(uuid4())})):
        assert answer.status_code == 200
        assert "Er is geen kring om te bewaren" in answer.content.decode()
    assert not Outreach.objects.exists()


def test_a_title_is_needed(page: str, browser: Client) -> None:
    answer = browser.post(page, {"title": " ", "request_key": str(uuid4())})
    assert "Schrijf kort op wat je wilt vertellen" in answer.content.decode()
    assert not Outreach.objects.exists()


def test_who_was_asked_is_ticked_once_and_counts(
    outreach: Outreach, outreach_member: OutreachMember, browser: Client, bakery: Actor, klarendal: Area
) -> None:
    assert "Ik heb dit gevraagd" in browser.get(f"{LIST}{outreach.pk}/").content.decode()
    for _twice in range(2):
        browser.post(f"{LIST}{outreach.pk}/{outreach_member.pk}/gevraagd/")
    approach = Approach.objects.get()
    assert (approach.actor, approach.area, approach.why) == (bakery, klarendal, "nieuws via de wijk")
    text = browser.get(f"{LIST}{outreach.pk}/").content.decode()
    assert "gevraagd op" in text
    assert "Ik heb dit gevraagd" not in text
    assert "1 van de 1 gevraagd" in browser.get(LIST).content.decode()


def test_a_network_is_ticked_without_an_approach(outreach: Outreach, tea_hour: InformalNetwork, fatima: User) -> None:
    member = OutreachMember.objects.create(outreach=outreach, network=tea_hour)
    assert tick_asked(by=fatima, member=member).asked_on == today()
    assert not Approach.objects.exists()


def test_the_archive_and_back(outreach: Outreach, outreach_member: OutreachMember, browser: Client) -> None:
    browser.post(f"{LIST}{outreach.pk}/archief/")
    assert outreach.title not in browser.get(LIST).content.decode()
    assert outreach.title in browser.get(f"{LIST}?staat=archief").content.decode()
    assert browser.post(f"{LIST}{outreach.pk}/{outreach_member.pk}/gevraagd/").status_code == 404
    browser.post(f"{LIST}{outreach.pk}/archief/", {"terug": "1"})
    assert outreach.title in browser.get(LIST).content.decode()


def test_who_may(
    page: str, outreach: Outreach, outreach_member: OutreachMember, as_user: AsUser, joris: User, anna: User
) -> None:
    posts = (f"{LIST}{outreach.pk}/{outreach_member.pk}/gevraagd/", f"{LIST}{outreach.pk}/archief/", page)
    for user, status in ((joris, 403), (anna, 404)):
        client = as_user(user)
        assert [client.post(address).status_code for address in posts] == [status] * 3
    text = as_user(joris).get(f"{LIST}{outreach.pk}/").content.decode()
    assert "Ik heb dit gevraagd" not in text
    assert outreach.title not in as_user(anna).get(LIST).content.decode()
    outreach_member.refresh_from_db()
    assert outreach_member.asked_on is None


def test_a_member_of_another_plan_is_not_found(
    outreach: Outreach, klarendal: Area, fatima: User, tea_hour: InformalNetwork, browser: Client
) -> None:
    other = keep_circle(by=fatima, area=klarendal, key=uuid4(), title="Anders", groups=[], members=[tea_hour])
    assert browser.post(f"{LIST}{outreach.pk}/{other.members.get().pk}/gevraagd/").status_code == 404


def test_what_became_sensitive_or_too_small_does_not_show(
    outreach: Outreach, bakery: Actor, elderly: ResidentGroup, browser: Client
) -> None:
    drop(None, connection.SchemaEditorClass(connection))
    Actor.objects.filter(pk=bakery.pk).update(kind=ActorKind.objects.filter(sensitive=True).first())
    ResidentGroup.objects.filter(pk=elderly.pk).update(size=9, source="test")
    text = browser.get(f"{LIST}{outreach.pk}/").content.decode()
    assert bakery.name not in text
    assert elderly.name not in text
    assert "0 van de 0 gevraagd" in browser.get(LIST).content.decode()


def test_the_database_refuses(outreach: Outreach, bakery: Actor, tea_hour: InformalNetwork) -> None:
    wrong: list[dict[str, Any]] = [{}, {"actor": bakery, "network": tea_hour}, {"actor": bakery}]
    for columns in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            OutreachMember.objects.create(outreach=outreach, **columns)


def test_a_plan_goes_after_five_years(outreach: Outreach) -> None:
    Outreach.objects.update(made_on=today() - timedelta(days=5 * 365))
    clear_old()
    assert Outreach.objects.exists()
    Outreach.objects.update(made_on=today() - timedelta(days=5 * 365 + 1))
    clear_old()
    assert not Outreach.objects.exists()


def test_archived_twice_is_written_once(outreach: Outreach, fatima: User) -> None:
    for _twice in range(2):
        archive_outreach(by=fatima, outreach=outreach)
    assert LogEntry.objects.filter(verb="archive").count() == 1


def test_lists_ask_as_much_for_one_as_for_fifty(
    outreach: Outreach,
    klarendal: Area,
    fatima: User,
    tea_hour: InformalNetwork,
    elderly: ResidentGroup,
    browser: Client,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(LIST)
        return len(asked)

    few = queries()
    for number in range(49):
        keep_circle(
            by=fatima, area=klarendal, key=uuid4(), title=f"Plan {number}", groups=[elderly], members=[tea_hour]
        )
    assert queries() == few
    assert few <= 8
