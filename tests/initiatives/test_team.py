"""Who pulls an initiative and who helps: asked by mail, in by an own yes, out by one link, and who carries what."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from initiatives.mails import FOLLOW, TEAM
from initiatives.models import Initiative, Offer, Submission, Task, TeamMember
from initiatives.services import (
    add_task,
    ask_helper,
    ask_member,
    clear_old,
    hand_over,
    join_team,
    leave_team,
    pull,
    refuse,
    withdraw,
)
from initiatives.services.team import Part
from tests.conftest import AsUser
from tests.initiatives.make import PLANTED_NAME
from tests.initiatives.teammates import ADDRESS, HELPER
from wijknet.accounts.models import User
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.models import Consent
from wijknet.tokens.services import issue_link, revoke_links
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db

OWN = {"name": "Noor", "does": "Ik regel de planten", "phone": "", "role": "helper", "show_name": "on"}


@pytest.fixture
def board(geveltuin: Initiative) -> str:
    """The team on the page of geveltuin's sender."""
    return f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=geveltuin)}/team/"


def link_to(address: str) -> str:
    """The page in the newest mail to this address."""
    found = re.search(r"/initiatieven/team/[\w-]+/", OutgoingMail.objects.filter(to=address).latest("pk").text)
    assert found
    return found[0]


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def ask(client: Client, board: str, email: str = ADDRESS, role: str = "helper") -> str:
    return client.post(board, {"email": email, "role": role}, follow=True).content.decode()


def test_from_the_question_to_the_yes_and_out_again(client: Client, board: str, geveltuin: Initiative) -> None:
    assert "We hebben het gevraagd" in ask(client, board)
    asked = TeamMember.objects.get()
    assert (asked.name, asked.joined_on) == ("", None)  # an address and nothing more
    page = link_to(ADDRESS)
    for _scan in range(2):
        assert "Wil je meehelpen?" in words(Client(), page)  # a mail scanner opens it
    asked.refresh_from_db()
    assert asked.joined_on is None
    assert "Dank je wel. Je doet mee!" in Client().post(page, OWN, follow=True).content.decode()
    Client().post(page, OWN)
    member = TeamMember.objects.get()
    assert (member.name, member.joined_on, member.champion) == ("Noor", today(), False)
    assert Consent.objects.filter(text_key="join_team", withdrawn_at=None).count() == 1
    assert "Ik regel de planten" in words(client, board)
    everybody = words(Client(), geveltuin.get_absolute_url())
    assert "Dit idee heeft 1 helper (Noor), en nog geen trekker." in everybody
    assert ADDRESS not in everybody
    assert "Je gegevens zijn gewist" in Client().post(f"{page}stop/").content.decode()
    assert (Client().get(page).status_code, Client().post(f"{page}stop/").status_code) == (404, 404)
    member.refresh_from_db()
    assert (member.name, member.email, member.left_on) == ("", "", today())
    assert not Consent.objects.filter(text_key__in=["join_team", "show_team_name"], withdrawn_at=None).exists()
    assert "helper" not in words(Client(), geveltuin.get_absolute_url())


def test_a_trekker_moves_the_phase_and_leaving_does_not(board: str, geveltuin: Initiative, fatima: User) -> None:
    member = ask_member(initiative=geveltuin, email=ADDRESS, champion=True)
    join_team(member=member, part=Part(name="Noor", champion=True))
    geveltuin.refresh_from_db()
    assert geveltuin.phase == "CHAMPION"
    assert OutgoingMail.objects.filter(to=fatima.email, subject__startswith="Er is een trekker bij").exists()
    assert "Dit idee heeft een trekker." in words(Client(), geveltuin.get_absolute_url())  # no name without consent
    leave_team(member=member)
    geveltuin.refresh_from_db()
    assert geveltuin.phase == "CHAMPION"
    assert OutgoingMail.objects.filter(to=fatima.email, subject__startswith="Er is geen trekker meer bij").exists()
    assert "Er is nog geen trekker." in words(Client(), board)


def test_the_sender_pulls_it_and_stops(client: Client, board: str, geveltuin: Initiative) -> None:
    for _click in range(2):
        page = client.post(f"{board}ik/", {"does": "Ik praat met de buren"}, follow=True).content.decode()
        assert "Jij trekt dit idee" in page
    member = TeamMember.objects.get()
    assert (member.is_sender, member.champion, member.show_name, member.name) == (True, True, False, PLANTED_NAME)
    assert PLANTED_NAME not in words(Client(), geveltuin.get_absolute_url())
    client.post(f"{board}ik/", {"stop": "ja"})
    assert not TeamMember.objects.joined().exists()
    assert "Ik trek dit idee" in words(client, board)


def test_a_child_pulls_nothing(geveltuin: Initiative) -> None:
    Submission.objects.filter(initiative=geveltuin).update(under_16=True, contact_name="School", show_name=False)
    with pytest.raises(ValidationError, match="jonger is dan 16"):
        pull(initiative=geveltuin)


def test_tasks_go_from_hand_to_hand(client: Client, board: str, geveltuin: Initiative) -> None:
    member = join_team(member=ask_member(initiative=geveltuin, email=ADDRESS), part=Part(name="Noor"))
    task = {"what": "Aarde halen", "due": today().isoformat(), "member": member.pk, "request_key": str(uuid4())}
    assert "De taak staat erbij" in client.post(f"{board}taken/", task, follow=True).content.decode()
    client.post(f"{board}taken/", task)
    made = Task.objects.get()  # sent twice is kept once
    assert made.member == member
    mail = OutgoingMail.objects.get(subject__startswith="Een taak voor jou")
    assert "Aarde halen" not in mail.text + mail.html
    page = link_to(ADDRESS)
    assert "Aarde halen" in words(Client(), page)
    assert (
        "De taak is weer vrij"
        in Client().post(f"{page}taken/{made.pk}/", {"doe": "terug"}, follow=True).content.decode()
    )
    assert "Dit doet nog niemand" in words(Client(), page)
    Client().post(f"{page}taken/{made.pk}/", {"doe": "neem"})
    Client().post(f"{page}taken/{made.pk}/", {"doe": "klaar"})
    made.refresh_from_db()
    assert (made.member, made.done_on) == (member, today())
    assert "Toch nog niet klaar" in words(client, board)
    client.post(f"{board}taken/{made.pk}/", {"klaar": "nee"})
    client.post(f"{board}taken/{made.pk}/", {"member": ""})
    assert Task.objects.filter(member=None, done_on=None).count() == 1


def test_who_stops_leaves_the_tasks_free(geveltuin: Initiative) -> None:
    member = join_team(member=ask_member(initiative=geveltuin, email=ADDRESS), part=Part(name="Noor"))
    task = add_task(initiative=geveltuin, what="Aarde halen", member=member, key=uuid4())
    leave_team(member=member)
    task.refresh_from_db()
    assert task.member is None
    with pytest.raises(ValidationError, match="Kies iemand uit het team"):
        hand_over(task=task, member=member)


def test_who_pulls_and_is_not_the_sender_has_the_same_page(geveltuin: Initiative, board: str) -> None:
    member = join_team(member=ask_member(initiative=geveltuin, email=ADDRESS), part=Part(name="Noor"))
    token = issue_link(purpose=TEAM, target=member)
    address = f"/initiatieven/volgen/{token}/team/"
    assert Client().get(address).status_code == 404  # a helper asks nobody
    Client().post(f"/initiatieven/team/{token}/", OWN | {"role": "trekker"})
    assert "We hebben het gevraagd" in ask(Client(), address, "li@voorbeeld.example")
    assert Client().get(f"/initiatieven/volgen/{token}/").status_code == 404  # what the sender wrote stays theirs
    Client().post(f"{address}ik/", {"does": "x"})
    assert not TeamMember.objects.filter(is_sender=True).exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"email": "bo@", "role": "helper"}, "Vul een e-mailadres in"),
        ({"email": "bo@voorbeeld.example", "role": "baas"}, "Kies "),
        ({"email": "bo@voorbeeld.example\x00", "role": "helper"}, "Vul"),
    ],
)
def test_a_wrong_question_is_answered_and_mails_nobody(
    client: Client, board: str, values: dict[str, str], said: str
) -> None:
    response = client.post(board, values)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not TeamMember.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_nobody_is_asked_twice(client: Client, board: str, geveltuin: Initiative) -> None:
    ask(client, board)
    assert "al gevraagd, of doet al mee" in ask(client, board, ADDRESS.upper())
    refuse(member=TeamMember.objects.get())
    assert "al gevraagd, of doet al mee" in ask(client, board)
    assert OutgoingMail.objects.filter(to=ADDRESS).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMember.objects.create(initiative=geveltuin, email=ADDRESS)


def test_the_question_is_repeated_at_most_once_a_day(client: Client, board: str) -> None:
    ask(client, board)
    member = TeamMember.objects.get()
    client.post(f"{board}gevraagd/{member.pk}/")
    assert OutgoingMail.objects.filter(to=ADDRESS).count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        client.post(f"{board}gevraagd/{member.pk}/")
    assert OutgoingMail.objects.filter(to=ADDRESS).count() == 2
    client.post(f"{board}gevraagd/{member.pk}/", {"terug": "ja"})
    assert client.post(f"{board}gevraagd/{member.pk}/").status_code == 404


def test_a_full_team_and_too_many_questions_are_told(client: Client, board: str, geveltuin: Initiative) -> None:
    for number in range(10):
        ask_member(initiative=geveltuin, email=f"bo{number}@voorbeeld.example")
    assert "Je vroeg al 10 mensen" in ask(client, board)
    for member in TeamMember.objects.all():
        join_team(member=member, part=Part(name="Noor"))
    for number in range(10):
        ask_member(initiative=geveltuin, email=f"li{number}@voorbeeld.example")
    assert "Het team is vol" in ask(client, board)


def test_too_many_from_one_place_wait(client: Client, board: str) -> None:
    assert {client.post(board, {"email": "x"}).status_code for _number in range(31)} == {400, 429}


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "06 12345678", "a@b.nl", "", "x" * 31, "Noor\x00"])
def test_a_first_name_is_letters(client: Client, board: str, name: str) -> None:
    ask(client, board)
    response = Client().post(link_to(ADDRESS), OWN | {"name": name})
    assert response.status_code == 400
    assert "<script>alert" not in response.content.decode()
    assert not TeamMember.objects.joined().exists()


def test_script_in_words_stays_words(client: Client, board: str) -> None:
    ask(client, board)
    Client().post(link_to(ADDRESS), OWN | {"does": "<script>alert(1)</script>"})
    page = words(client, board)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_no_can_still_become_yes_until_the_address_goes(client: Client, board: str) -> None:
    ask(client, board)
    page = link_to(ADDRESS)
    assert "We vragen het je niet opnieuw" in Client().post(f"{page}nee/", follow=True).content.decode()
    assert "liever niet" in words(client, board)
    Client().post(page, OWN)
    assert TeamMember.objects.joined().count() == 1


def test_links_that_open_nothing(board: str, geveltuin: Initiative) -> None:
    member = ask_member(initiative=geveltuin, email=ADDRESS)
    page = link_to(ADDRESS)
    revoke_links(purpose=TEAM, target=member)
    for address in (
        page,
        "/initiatieven/team/onzin/",
        "/initiatieven/volgen/onzin/team/",
        "/initiatieven/aanbod/onzin/",
    ):
        response = Client().get(address)
        assert response.status_code == 404
        assert "Deze link werkt niet meer" in response.content.decode()


def test_addresses_and_teams_go_in_time(geveltuin: Initiative, kookavond: Initiative) -> None:
    kept = join_team(member=ask_member(initiative=geveltuin, email=ADDRESS), part=Part(name="Noor"))
    ask_member(initiative=geveltuin, email="li@voorbeeld.example")
    add_task(initiative=geveltuin, what="Aarde halen", member=kept, key=uuid4())
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        assert clear_old() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert clear_old() == 1
        assert TeamMember.objects.get() == kept
    with time_machine.travel(timezone.now() + timedelta(days=367)):
        assert clear_old() == 1
    assert not TeamMember.objects.exists()
    assert not Task.objects.exists()


def test_an_idea_that_is_taken_back_has_no_team(client: Client, board: str, geveltuin: Initiative) -> None:
    join_team(member=ask_member(initiative=geveltuin, email=ADDRESS), part=Part(name="Noor"))
    withdraw(initiative=geveltuin)
    assert not TeamMember.objects.exclude(email="").exists()
    assert "Je gegevens zijn gewist" in OutgoingMail.objects.filter(to=ADDRESS).latest("pk").text
    assert "Er is geen team meer" in ask(client, board)


def test_who_offered_help_is_asked_and_says_yes(client: Client, board: str, geveltuin: Initiative) -> None:
    offer = Offer.objects.create(
        initiative=geveltuin, name="Bo", email="bo@voorbeeld.example", text="Een kruiwagen", share=True
    )
    assert "Vraag in het team" in words(client, board)
    client.post(f"{board}aanbod/{offer.pk}/")
    page = link_to(offer.email)
    assert 'value="Bo"' in words(Client(), page)
    Client().post(page, OWN | {"name": "Bo"})
    member = TeamMember.objects.get()
    assert (member.name, member.offer) == ("Bo", offer)
    assert "Vraag in het team" not in words(client, board)
    Offer.objects.filter(pk=offer.pk).update(share=False)
    assert client.post(f"{board}aanbod/{offer.pk}/").status_code == 404
    by_phone = Offer.objects.create(initiative=geveltuin, name="Li", phone="06 12 34 56 78", text="Hulp", share=True)
    with pytest.raises(ValidationError, match="alleen een telefoonnummer"):
        ask_helper(offer=by_phone)


def test_mails_and_log_hold_no_names_of_others(
    geveltuin: Initiative, teammate: TeamMember, task: Task, fatima: User
) -> None:
    leave_team(member=teammate, by=fatima)
    for mail in OutgoingMail.objects.all():
        text = mail.text + mail.html + mail.subject
        assert HELPER not in text
        assert mail.to == ADDRESS or ADDRESS not in text
    rows = str(list(LogEntry.objects.filter(model__startswith="initiatives.T").values()))
    assert HELPER not in rows
    assert ADDRESS not in rows
    assert "Pannen lenen" not in rows
    assert {"create", "join", "leave"} <= set(LogEntry.objects.values_list("verb", flat=True))


def test_the_desk_sees_team_and_load(as_user: AsUser, fatima: User, joris: User, task: Task) -> None:
    address = task.initiative.get_desk_url()
    for number in range(3):
        add_task(initiative=task.initiative, what=f"Klus {number}", member=task.member, key=uuid4())
    for user in (fatima, joris):
        for page in (address, f"{address}team/"):
            seen = words(as_user(user), page)
            assert HELPER in seen
            assert "Eén persoon draagt alles: 4 taken." in seen
    assert "Wis de gegevens" in words(as_user(fatima), f"{address}team/")
    assert "Wis de gegevens" not in words(as_user(joris), f"{address}team/")


def test_the_phase_trekker_found_asks_who_that_is(as_user: AsUser, fatima: User, geveltuin: Initiative) -> None:
    desk, address = as_user(fatima), f"{geveltuin.get_desk_url()}fase/"
    said = desk.post(address, {"phase": "CHAMPION", "reason": ""}, follow=True).content.decode()
    assert "Er staat nog geen trekker in het team" in said
    pull(initiative=geveltuin)
    said = desk.post(address, {"phase": "CHAMPION", "reason": ""}, follow=True).content.decode()
    assert "Er staat nog geen trekker" not in said


def test_the_desk_asks_and_writes_down_for_the_sender(as_user: AsUser, fatima: User, geveltuin: Initiative) -> None:
    desk, address = as_user(fatima), f"{geveltuin.get_desk_url()}team/"
    assert "zegt zelf ja of nee" in ask(desk, address)
    assert "De afzender trekt het" in desk.post(f"{address}afzender/", follow=True).content.decode()
    assert LogEntry.objects.filter(verb="give_consent", actor_id=fatima.pk, model="privacy.Consent").count() == 1
    asked = TeamMember.objects.get(email=ADDRESS)
    desk.post(f"{address}{asked.pk}/")
    assert not TeamMember.objects.filter(email=ADDRESS).exists()


def test_things_of_another_initiative_are_not_there(
    as_user: AsUser, fatima: User, board: str, geveltuin: Initiative, teammate: TeamMember, task: Task, offered: Offer
) -> None:
    desk, address = as_user(fatima), f"{geveltuin.get_desk_url()}team/"
    assert desk.post(f"{address}{teammate.pk}/").status_code == 404
    assert desk.post(f"{address}aanbod/{offered.pk}/").status_code == 404
    assert Client().post(f"{board}taken/{task.pk}/", {"klaar": "ja"}).status_code == 404
    assert Client().post(f"{board}aanbod/{offered.pk}/").status_code == 404
    mine = {"what": "Iets", "member": teammate.pk, "request_key": str(uuid4())}
    assert Client().post(f"{board}taken/", mine).status_code == 400
    assert not Task.objects.filter(initiative=geveltuin).exists()
