"""A sender asks for what is needed on the own page, and who offered help takes it back by a link of their own."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives.mails import FOLLOW, OFFER
from initiatives.models import Initiative, Need, Offer, Task
from initiatives.services import add_need, ask_member, join_team, withdraw
from initiatives.services.team import Part
from tests.conftest import AsUser
from tests.initiatives.make import make_initiative
from tests.initiatives.test_market import send
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(geveltuin: Initiative) -> str:
    return f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=geveltuin)}/nodig/"


def values(**changes: Any) -> dict[str, Any]:
    return {"kind": "MONEY", "text": "200 euro voor aarde", "request_key": str(uuid4())} | changes


def test_a_sender_asks_and_it_stands_on_the_site_once_somebody_looked(
    client: Client, page: str, geveltuin: Initiative, fatima: User, as_user: AsUser
) -> None:
    typed = values()
    assert "Bewaard. We kijken ernaar" in client.post(page, typed, follow=True).content.decode()
    client.post(page, typed)
    need = Need.objects.get()  # sent twice is kept once
    assert (need.by, need.asked_on) == (None, today())
    site, desk = geveltuin.get_absolute_url(), f"{geveltuin.get_desk_url()}helpen/"
    assert need.text not in Client().get(site).content.decode() + Client().get(f"{site}helpen/").content.decode()
    assert "we kijken ernaar" in client.get(page).content.decode()
    staff = as_user(fatima)
    assert "wacht op je blik" in staff.get(desk).content.decode()
    for _twice in range(2):
        assert (
            "De afzender hoort dat je keek"
            in staff.post(f"{desk}nodig/{need.pk}/plaatsen/", follow=True).content.decode()
        )
    assert need.text in Client().get(site).content.decode()
    assert need.text in Client().get(f"{site}helpen/").content.decode()
    assert LogEntry.objects.filter(model="initiatives.Need", verb="place", actor_id=fatima.pk).count() == 1
    mail = OutgoingMail.objects.get(to=fatima.email, subject__startswith="Nieuwe vraag om hulp")
    assert need.text not in mail.text + mail.html
    assert "Dit staat er al" in client.post(page, values()).content.decode()
    client.post(f"{page}{need.pk}/")
    assert need.text not in Client().get(geveltuin.get_absolute_url()).content.decode()
    client.post(f"{page}{need.pk}/", {"weer": "ja"})
    assert need.text in Client().get(site).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Vul"),
        ({"text": "Bel 06 12345678"}, "Haal het e-mailadres of telefoonnummer weg"),
        ({"text": "x" * 201}, "200"),
        ({"kind": "GOUD"}, "Kies"),
        ({"text": "aarde\x00"}, "teken"),
    ],
)
def test_bad_input_is_answered_and_stores_nothing(
    client: Client, page: str, changes: dict[str, str], said: str
) -> None:
    response = client.post(page, values(**changes))
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not Need.objects.exists()


def test_ten_open_questions_is_enough_and_what_was_taken_back_asks_nothing(
    client: Client, page: str, geveltuin: Initiative
) -> None:
    for number in range(10):
        add_need(initiative=geveltuin, kind="HANDS", text=f"Hulp {number}", key=uuid4(), by=None)
    assert "Er staan al 10 vragen open" in client.post(page, values()).content.decode()
    withdraw(initiative=geveltuin)
    assert "ingetrokken of niet geplaatst" in client.post(page, values()).content.decode()


def test_a_question_needs_nothing_and_a_need_of_another_is_not_there(
    client: Client, page: str, klarendal: Area, needed: Need
) -> None:
    question = make_initiative(klarendal, kind="QUESTION")
    token = issue_link(purpose=FOLLOW, target=question)
    assert client.get(f"/initiatieven/volgen/{token}/nodig/").status_code == 404
    assert client.get(f"/initiatieven/volgen/{token}/team/").status_code == 404
    assert client.post(f"{page}{needed.pk}/").status_code == 404


def test_a_helper_takes_the_offer_back(client: Client, geveltuin: Initiative) -> None:
    send(client, geveltuin)
    offer = Offer.objects.get()
    mail = OutgoingMail.objects.get(to=offer.email)
    assert "kruiwagen" not in mail.text + mail.html
    found = re.search(r"/initiatieven/aanbod/[\w-]+/", mail.text)
    assert found
    for _scan in range(2):
        assert "Trek mijn aanbod in" in Client().get(found[0]).content.decode()  # a mail scanner opens it
    assert Client().get(f"{found[0]}stop/").status_code == 405
    assert Offer.objects.exists()
    assert "is ingetrokken" in Client().post(f"{found[0]}stop/").content.decode()
    assert not Offer.objects.exists()
    assert (Client().get(found[0]).status_code, Client().post(f"{found[0]}stop/").status_code) == (404, 404)
    assert LogEntry.objects.filter(model="initiatives.Offer", verb="delete").count() == 1


def test_by_telephone_only_nothing_is_mailed_to_the_helper(client: Client, geveltuin: Initiative) -> None:
    send(client, geveltuin, email="", phone="06 12345678")
    assert Offer.objects.count() == 1
    assert not OutgoingMail.objects.filter(subject__startswith="Je aanbod").exists()


def test_a_link_of_another_kind_opens_no_offer(offered: Offer, sender_token: str) -> None:
    assert Client().get(f"/initiatieven/aanbod/{sender_token}/").status_code == 404
    token = issue_link(purpose=OFFER, target=offered)
    assert Client().get(f"/initiatieven/team/{token}/").status_code == 404
    assert Client().get(f"/initiatieven/volgen/{token}/").status_code == 404


def test_pages_cost_the_same_with_one_task_and_with_fifty(
    page: str, geveltuin: Initiative, as_user: AsUser, fatima: User
) -> None:
    member = join_team(
        member=ask_member(initiative=geveltuin, email="bo@voorbeeld.example", champion=True),
        part=Part(name="Noor", champion=True),
    )
    own = page.replace("nodig", "team")
    desk = as_user(fatima)
    counts: list[list[int]] = []
    for number in (1, 49):
        for row in range(number):
            Task.objects.create(initiative=geveltuin, member=member, what=f"Klus {number} {row}")
            Need.objects.create(initiative=geveltuin, kind="HANDS", text=f"Hulp {number} {row}")
            Offer.objects.create(initiative=geveltuin, name="Bo", email="bo@x.example", text="Hulp", share=True)
        counts.append(
            [queries(Client(), own), queries(Client(), page), queries(desk, f"{geveltuin.get_desk_url()}team/")]
        )
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 9


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len([one for one in asked.captured_queries if "log_readentry" not in one["sql"]])
