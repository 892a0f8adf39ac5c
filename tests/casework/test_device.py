"""What a device asks of the server: the secret of its owner only, and lines that are kept once."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.casework.models import Jotting, NotebookKey
from wijknet.log.models import LogEntry
from wijknet.tokens.models import RequestKey

SECRET, RECEIVE = "/kladblok/sleutel/", "/kladblok/nazenden/"
PAGE, WORKER = "/kladblok/zonder-inloggen/", "/service-worker.js"


@pytest.fixture
def browser(fatima: User, as_user: AsUser) -> Client:
    return as_user(fatima)


def sent(by: User, **values: str) -> dict[str, str]:
    return {"holder": str(by.pk), "uuid": str(uuid4()), "line": "Bakker: lantaarn stuk", "stay": "yes"} | values


def test_each_has_a_secret_of_their_own(browser: Client, fatima: User, anna: User, as_user: AsUser) -> None:
    first, second = browser.post(SECRET), browser.post(SECRET)
    assert first.json() == second.json() == {"holder": fatima.pk, "secret": NotebookKey.objects.get().secret}
    assert "no-store" in first.headers["Cache-Control"]
    other = as_user(anna).post(SECRET).json()
    assert other["holder"] == anna.pk
    assert other["secret"] != first.json()["secret"]
    assert len(other["secret"]) == 43


def test_the_secret_is_not_in_the_log_and_goes_with_its_owner(browser: Client, fatima: User) -> None:
    secret = browser.post(SECRET).json()["secret"]
    assert secret not in str(list(LogEntry.objects.values()))
    assert secret not in str(NotebookKey.objects.get())
    fatima.delete()
    assert not NotebookKey.objects.exists()


@pytest.mark.parametrize("address", [SECRET, RECEIVE])
def test_signed_out_nothing_is_told_or_kept(client: Client, fatima: User, address: str) -> None:
    response = client.post(address, sent(fatima))
    assert response.status_code == 302
    assert "/accounts/inloggen/" in response.headers["Location"]
    assert not Jotting.objects.exists()
    assert not NotebookKey.objects.exists()


def test_a_line_that_is_sent_again_is_one_line(browser: Client, fatima: User) -> None:
    values = sent(fatima)
    for _ in range(2):
        assert browser.post(RECEIVE, values).json() == {"said": ["Je regel staat in je kladblok."]}
    RequestKey.objects.all().delete()  # as after a month
    assert browser.post(RECEIVE, values).status_code == 200
    assert Jotting.objects.get().line == "Bakker: lantaarn stuk"


def test_what_was_taken_out_of_the_line_is_said(browser: Client, fatima: User) -> None:
    said = browser.post(RECEIVE, sent(fatima, line="BSN 123456782")).json()["said"]
    assert any("weggehaald" in words for words in said)
    assert Jotting.objects.get().line == "BSN [BSN]"


def test_a_line_keeps_the_time_of_writing_but_none_that_is_to_come(browser: Client, fatima: User) -> None:
    before = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    browser.post(RECEIVE, sent(fatima, written_at=before.isoformat().replace("+00:00", "Z")))
    assert Jotting.objects.get().written_at == before
    browser.post(RECEIVE, sent(fatima, written_at=(timezone.now() + timedelta(days=9)).isoformat()))
    assert all(found.written_at <= timezone.now() for found in Jotting.objects.all())


def test_the_line_of_someone_else_is_refused(browser: Client, anna: User) -> None:
    assert browser.post(RECEIVE, sent(anna)).status_code == 409
    assert not Jotting.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"line": ""}, {"line": "a\0b"}, {"line": "x" * 501}, {"uuid": "kaas"}, {"written_at": "gisteren"}]
)
def test_what_cannot_be_kept_is_explained(browser: Client, fatima: User, wrong: dict[str, str]) -> None:
    response = browser.post(RECEIVE, sent(fatima, **wrong))
    assert response.status_code == 422
    assert response.json()["said"]
    assert not Jotting.objects.exists()


def words_of(response: Any) -> str:
    return re.sub(r"csrf\w*|nonce", "", str(response.content.decode()))


@pytest.mark.django_db
def test_the_page_that_a_device_keeps_names_nobody(client: Client, fatima: User) -> None:
    page = words_of(client.get(PAGE))
    assert fatima.name not in page
    assert 'data-holder=""' in page
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.django_db
def test_the_worker_stands_at_the_root_and_names_what_it_keeps(client: Client) -> None:
    response = client.get(WORKER)
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response.headers["Cache-Control"]
    script = response.content.decode()
    assert PAGE in script
    assert "wijknet.css" in script
    assert "importScripts" in script
    assert client.get(WORKER).content.decode() == script


def test_sign_in_offers_to_write_but_only_a_known_device_shows_it(client: Client, db: None) -> None:
    page = client.get("/accounts/inloggen/").content.decode()
    assert f'hidden><a class="utrecht-link wn-hit" href="{PAGE}"' in page
