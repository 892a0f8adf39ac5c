"""The sender's link: asked for again without telling who is known, and replaced by its owner."""

from typing import Any

import pytest
from django.test import Client

from initiatives.models import Initiative
from tests.initiatives.make import PLANTED_EMAIL
from wijknet.mail.models import OutgoingMail

LOST = "/initiatieven/volgen/"


def words(response: Any) -> str:
    text = str(response.content.decode())
    return text[text.index("<main") : text.index("</main")]


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower"])
def test_a_lost_link_is_mailed_to_who_sent_it(client: Client, kookavond: Initiative, typed: str) -> None:
    reference = kookavond.reference.lower() if typed == "lower" else typed.format(kookavond.reference)
    client.post(LOST, {"reference": reference, "email": PLANTED_EMAIL.upper()})
    mail = OutgoingMail.objects.get()
    link = next(word for word in mail.text.split() if "/volgen/" in word)
    assert kookavond.title in words(client.get(link.removeprefix("http://localhost:8000")))


def test_the_answer_tells_nobody_who_is_known(client: Client, kookavond: Initiative) -> None:
    answers = {
        words(client.post(LOST, {"reference": reference, "email": email}))
        for reference, email in (
            (kookavond.reference, PLANTED_EMAIL),
            (kookavond.reference, "ander@voorbeeld.example"),
            ("WN-2020-9999", PLANTED_EMAIL),
        )
    }
    assert len(answers) == 1
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    "values", [{"reference": "", "email": ""}, {"reference": "abc", "email": "x"}, {"reference": "\x00"}]
)
def test_what_is_wrong_is_said(client: Client, kookavond: Initiative, values: dict[str, str]) -> None:
    response = client.post(LOST, values)
    assert response.status_code == 200
    assert "Fout:" in response.content.decode()


def test_asking_without_end_is_stopped(client: Client, kookavond: Initiative, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"initiative_link": "2/h/ip"}
    values = {"reference": kookavond.reference, "email": "ander@voorbeeld.example"}
    assert [client.post(LOST, values).status_code for _click in range(3)] == [200, 200, 429]


def test_the_sender_replaces_the_link(client: Client, kookavond: Initiative, sender_token: str) -> None:
    page = f"{LOST}{sender_token}/"
    assert "Wil je een nieuwe link?" in words(client.get(f"{page}nieuwe-link/"))
    assert client.get(page).status_code == 200
    new = client.post(f"{page}nieuwe-link/")["Location"]
    assert client.get(page).status_code == 404
    assert kookavond.title in words(client.get(new))
    assert OutgoingMail.objects.get().to == PLANTED_EMAIL
