"""What stands around the story: gaps first, no names that are not public, nothing about a group that is too small."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from actors.models import Actor, Buddy, Channel, Reach
from tests.access_table import TABLE
from tests.conftest import AsUser, make_user
from tests.test_access import address_of, client_of
from tests.world import PEOPLE, World
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Figure, Indicator, MunicipalitySettings, Plan, ResidentGroup
from wijknet.profiles.around import NEARLY_ALL, around, channels_of, frozen_around, groups_of
from wijknet.profiles.models import ProfileEdition
from wijknet.profiles.services import publish_edition

WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
# Where staff keep the groups of a wijk up to date: who may change the size must find it.
KEPT_UP = {"groups", "group-change"}
PUBLIC = "/wijken/arnhem/klarendal/"


def make_group(area: Area, name: str, size: int | None) -> ResidentGroup:
    place: dict[str, Any] = {"area": area, "municipality": area.municipality}
    made: ResidentGroup = ResidentGroup.objects.create(name=name, size=size, source="wijkteam", **place)
    return made


def reached(actor: Actor, group: ResidentGroup, level: str = "REACHES") -> None:
    Reach.objects.create(
        actor=actor, group=group, level=level, area_id=group.area_id, municipality_id=group.municipality_id
    )


def test_gaps_come_first_then_the_largest(klarendal: Area, bakery: Actor) -> None:
    small, large, gap = (make_group(klarendal, name, size) for name, size in (("A", 20), ("B", 200), ("C", 11)))
    for group in (small, large):
        reached(bakery, group)
    reached(bakery, gap, "UNKNOWN")
    assert [(row.name, row.gap) for row in groups_of(klarendal, [])] == [("C", True), ("B", False), ("A", False)]


def test_a_channel_reaches_too(channel: Channel, klarendal: Area) -> None:
    group = make_group(klarendal, "Nieuwe buren", 30)
    channel.groups.add(group)
    [row] = [row for row in groups_of(klarendal, channels_of(klarendal)) if row.name == "Nieuwe buren"]
    assert (row.channels, row.gap) == ([channel.name], False)


def test_a_group_below_the_minimum_is_nowhere(
    edition: ProfileEdition, channel: Channel, klarendal: Area, bakery: Actor, as_user: AsUser, beheer: User
) -> None:
    MunicipalitySettings.objects.update_or_create(
        municipality=klarendal.municipality, defaults={"minimum_group_size": 25}
    )
    group = make_group(klarendal, "Te klein gezelschap", 24)
    channel.groups.add(group)
    reached(bakery, group, "TRUSTED")
    assert "Te klein" not in str(around(klarendal))
    draft = edition.profile
    made = publish_edition(profile=draft, version=draft.version, signed_name="Team", key=uuid4(), by=beheer)
    assert "Te klein" not in str(made.around)
    client = as_user(beheer)
    pages = (WORKSHOP, f"{WORKSHOP}voorbeeld/", f"{WORKSHOP}edities/2/", f"{WORKSHOP}edities/vergelijken/", PUBLIC)
    for address in pages:
        assert "Te klein" not in client.get(address).content.decode(), address


def test_a_group_just_below_the_minimum_is_on_no_address_at_all(
    world: World, elderly: ResidentGroup, as_user: AsUser
) -> None:
    """Every page of the access table as everybody who may see it. Where groups are kept up it stands, as too small."""
    ResidentGroup.objects.filter(pk=elderly.pk).update(name="Te klein gezelschap", size=9, source="wijkteam")
    seen = {
        name
        for name, row in TABLE.items()
        for person, status in zip(PEOPLE, row.statuses, strict=True)
        if status == 200 and b"Te klein gezelschap" in read(client_of(person, world, as_user), address_of(name, world))
    }
    assert seen == KEPT_UP


def read(client: Client, address: str) -> bytes:
    answer = client.get(address)
    return b"".join(answer) if answer.streaming else answer.content


def test_a_size_that_tells_how_few_others_there_are_is_not_said(klarendal: Area) -> None:
    inhabitants = Indicator.objects.create(code="AantalInwoners", name="Aantal inwoners", unit="aantal", source="CBS")
    Figure.objects.create(area=klarendal, indicator=inhabitants, year=2024, value=Decimal(300), source="CBS")
    sizes = {"Bijna allen": 295, "De helft": 150, "Allen": 300}
    for name, size in sizes.items():
        make_group(klarendal, name, size)
    said = {row.name: row.size for row in groups_of(klarendal, [])}
    assert said["Bijna allen"] == NEARLY_ALL
    assert "150" in said["De helft"]
    assert "300" in said["Allen"]


def test_only_staff_read_the_name_of_a_place_that_is_not_public(
    klarendal: Area, bakery: Actor, fatima: User, beheer: User
) -> None:
    Actor.objects.filter(pk=bakery.pk).update(public=False)
    reached(bakery, make_group(klarendal, "Nieuwe buren", 30))
    [for_all], [for_staff] = groups_of(klarendal, []), groups_of(klarendal, [], fatima)
    [for_admin] = groups_of(klarendal, [], beheer)
    assert (for_all.names, for_all.others, for_admin.names) == ([], 1, [])
    assert (for_staff.names, for_staff.others) == ([bakery.name], 0)
    Actor.objects.filter(pk=bakery.pk).update(public=True)
    assert groups_of(klarendal, [])[0].names == [bakery.name]


def test_an_archived_place_or_channel_reaches_nobody(klarendal: Area, bakery: Actor, channel: Channel) -> None:
    group = make_group(klarendal, "Nieuwe buren", 30)
    reached(bakery, group)
    channel.groups.add(group)
    for model, pk in ((Actor, bakery.pk), (Channel, channel.pk)):
        model.objects.filter(pk=pk).update(archived_on="2026-01-01")
    [row] = [row for row in groups_of(klarendal, channels_of(klarendal)) if row.name == "Nieuwe buren"]
    assert row.gap


def test_residents_read_channels_and_plans_of_the_edition_and_no_name_of_a_buddy(
    edition: ProfileEdition, channel: Channel, buddy: Buddy, plan: Plan, beheer: User
) -> None:
    draft = edition.profile
    publish_edition(profile=draft, version=draft.version, signed_name="Team", key=uuid4(), by=beheer)
    page = Client().get(PUBLIC).content.decode()
    assert channel.name in page
    assert buddy.get_helps_display() in page
    assert buddy.name not in page
    assert plan.name in page
    Channel.objects.update(name="Later anders")
    assert "Later anders" not in Client().get(PUBLIC).content.decode()


def test_a_curator_without_the_network_sees_the_page(klarendal: Area, as_user: AsUser, bakery: Actor) -> None:
    user = make_user("redactie@arnhem.example", "Redactie (test)", klarendal, Function.CURATOR)
    reached(bakery, make_group(klarendal, "Nieuwe buren", 30))
    assert "Nieuwe buren" in as_user(user).get(WORKSHOP).content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_the_questions_do_not_grow(
    klarendal: Area, bakery: Actor, channel: Channel, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        group = make_group(klarendal, f"Groep {number}", 30)
        reached(bakery, group)
        channel.groups.add(group)
    with django_assert_max_num_queries(10):
        frozen_around(klarendal)
