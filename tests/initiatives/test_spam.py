"""Programs, haste and too much are stopped; whoever is a person clicks again, and is always read."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from initiatives.forms.public import MINIMUM_SECONDS
from initiatives.models import Draft, Initiative
from tests.conftest import AsUser
from tests.initiatives.test_submit import IDEA, START, address, begin, fill, send, started, words
from wijknet.accounts.models import User
from wijknet.areas.models import Area

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("trap", "message"),
    [
        ({"website": "http://spam.example"}, "Laat het veld"),
        ({"started": "123:vals"}, "Dat ging wel erg snel"),
        ({"started": ""}, "Dat ging wel erg snel"),
    ],
)
def test_a_program_is_stopped_and_a_person_can_click_again(
    client: Client, klarendal: Area, trap: dict[str, str], message: str
) -> None:
    response = client.post(START, IDEA | {"started": started(), "website": ""} | trap)
    assert message in words(response)
    assert IDEA["story"] in words(response)
    assert not Draft.objects.exists()


def test_who_is_faster_than_a_person_clicks_again(client: Client, klarendal: Area) -> None:
    values = IDEA | {"started": started(MINIMUM_SECONDS - 2)}
    assert "Dat ging wel erg snel" in words(client.post(START, values))
    with time_machine.travel(timezone.now() + timedelta(seconds=MINIMUM_SECONDS)):
        assert client.post(START, values).status_code == 302


def test_a_broken_moment_is_replaced_so_that_the_second_click_works(client: Client, klarendal: Area) -> None:
    page = words(client.post(START, IDEA | {"started": "stuk"}))
    moment = page.split('name="started" value="')[1].split('"')[0]
    assert signing.Signer(salt="initiatives.started").unsign(moment)


def test_who_begins_too_many_forms_has_to_wait(client: Client, klarendal: Area, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"initiative_start": "2/h/ip"}
    begin(client)
    begin(client)
    response = client.post(START, IDEA | {"started": started()})
    assert response.status_code == 429
    assert "Even wachten" in words(response)


def test_ten_megabytes_get_a_clear_answer(client: Client, klarendal: Area) -> None:
    key = begin(client)
    response = client.post(address(key, "idee"), IDEA | {"story": "x" * 10_000_000})
    assert response.status_code in {400, 413}
    assert Draft.objects.get().data["idee"]["story"] == IDEA["story"]


@pytest.mark.parametrize("kind", ["onzin", "IDEE", "idee/x"])
def test_an_address_that_is_not_ours_is_not_there(client: Client, klarendal: Area, kind: str) -> None:
    assert client.get(f"/initiatieven/indienen/{kind}/").status_code == 404
    assert client.get(address(uuid.uuid4(), "plek")).status_code == 404
    assert client.get(address(begin(client), "onzin")).status_code == 404


def test_who_did_not_confirm_the_address_is_read_all_the_same(
    client: Client, klarendal: Area, fatima: User, as_user: AsUser
) -> None:
    """Confirming is asked for the site and for votes only."""
    key = begin(client)
    fill(client, key)
    send(client, key)
    initiative = Initiative.objects.get()
    assert initiative.submission.email_confirmed_at is None
    staff = as_user(fatima)
    assert IDEA["title"] in words(staff.get("/initiatieven/beheer/"))
    assert "nog niet bevestigd" in words(staff.get(initiative.get_desk_url()))


def test_a_form_from_last_month_says_so(client: Client, klarendal: Area) -> None:
    key = begin(client)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        page = client.get(address(key, "plek"))
        assert page.status_code == 404
        assert "We bewaren een formulier 14 dagen" in words(page)
        assert "Ga verder met dit formulier" not in words(client.get("/initiatieven/indienen/"))
        assert client.post(START, IDEA | {"started": started(31 * 86_400)}).status_code == 302
