"""Places and people that chose to be found stand on the public page of their wijk; nobody else does."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from actors.models import Actor, ActorKind, Buddy, Channel
from initiatives.services import add_need, set_found
from tests.initiatives.make import make_event
from tests.pages.test_area import ADDRESS, make_initiative, queries
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.pages.stamp import kept
from wijknet.ui.dates import today


def page(client: Client) -> str:
    return str(client.get(ADDRESS).content.decode())


def test_a_place_stands_there_when_it_wants_to(bakery: Actor, client: Client) -> None:
    Actor.objects.update(public=False)
    assert bakery.name not in page(client)
    Actor.objects.filter(pk=bakery.pk).update(public=True, street="Klarendalseweg", house_number="12")
    shown = page(client)
    assert bakery.name in shown
    assert bakery.kind.name in shown
    assert "Klarendalseweg 12" in shown


@pytest.mark.parametrize("what", ["archived", "sensitive", "phone"])
def test_what_is_gone_or_sensitive_does_not(bakery: Actor, client: Client, what: str) -> None:
    Actor.objects.filter(pk=bakery.pk).update(public=True, phone="026 1234567")
    if what == "archived":
        Actor.objects.filter(pk=bakery.pk).update(archived_on=today())
    if what == "sensitive":
        ActorKind.objects.filter(pk=bakery.kind_id).update(sensitive=True)
    shown = page(client)
    assert (bakery.name in shown) == (what == "phone")
    assert "1234567" not in shown


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"public": True}, True),
        ({}, False),
        ({"public": True, "consent_on": today() - timedelta(9), "retain_until": today() - timedelta(1)}, False),
    ],
)
def test_a_buddy_is_named_by_their_own_yes(
    buddy: Buddy, channel: Channel, client: Client, changed: dict[str, Any], named: bool
) -> None:
    Buddy.objects.filter(pk=buddy.pk).update(**changed)
    shown = page(client)
    assert ("<b>Sam, maatje</b>" in shown) == named
    assert "Voorbeeld (test)" not in shown
    assert buddy.phone not in shown


def test_a_buddy_who_stops_is_gone_at_once(buddy: Buddy, client: Client) -> None:
    Buddy.objects.update(public=True)
    assert "Sam, maatje" in page(client)
    buddy.delete()
    assert "Sam, maatje" not in page(client)


def test_what_an_initiative_needs_is_asked_until_it_is_found(klarendal: Area, client: Client, fatima: User) -> None:
    initiative = make_initiative(klarendal)
    assert "Buren zoeken hulp." in page(client)
    need = add_need(initiative=initiative, kind="PLACE", text="een keuken voor 40 mensen", key=uuid4(), by=fatima)
    assert "Bankje 1 zoekt: een keuken voor 40 mensen." in page(client)
    set_found(need=need, found=True, by=fatima)
    assert "een keuken voor 40 mensen" not in page(client)


def test_the_next_meeting_is_asked_and_told_to_machines(klarendal: Area, client: Client, fatima: User) -> None:
    event = make_event(klarendal, fatima, title="Praat mee </script>", in_days=2)
    shown = page(client)
    assert "Wanneer zien we elkaar?" in shown
    data = json.loads(shown.split('application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "AdministrativeArea"
    told = data["event"][0]
    assert told["name"] == "Praat mee </script>"
    assert told["startDate"] == timezone.localtime(event.starts_at).isoformat()
    assert told["location"]["@type"] == "Place"
    assert told["eventStatus"] == "https://schema.org/EventScheduled"


def test_all_of_it_costs_no_question_more(bakery: Actor, buddy: Buddy, client: Client, fatima: User) -> None:
    client.get(ADDRESS)
    kept.clear()
    before = queries(client)
    Actor.objects.update(public=True)
    Buddy.objects.update(public=True)
    for number in range(20):
        extra = Actor.objects.get(pk=bakery.pk)
        extra.pk, extra.name = None, f"Bakker {number}"
        extra.save()
    kept.clear()
    assert queries(client) == before <= 8
    assert page(client).count("Bakker") <= 8
