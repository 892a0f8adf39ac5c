"""The texts of a gemeente: its admin changes them, its wijkmanagers start from them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from initiatives.models import Initiative, StandardText
from initiatives.services.texts import brought_along, offered, texts_of
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry

TEXTS = "/instellingen/arnhem/teksten/"


@pytest.fixture
def admin(as_user: AsUser, beheer: User) -> Client:
    return as_user(beheer)


def words(response: Any) -> str:
    return str(response.content.decode())


def text_of(municipality: Area, key: str) -> str:
    return next(text.text for text in texts_of(municipality.pk) if text.key == key)


def values(**more: str) -> dict[str, str]:
    return {"version": "0", "use": "ANSWER", "name": "Vertel meer", "text": "Wie doen er mee?"} | more


def test_every_use_has_a_text_brought_along() -> None:
    assert {text.use for text in brought_along().values()} == {"PUBLISH", "NOT_PLACED", "ANSWER", "PROPOSAL"}


def test_a_changed_text_is_offered_in_its_place_and_can_be_undone(
    admin: Client, as_user: AsUser, fatima: User, kookavond: Initiative, goeree: Area, arnhem: Area
) -> None:
    assert "Kun je me iets meer vertellen?" in words(admin.get(TEXTS))
    assert admin.post(f"{TEXTS}vertel-meer/", values())["Location"] == TEXTS
    staff = as_user(fatima)
    desk = kookavond.get_desk_url()
    assert "Wie doen er mee?</textarea>" in words(staff.get(f"{desk}?tekst=vertel-meer"))
    assert "Wie doen er mee?" not in words(staff.get(f"{desk}?tekst=onzin"))
    assert "Waar is het precies" in text_of(goeree, "vertel-meer")
    assert admin.post(f"{TEXTS}vertel-meer/", values(version="1", text="Nog eens.")).status_code == 302
    assert admin.post(f"{TEXTS}vertel-meer/", values(version="1", text="Te laat.")).status_code == 409
    assert admin.post(f"{TEXTS}vertel-meer/weg/").status_code == 302
    assert "Waar is het precies" in text_of(arnhem, "vertel-meer")
    logged = LogEntry.objects.filter(model="initiatives.StandardText").order_by("pk")
    assert list(logged.values_list("verb", flat=True)) == ["create", "change", "delete"]


def test_a_text_that_is_off_is_not_offered(admin: Client, arnhem: Area) -> None:
    admin.post(f"{TEXTS}vertel-meer/", values(is_off="on"))
    assert "vertel-meer" not in {text.key for text in offered(arnhem.pk, "ANSWER")}
    assert "wordt niet aangeboden" in words(admin.get(TEXTS))


def test_a_text_of_ones_own_is_added_once(admin: Client, arnhem: Area) -> None:
    sent = values(name="Spreekuur", text="Kom donderdag langs.", request_key=str(uuid4()))
    for _click in range(2):
        assert admin.post(f"{TEXTS}nieuw/", sent).status_code == 302
    made = StandardText.objects.get()
    assert offered(arnhem.pk, "ANSWER")[-1].text == "Kom donderdag langs."
    assert admin.get(f"{TEXTS}{made.key}/").status_code == 200
    admin.post(f"{TEXTS}{made.key}/weg/")
    assert not StandardText.objects.exists()


@pytest.mark.parametrize("more", [{"text": ""}, {"use": "ONZIN"}, {"text": "a\x00b"}, {"version": "-1"}])
def test_a_wrong_text_is_said(admin: Client, more: dict[str, str]) -> None:
    assert admin.post(f"{TEXTS}vertel-meer/", values(**more)).status_code == 200
    assert not StandardText.objects.exists()


def test_an_unknown_text_does_not_exist(admin: Client) -> None:
    assert admin.get(f"{TEXTS}bestaat-niet/").status_code == 404
    assert admin.post(f"{TEXTS}bestaat-niet/weg/").status_code == 302


def test_the_page_asks_the_same_with_many_texts(
    admin: Client, arnhem: Area, django_assert_max_num_queries: Any
) -> None:
    StandardText.objects.bulk_create(
        StandardText(municipality=arnhem, key=f"eigen-{number}", use="ANSWER", name="x", text="y")
        for number in range(50)
    )
    admin.get(TEXTS)
    with django_assert_max_num_queries(6):
        admin.get(TEXTS)
