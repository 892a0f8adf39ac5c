"""What everybody may read holds nothing that somebody told us in confidence, and stands in nobody else's frame.

The addresses come from the URLconf: every view that says `@public` is read, in every way in which it shows things, so a
new one is read without anybody thinking of it. Left out is only what belongs to one person, by a secret in its address.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from actors.models import Actor, PersonFunction
from initiatives.models import Initiative, Message, Submission
from tests.access_table import TABLE
from tests.initiatives.make import make_initiative
from tests.test_access import address_of, ours
from tests.world import World
from wijknet.areas.models import Theme
from wijknet.ui.dates import today

# An argument that only one person knows: the page behind it is theirs.
SECRETS = {"token", "key"}
VIEWS = ("", "?weergave=kaart", "?wijk=WK020207", "?wijk=GM0202&fase=IDEA", "?woorden=plek", "?thema=Plant")
FRAMED = {"initiatives-embed"}

PLANTED = {
    "name": "Plantnaam",
    "e-mail": "plant.geheim@voorbeeld.example",
    "phone": "06 87 65 43 21",
    "adult": "Plantouder",
    "visit": "Plantstraat 12 achterom",
    "original": "Plantstraat 34-b, 6822 ZZ",
    "reason": "Plantreden",
    "remark": "Plantopmerking",
    "message": "Plantbericht",
    "step": "Plantstap",
    "longitude": "5.987654",
    "latitude": "51.987654",
    "person": "Plantpersoon",
    "helper": "Plantaanbod",
    "supporter": "steun.geheim@voorbeeld.example",
    "circle": "Plantkring",
    "member": "Plantlid",
}


def open_to_all() -> list[str]:
    names = [address.name for address in ours() if getattr(address.view, "access", "") == "public"]
    return sorted(name for name in names if not SECRETS & TABLE[name].arguments.keys())


def pages(world: World) -> Iterator[str]:
    for name in open_to_all():
        yield from (address_of(name, world) + view for view in VIEWS)


@pytest.fixture
def planted(world: World) -> list[Initiative]:
    """One that is public with everything filled in that is not, and others that never may be seen."""
    sender: dict[str, Any] = {
        "sender_name": PLANTED["name"],
        "email": PLANTED["e-mail"],
        "phone": PLANTED["phone"],
        "contact_name": PLANTED["adult"],
        "under_16": True,
        "visit_text": PLANTED["visit"],
        "reach_visit": True,
        "original": {"title": PLANTED["name"], "place_text": PLANTED["original"]},
    }
    told: dict[str, Any] = {
        "remark": PLANTED["remark"],
        "moderation_reason": PLANTED["reason"],
        "waiting_text": PLANTED["step"],
        "lon": float(PLANTED["longitude"]),
        "lat": float(PLANTED["latitude"]),
        "waiting_until": today() + timedelta(days=3),
    }
    wijk = world.klarendal
    public = make_initiative(wijk, public=True, sender=sender, title="Een plek voor planten", **told)
    public.themes.add(Theme.objects.create(municipality=world.arnhem, name="Plant"))
    hidden = [
        make_initiative(wijk, sender=sender, title=PLANTED["name"], moderation=moderation, **told)
        for moderation in ("RECEIVED", "LOOKING", "NOT_PLACED", "WITHDRAWN")
    ]
    hidden.append(make_initiative(wijk, sender=sender, title=PLANTED["name"], kind="QUESTION", **told))
    for initiative in (public, *hidden):
        Message.objects.create(initiative=initiative, sender="SENDER", text=PLANTED["message"])
    Actor.objects.update(email=PLANTED["e-mail"], phone=PLANTED["phone"])
    person = PersonFunction.objects.get(pk=world.owner.pk).person
    person.name = PLANTED["person"]
    person.save()
    return [public, *hidden]


def test_nothing_that_was_told_in_confidence_is_public(world: World, planted: list[Initiative]) -> None:
    secrets = [*PLANTED.values(), PLANTED["phone"].replace(" ", ""), *(one.reference for one in planted[1:])]
    found, seen = [], 0
    client = Client()
    for address in (*pages(world), planted[0].get_absolute_url()):
        response: Any = client.get(address)
        assert response.status_code in {200, 404}, address
        text = response.getvalue().decode(errors="replace")
        seen += planted[0].title in text
        found += [(address, secret) for secret in secrets if secret in text]
    assert found == []
    # The list, the map, two feeds, the frame, the start and the wijk all tell of the one that may be read.
    assert seen >= 7 * 2


def test_with_consent_the_first_name_is_there(world: World, planted: list[Initiative]) -> None:
    Initiative.objects.filter(pk=planted[0].pk).update(public_name="Plantnaam")
    Submission.objects.filter(initiative=planted[0]).update(under_16=False, show_name=True)
    answers: dict[str, Any] = {address: Client().get(address) for address in pages(world)}
    with_name = [address for address, answer in answers.items() if b"Plantnaam" in answer.getvalue()]
    assert {address.split("?")[0] for address in with_name} == {"/initiatieven/feed.atom", "/initiatieven/feed.json"}
    assert b"Plantnaam" in Client().get(planted[0].get_absolute_url()).content


def test_only_the_frame_may_be_framed(world: World) -> None:
    for name in sorted(TABLE):
        response = Client().get(address_of(name, world))
        policy = response["Content-Security-Policy"]
        assert ("frame-ancestors 'none'" in policy) is (name not in FRAMED), name
        assert (response.headers.get("X-Frame-Options") == "DENY") is (name not in FRAMED), name


def test_a_new_public_address_is_read(world: World) -> None:
    names = open_to_all()
    assert {
        "initiatives",
        "initiatives-atom",
        "initiatives-json",
        "initiatives-embed",
        "initiative",
        "area",
        "borders",
    } <= set(names)
    assert "initiative-follow" not in names
