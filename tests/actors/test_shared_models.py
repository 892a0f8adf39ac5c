"""Rules of alliances, channels with their buddies, and positions: refused by the database, whoever writes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from actors.models import (
    Actor,
    ActorKind,
    Alliance,
    AlliancePartner,
    Buddy,
    Channel,
    InformalNetwork,
    MunicipalContact,
    Position,
)
from tests.actors.places import kind_named
from wijknet.areas.models import Area, Plan

DAY, EARLIER = date(2026, 11, 24), date(2026, 11, 2)


@pytest.fixture
def here(klarendal: Area) -> dict[str, Any]:
    return {"area": klarendal, "municipality": klarendal.municipality}


@pytest.fixture
def plan(arnhem: Area) -> Plan:
    made: Plan = Plan.objects.create(municipality=arnhem, name="Nieuw plein (test)", sort_name="nieuw plein test")
    return made


@pytest.fixture
def alliance(here: dict[str, Any]) -> Alliance:
    made: Alliance = Alliance.objects.create(name="Samen eten", sort_name="samen eten", goal="Elke week eten.", **here)
    return made


@pytest.fixture
def channel(here: dict[str, Any]) -> Channel:
    made: Channel = Channel.objects.create(name="De Wijkkrant", sort_name="de wijkkrant", kind="PAPER", **here)
    return made


def refuses(constraint: str, row: models.Model) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save(force_insert=True)


def buddy(channel: Channel, **values: Any) -> Buddy:
    facts = {"name": "Sam (test)", "helps": "FILMS", "consent_text": "Ik film.", "consent_on": EARLIER}
    return Buddy(channel=channel, **{**facts, "retain_until": DAY, **values})


def test_plans(arnhem: Area, plan: Plan) -> None:
    row: dict[str, Any] = {"municipality": arnhem, "name": "Fietspad", "sort_name": "fietspad"}
    refuses("areas_plan_dates", Plan(**row, start=DAY, end=EARLIER))
    refuses("areas_plan_has_name", Plan(**{**row, "name": ""}))
    refuses("areas_plan_once|UNIQUE", Plan(**{**row, "name": plan.name}))


def test_alliances(here: dict[str, Any], alliance: Alliance, bakery: Actor, desk: MunicipalContact) -> None:
    refuses("actors_alliance_has_goal", Alliance(name="x", sort_name="x", **here))
    refuses("actors_alliance_has_name", Alliance(name="", sort_name="x", goal="x", **here))
    refuses("actors_partner_one_side", AlliancePartner(alliance=alliance))
    refuses("actors_partner_one_side", AlliancePartner(alliance=alliance, actor=bakery, contact=desk))
    AlliancePartner.objects.create(alliance=alliance, actor=bakery)
    refuses("actors_partner_actor_once|UNIQUE", AlliancePartner(alliance=alliance, actor=bakery))


def test_channels_and_buddies(here: dict[str, Any], channel: Channel) -> None:
    refuses("actors_channel_has_name", Channel(name="", sort_name="x", kind="PAPER", **here))
    refuses("actors_buddy_has_name", buddy(channel, name=""))
    refuses("actors_buddy_has_consent", buddy(channel, consent_text=""))
    refuses("actors_buddy_dates", buddy(channel, consent_on=DAY, retain_until=EARLIER))


def test_positions(here: dict[str, Any], plan: Plan, bakery: Actor, tea_hour: InformalNetwork) -> None:
    row = {"plan": plan, "stance": "WISH", "words": "Graag een bank.", "source_text": "wijkgesprek", "on": DAY, **here}
    refuses("actors_position_one_side", Position(**row))
    refuses("actors_position_one_side", Position(actor=bakery, network=tea_hour, **row))
    refuses("actors_position_stance", Position(actor=bakery, **{**row, "stance": "ANGRY"}))
    refuses("actors_position_in_words", Position(actor=bakery, **{**row, "words": ""}))
    refuses("actors_position_in_words", Position(actor=bakery, **{**row, "source_text": ""}))


def test_a_sensitive_actor_is_no_partner_and_holds_no_position(
    here: dict[str, Any], plan: Plan, alliance: Alliance, mosque: Actor, bakery: Actor
) -> None:
    refuses("actors_partner_not_of_sensitive", AlliancePartner(alliance=alliance, actor=mosque))
    row = {"plan": plan, "stance": "WISH", "words": "x", "source_text": "x", "on": DAY, **here}
    refuses("actors_position_not_of_sensitive", Position(actor=mosque, **row))
    partner = AlliancePartner.objects.create(alliance=alliance, actor=bakery)
    position = Position.objects.create(actor=bakery, **row)
    for held in (partner, position):
        with pytest.raises(IntegrityError, match="of_sensitive"), transaction.atomic():
            type(held)._default_manager.filter(pk=held.pk).update(actor=mosque)


def test_no_buddy_at_a_channel_of_a_sensitive_actor(channel: Channel, mosque: Actor) -> None:
    Channel.objects.update(owner=mosque)
    refuses("actors_buddy_not_at_sensitive", buddy(channel))
    Channel.objects.update(owner=None)
    buddy(channel).save()
    with pytest.raises(IntegrityError, match="actors_buddy_not_at_sensitive"), transaction.atomic():
        Channel.objects.update(owner=mosque)


@pytest.mark.parametrize("bond", ["partner", "position", "buddy"])
def test_what_holds_something_does_not_become_sensitive(
    here: dict[str, Any], plan: Plan, alliance: Alliance, channel: Channel, bakery: Actor, bond: str
) -> None:
    sensitive = kind_named("Geloofsgemeenschap")
    if bond == "partner":
        AlliancePartner.objects.create(alliance=alliance, actor=bakery)
    elif bond == "position":
        row = {"plan": plan, "stance": "WISH", "words": "x", "source_text": "x", "on": DAY, **here}
        Position.objects.create(actor=bakery, **row)
    else:
        Channel.objects.update(owner=bakery)
        buddy(channel).save()
    with pytest.raises(IntegrityError, match="actors_sensitive_kind_stays_bare"), transaction.atomic():
        Actor.objects.filter(pk=bakery.pk).update(kind=sensitive)
    with pytest.raises(IntegrityError, match="actors_sensitive_kind_stays_bare"), transaction.atomic():
        ActorKind.objects.filter(pk=bakery.kind_id).update(sensitive=True)
