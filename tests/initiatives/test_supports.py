"""Who stands behind an initiative: one support per confirmed address, and hands counted apart."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from initiatives.models import HandCount, Initiative, Submission, Support
from initiatives.services import ask_support, clear_old, confirm_support, count_hands, end_support, withdraw
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.models import PersonalLink
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db

ADDRESS = "bo.geheim@voorbeeld.example"


def send(client: Client, initiative: Initiative, *, seconds: int = 10, changes: dict[str, str] | None = None) -> str:
    address = f"{initiative.get_absolute_url()}steun/"
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(started)" value="([^"]+)"', page))
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        return client.post(address, hidden | {"email": ADDRESS, "website": ""} | (changes or {})).content.decode()


def link_in(mail: OutgoingMail) -> str:
    found = re.search(r"/initiatieven/steun/[\w-]+/", mail.text)
    assert found
    return found[0]


def seen(client: Client, initiative: Initiative) -> str:
    return re.sub(r"</?b>", "", client.get(initiative.get_absolute_url()).content.decode())


def test_a_support_counts_once_confirmed_and_goes_by_the_link(client: Client, geveltuin: Initiative) -> None:
    assert "0 steunen via de site" in seen(client, geveltuin)
    assert "Kijk in je mail" in send(client, geveltuin)
    address = link_in(OutgoingMail.objects.get(to=ADDRESS))
    assert "Ja, ik steun dit" in client.get(address).content.decode()
    assert "0 steunen via de site" in seen(client, geveltuin)  # opening the link did nothing
    assert "Je steun telt nu mee" in client.post(f"{address}ja/", follow=True).content.decode()
    client.post(f"{address}ja/")
    page = seen(Client(), geveltuin)
    assert "1 steun via de site" in page
    assert ADDRESS not in page
    assert "Je adres is gewist" in client.post(f"{address}stop/").content.decode()
    assert "0 steunen via de site" in seen(Client(), geveltuin)
    assert not Support.objects.exists()
    assert client.get(address).status_code == 404
    assert client.post(f"{address}stop/").status_code == 404


def test_the_answer_is_the_same_for_an_address_that_is_there(client: Client, geveltuin: Initiative) -> None:
    first = re.sub(r'nonce="[^"]+"', "", send(client, geveltuin))
    confirm_support(support=Support.objects.get())
    again = re.sub(r'nonce="[^"]+"', "", send(client, geveltuin, changes={"email": ADDRESS.upper()}))
    assert first == again
    assert Support.objects.count() == 1
    # Within the hour no second mail: nobody fills the mailbox of somebody else.
    assert OutgoingMail.objects.filter(to=ADDRESS).count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        ask_support(initiative=geveltuin, email=ADDRESS)
    assert "Je steunt dit initiatief al" in OutgoingMail.objects.filter(to=ADDRESS).latest("pk").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "bo@"}, "Vul een e-mailadres in"),
        ({"website": "http://spam.example"}, "Laat dit veld leeg"),
        ({"started": "onzin"}, "Dat ging wel erg snel"),
    ],
)
def test_bad_input_is_answered_and_stores_nothing(
    client: Client, geveltuin: Initiative, changes: dict[str, str], words: str
) -> None:
    assert words in send(client, geveltuin, changes=changes)
    assert not Support.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_form_that_is_sent_at_once_is_held_back(client: Client, geveltuin: Initiative) -> None:
    assert "Dat ging wel erg snel" in send(client, geveltuin, seconds=0)
    assert not Support.objects.exists()


def test_only_what_is_on_the_site_can_be_supported(
    client: Client, geveltuin: Initiative, kookavond: Initiative
) -> None:
    assert client.get(f"{kookavond.get_absolute_url()}steun/").status_code == 404
    support = ask_support(initiative=geveltuin, email=ADDRESS)
    withdraw(initiative=geveltuin)
    with pytest.raises(ValidationError, match="niet meer op de site"):
        confirm_support(support=support)
    address = link_in(OutgoingMail.objects.get(to=ADDRESS))
    assert "niet meer op de site" in client.post(f"{address}ja/", follow=True).content.decode()


def test_too_many_from_one_place_wait(client: Client, geveltuin: Initiative) -> None:
    address = f"{geveltuin.get_absolute_url()}steun/"
    codes = {client.post(address, {"email": ADDRESS}).status_code for _number in range(61)}
    assert codes == {400, 429}


def test_the_table_keeps_one_per_address(geveltuin: Initiative) -> None:
    ask_support(initiative=geveltuin, email=ADDRESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(initiative=geveltuin, email=ADDRESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(initiative=geveltuin, email="")


def test_addresses_go_in_time_and_the_number_stays(geveltuin: Initiative) -> None:
    kept = confirm_support(support=ask_support(initiative=geveltuin, email=ADDRESS))
    waits = ask_support(initiative=geveltuin, email="li@voorbeeld.example")
    old = ask_support(initiative=geveltuin, email="an@voorbeeld.example")
    Support.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=15))
    assert clear_old() == 1
    assert set(Support.objects.values_list("pk", flat=True)) == {kept.pk, waits.pk}
    Submission.objects.filter(initiative=geveltuin).delete()  # a year after the last step
    assert clear_old() == 2
    left = Support.objects.get()
    assert (left.pk, left.email) == (kept.pk, "")
    assert left.confirmed_at is not None
    assert not PersonalLink.objects.filter(target_pk=kept.pk, purpose="initiative-support", revoked_at=None).exists()


def test_the_log_holds_no_address(geveltuin: Initiative) -> None:
    end_support(support=confirm_support(support=ask_support(initiative=geveltuin, email=ADDRESS)))
    rows = LogEntry.objects.filter(model="initiatives.Support")
    assert rows.count() == 3
    assert ADDRESS not in str(list(rows.values()))


def test_hands_of_a_meeting_stand_apart(as_user: AsUser, fatima: User, geveltuin: Initiative) -> None:
    desk = as_user(fatima)
    address = f"{geveltuin.get_desk_url()}steun/"
    values = {"hands": "24", "held_on": today().isoformat(), "place": "wijkgesprek in De Klif"}
    values["request_key"] = str(uuid4())
    assert "De telling is bewaard" in desk.post(address, values, follow=True).content.decode()
    desk.post(address, values)
    page = seen(Client(), geveltuin)
    assert "24 handen: wijkgesprek in De Klif" in page
    assert "0 steunen via de site" in page
    again = desk.post(address, values | {"request_key": str(uuid4())}).content.decode()
    assert "Deze telling staat er al" in again
    tomorrow = (today() + timedelta(days=1)).isoformat()
    late = desk.post(address, values | {"request_key": str(uuid4()), "held_on": tomorrow}).content.decode()
    assert "Kies een dag die al is geweest" in late
    count = HandCount.objects.get()
    assert "De telling is weg" in desk.post(f"{address}{count.pk}/weg/", follow=True).content.decode()
    assert "24 handen" not in seen(Client(), geveltuin)


def test_a_count_of_another_initiative_is_not_taken_away(
    as_user: AsUser, fatima: User, geveltuin: Initiative, kookavond: Initiative
) -> None:
    count = count_hands(initiative=kookavond, hands=3, held_on=today(), place="wijkgesprek", key=uuid4(), by=fatima)
    response = as_user(fatima).post(f"{geveltuin.get_desk_url()}steun/{count.pk}/weg/")
    assert response.status_code == 404
    assert HandCount.objects.filter(pk=count.pk).exists()
