"""Alliances, plans, positions, channels and buddies of wijk A, made by the services. Fixtures for every test."""

from datetime import timedelta

import pytest

from actors.models import Actor, Alliance, AlliancePartner, Buddy, Channel, Position
from actors.services import add_alliance, add_buddy, add_channel, add_partner, add_position
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Plan
from wijknet.areas.services import add_plan
from wijknet.ui.dates import today


@pytest.fixture
def plan(arnhem: Area, fatima: User) -> Plan:
    """Of the gemeente, for all of it."""
    return add_plan(
        by=fatima,
        municipality=arnhem,
        name="Nieuw plein (test)",
        aim="Een plein waar je kunt zitten.",
        owner_text="Gemeente (test)",
        start=None,
        end=None,
    )


@pytest.fixture
def alliance(klarendal: Area, fatima: User) -> Alliance:
    return add_alliance(by=fatima, area=klarendal, name="Samen eten (test)", goal="Elke week samen eten.", start=None)


@pytest.fixture
def partner(alliance: Alliance, bakery: Actor, fatima: User) -> AlliancePartner:
    return add_partner(by=fatima, alliance=alliance, side=bakery, wants="Meer klanten", offers="Brood van gisteren")


@pytest.fixture
def channel(klarendal: Area, fatima: User) -> Channel:
    return add_channel(
        by=fatima,
        area=klarendal,
        name="De Wijkkrant (test)",
        kind="PAPER",
        owner=None,
        how="Mail de tekst.",
        deadline="elke eerste maandag",
        website="",
    )


@pytest.fixture
def buddy(channel: Channel, fatima: User) -> Buddy:
    """Helps with the wijkkrant, and wants to."""
    return add_buddy(
        by=fatima,
        channel=channel,
        name="Sam Voorbeeld (test)",
        helps="WRITES",
        phone="06 12345678",
        email="sam@voorbeeld.example",
        consent_text="Ik schrijf graag een stukje.",
        consent_on=today(),
        retain_until=today() + timedelta(days=365),
    )


@pytest.fixture
def position(klarendal: Area, bakery: Actor, plan: Plan, fatima: User) -> Position:
    return add_position(
        by=fatima,
        area=klarendal,
        side=bakery,
        plan=plan,
        stance="WISH",
        words="Graag een bankje in de zon.",
        source_text="wijkgesprek",
        on=today(),
    )
