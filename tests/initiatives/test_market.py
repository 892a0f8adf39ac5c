"""What an initiative needs, who offers help, and which answered which."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from initiatives.mails import FOLLOW
from initiatives.models import Initiative, Need, Offer
from initiatives.services import clear_old
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.services import issue_link

pytestmark = pytest.mark.django_db

HELPER = {"name": "Bohelpt", "email": "bo.geheim@voorbeeld.example", "text": "Ik heb een kruiwagen", "share": "on"}


def send(client: Client, initiative: Initiative, **changes: str) -> str:
    address = f"{initiative.get_absolute_url()}helpen/"
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(started|request_key)" value="([^"]+)"', page))
    values = hidden | HELPER | {"website": ""} | changes
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        client.post(address, values)
        return client.post(address, values).content.decode()


def own_page(initiative: Initiative) -> str:
    token = issue_link(purpose=FOLLOW, target=initiative)
    return Client().get(f"/initiatieven/volgen/{token}/").content.decode()


def test_from_need_to_found_and_back(as_user: AsUser, fatima: User, geveltuin: Initiative) -> None:
    desk, address = as_user(fatima), f"{geveltuin.get_desk_url()}helpen/"
    values = {"kind": "TOOLS", "text": "Een kruiwagen voor zaterdag", "request_key": str(uuid4())}
    assert "Het staat bij het idee op de site" in desk.post(address, values, follow=True).content.decode()
    desk.post(address, values)
    need = Need.objects.get()
    assert "Dit staat er al" in desk.post(address, values | {"request_key": str(uuid4())}).content.decode()
    assert need.text in Client().get(geveltuin.get_absolute_url()).content.decode()
    assert "Dank je wel" in send(Client(), geveltuin, need=str(need.pk))
    offer = Offer.objects.get()  # sent twice is kept once
    assert "bo.geheim@voorbeeld.example" in desk.get(address).content.decode()
    desk.post(f"{address}aanbod/{offer.pk}/", {"need": str(need.pk)})
    assert need.text not in Client().get(geveltuin.get_absolute_url()).content.decode()
    desk.post(f"{address}aanbod/{offer.pk}/", {"weer": "ja"})
    assert need.text in Client().get(geveltuin.get_absolute_url()).content.decode()
    desk.post(f"{address}nodig/{need.pk}/")
    assert need.text not in Client().get(geveltuin.get_absolute_url()).content.decode()


def test_the_sender_sees_a_helper_who_agreed_only(fatima: User, geveltuin: Initiative) -> None:
    send(Client(), geveltuin)
    assert "Bohelpt" in own_page(geveltuin)
    mails = OutgoingMail.objects.all()
    assert {"Iemand wil helpen bij je idee", "Iemand wil helpen bij WN", "Je aanbod om te helpen"} == {
        mail.subject.split(" (")[0].split("-2")[0] for mail in mails
    }
    assert not any("Bohelpt" in mail.text + mail.html or "kruiwagen" in mail.text + mail.html for mail in mails)
    Offer.objects.update(share=False)
    assert "Bohelpt" not in own_page(geveltuin)
    assert "Bohelpt" not in Client().get(geveltuin.get_absolute_url()).content.decode()
    assert "bo.geheim" not in str(list(LogEntry.objects.values()))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": ""}, "Vul een e-mailadres of telefoonnummer in"),
        ({"email": "", "phone": "bel maar"}, "Vul een telefoonnummer in"),
        ({"need": "999999"}, "need"),
        ({"website": "http://spam.example"}, "Laat dit veld leeg"),
        ({"started": "onzin"}, "Dat ging wel erg snel"),
    ],
)
def test_bad_input_is_answered_and_stores_nothing(
    client: Client, geveltuin: Initiative, changes: dict[str, str], words: str
) -> None:
    assert words in send(client, geveltuin, **changes)
    assert not Offer.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_an_offer_goes_after_its_term(client: Client, geveltuin: Initiative) -> None:
    send(client, geveltuin)
    with time_machine.travel(timezone.now() + timedelta(days=89)):
        assert clear_old() == 0
    with time_machine.travel(timezone.now() + timedelta(days=92)):
        assert clear_old() == 1
    assert not Offer.objects.exists()


def test_things_of_another_initiative_are_not_there(
    as_user: AsUser, fatima: User, geveltuin: Initiative, needed: Need, offered: Offer
) -> None:
    desk, address = as_user(fatima), f"{geveltuin.get_desk_url()}helpen/"
    assert desk.post(f"{address}nodig/{needed.pk}/").status_code == 404
    assert desk.post(f"{address}aanbod/{offered.pk}/").status_code == 404
    mine = geveltuin.offers.get()
    assert (
        "Kies iets dat nog nodig is"
        in desk.post(f"{address}aanbod/{mine.pk}/", {"need": str(needed.pk)}, follow=True).content.decode()
    )
    assert Need.objects.get(pk=needed.pk).found_on is None
