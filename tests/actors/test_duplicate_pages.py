"""The pages about places that are there twice: the list, these are two, merging, taking back, and the hint."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor, ActorMerge
from actors.services import add_actor, change_actor
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area

LIST = "/actoren/dubbel/"
NEW = "/actoren/nieuw/"
TYPING = "/actoren/nieuw/lijkt-op/"


@pytest.fixture
def twin(bakery: Actor, klarendal: Area, fatima: User) -> Actor:
    return add_actor(by=fatima, area=klarendal, name="Bakker Yildiz (test)", kind=bakery.kind, phone="026 300 00 01")


@pytest.fixture
def fatimas(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def merge_url(kept: Actor, gone: Actor) -> str:
    return reverse("actor-merge", args=[kept.pk, gone.pk])


def answers(kept: Actor, gone: Actor, **chosen: str) -> dict[str, Any]:
    return {"kept_version": kept.version, "gone_version": gone.version, "name": "kept", "phone": "gone", **chosen}


def page_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_pair_stands_in_the_list_until_somebody_says_these_are_two(
    bakery: Actor, twin: Actor, fatimas: Client, as_user: AsUser, beheer: User, anna: User
) -> None:
    for client in (fatimas, as_user(beheer)):
        assert merge_url(bakery, twin) in page_of(client, LIST)
    assert merge_url(bakery, twin) not in page_of(as_user(anna), LIST)
    apart = reverse("duplicate-apart", args=[bakery.pk, twin.pk])
    assert as_user(anna).post(apart).status_code == 404
    for _again in range(2):
        assert fatimas.post(apart).status_code == 302
    assert "Niets gevonden dat dubbel lijkt" in page_of(fatimas, LIST)


def test_what_is_changed_is_looked_at_anew(bakery: Actor, twin: Actor, fatima: User, fatimas: Client) -> None:
    page_of(fatimas, LIST)
    change_actor(actor=twin, by=fatima, version=1, area=twin.area, name="Viskraam Neptunus", kind=twin.kind, phone="")
    assert merge_url(bakery, twin) not in page_of(fatimas, LIST)


def test_the_list_asks_as_much_for_many_as_for_few(
    bakery: Actor, twin: Actor, klarendal: Area, fatima: User, fatimas: Client
) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page_of(fatimas, LIST)
        return len(asked)

    few = count()
    for number in range(30):
        for _twice in range(2):
            add_actor(by=fatima, area=klarendal, name=f"Salon {chr(97 + number) * 6}", kind=bakery.kind)
    assert count() <= few


def test_merging_asks_what_differs_shows_what_moves_and_can_be_undone(
    bakery: Actor, twin: Actor, fatimas: Client
) -> None:
    page = page_of(fatimas, merge_url(bakery, twin))
    assert "026 300 00 01" in page
    assert 'name="website"' not in page
    assert "wijken: 1 stond er al" in page
    assert fatimas.post(merge_url(bakery, twin), {}).status_code == 400
    answer = fatimas.post(merge_url(bakery, twin), answers(bakery, twin))
    merge = ActorMerge.objects.get()
    assert answer.headers["Location"] == merge.get_absolute_url()
    bakery.refresh_from_db()
    assert bakery.phone == "026 300 00 01"
    # Sent twice is done once; the old address leads to what stayed.
    assert fatimas.post(merge_url(bakery, twin), answers(bakery, twin)).status_code == 302
    assert fatimas.get(f"/actoren/{twin.pk}/").headers["Location"] == bakery.get_absolute_url()
    undo = reverse("actor-merge-undo", args=[merge.pk])
    assert undo in page_of(fatimas, merge.get_absolute_url())
    fatimas.post(undo)
    assert "Het zijn weer twee plekken" in page_of(fatimas, merge.get_absolute_url())
    assert Actor.objects.get(pk=twin.pk).phone == "026 300 00 01"
    assert fatimas.get(f"/actoren/{twin.pk}/").status_code == 200


def test_another_wijk_and_a_key_that_never_was_are_not_there(
    merged: ActorMerge, bakery: Actor, fatimas: Client, as_user: AsUser, anna: User
) -> None:
    assert as_user(anna).get(f"/actoren/{merged.gone_pk}/").status_code == 404
    assert as_user(anna).post(reverse("actor-merge-undo", args=[merged.pk])).status_code == 404
    assert fatimas.get("/actoren/999999/").status_code == 404
    assert fatimas.get(f"/actoren/{bakery.pk}/samenvoegen/999999/").status_code == 404


def test_a_colleague_changed_it_meanwhile(bakery: Actor, twin: Actor, fatima: User, fatimas: Client) -> None:
    sent = answers(bakery, twin, name="gone")
    change_actor(actor=bakery, by=fatima, version=1, area=bakery.area, name=bakery.name, kind=bakery.kind, wants="meel")
    answer = fatimas.post(merge_url(bakery, twin), sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Een collega veranderde net een van de twee" in page
    assert "meel" in page
    assert f'name="kept_version" value="{bakery.version + 1}"' in page
    assert not ActorMerge.objects.exists()


def test_a_sensitive_place_is_refused_in_words(bakery: Actor, mosque: Actor, fatimas: Client) -> None:
    assert "gevoelige soort" in page_of(fatimas, merge_url(bakery, mosque))
    assert fatimas.post(merge_url(bakery, mosque), answers(bakery, mosque, kind="kept")).status_code == 400
    assert Actor.objects.count() == 2


def test_an_admin_merges_without_reading_what_is_said_there(
    bakery: Actor, twin: Actor, as_user: AsUser, beheer: User
) -> None:
    admin = as_user(beheer)
    assert admin.post(merge_url(bakery, twin), answers(bakery, twin)).status_code == 302
    assert "Het is nu één plek" in page_of(admin, ActorMerge.objects.get().get_absolute_url())


def typed(wijk: Area, actor: Actor, **values: Any) -> dict[str, Any]:
    return {"name": actor.name, "kind": actor.kind_id, "area": wijk.pk, "request_key": uuid4(), **values}


def test_while_typing_what_may_be_there_already_is_shown(
    bakery: Actor, klarendal: Area, geitenkamp: Area, fatimas: Client, as_user: AsUser, anna: User
) -> None:
    asked: dict[str, Any] = {"name": "bakker yildiz (test)", "area": klarendal.pk, "phone": "{{ 7*7 }}123"}
    assert bakery.get_absolute_url() in fatimas.get(TYPING, asked, headers={"HX-Request": "true"}).content.decode()
    # No wijk was chosen yet.
    assert bakery.get_absolute_url() in fatimas.get(TYPING, {"name": bakery.name, "area": ""}).content.decode()
    assert fatimas.get(TYPING, {"name": "ba", "area": "x²"}).content.decode().strip() == ""
    elsewhere = as_user(anna).get(TYPING, {"name": bakery.name, "area": str(geitenkamp.pk)}).content.decode()
    assert "In een andere wijk van de gemeente: 1 plek" in elsewhere
    assert bakery.name not in elsewhere


def test_without_script_it_is_asked_once_and_nothing_typed_is_lost(
    bakery: Actor, klarendal: Area, fatimas: Client
) -> None:
    sent = typed(klarendal, bakery, name="Bakker Yildiz (test)", phone="026 300 00 02")
    answer = fatimas.post(NEW, sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Deze plek bestaat misschien al" in page
    assert bakery.get_absolute_url() in page
    assert 'value="026 300 00 02"' in page
    assert 'value="Toch toevoegen"' in page
    for _double_click in range(2):
        assert fatimas.post(NEW, {**sent, "sure": "Toch toevoegen"}).status_code == 302
    assert Actor.objects.count() == 2


def test_from_the_field_of_a_party_it_is_asked_too(bakery: Actor, practice: Actor, fatimas: Client) -> None:
    url = f"/actoren/{practice.pk}/relatie/"
    sent = {"new_name": "Bakker Yildiz (test)", "new_kind": bakery.kind_id, "source_text": "een bewoner"}
    page = fatimas.post(url, {"add": "1", **sent}).content.decode()
    assert "Deze plek bestaat misschien al" in page
    assert f'value="actor-{bakery.pk}"' in page
    assert 'value="toch"' in page
    assert "een bewoner" in page
    assert not Actor.objects.filter(name="Bakker Yildiz (test)").exists()
    fatimas.post(url, {"add": "toch", **sent})
    assert Actor.objects.filter(name="Bakker Yildiz (test)").exists()
