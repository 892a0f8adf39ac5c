"""The circle of a wijk for its members: join, ask without an address shown, take back, and leave by one click."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from initiatives.circle_mails import CIRCLE
from initiatives.mails import FOLLOW
from initiatives.models import CircleMember, CirclePost, Initiative, Submission
from initiatives.services import ask_circle, join_circle, leave_circle, place_post
from tests.initiatives.circles import make_member, make_post, make_sender
from tests.initiatives.make import make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.models import Consent
from wijknet.tokens.models import PersonalLink
from wijknet.tokens.services import issue_link

pytestmark = pytest.mark.django_db

ADDRESS = "noor.geheim@voorbeeld.example"


def page_of(member: CircleMember, more: str = "") -> str:
    return f"/initiatieven/kring/{issue_link(purpose=CIRCLE, target=member)}/{more}"


def own_page(initiative: Initiative) -> str:
    return f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=initiative)}/"


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def send(client: Client, address: str, **values: str) -> str:
    values.setdefault("request_key", str(uuid4()))
    return client.post(address, values, follow=True).content.decode()


@pytest.fixture
def noor(klarendal: Area) -> CircleMember:
    return make_member(klarendal, "Noor", email=ADDRESS)


@pytest.fixture
def bo(klarendal: Area) -> CircleMember:
    return make_member(klarendal, "Bo", "Ik kan timmeren")


# Joining


def test_a_sender_joins_from_the_own_page_and_leaves_by_one_click(client: Client, klarendal: Area) -> None:
    initiative = make_sender(klarendal, ADDRESS)
    own = own_page(initiative)
    assert f"{own}kring/" in read(client, own)
    form = read(client, f"{own}kring/")
    assert "mogen mijn voornaam zien" in form
    assert "Zet een vinkje als je wilt meedoen" in send(client, f"{own}kring/", name="Noor", offer="Koken")
    assert not CircleMember.objects.exists()
    page = send(client, f"{own}kring/", name=" Noor ", offer="Koken", agreed="on")
    assert "Welkom in de kring" in page
    assert "Koken" in page
    member = CircleMember.objects.get()
    assert (member.name, member.area) == ("Noor", klarendal)
    consent = Consent.objects.get(subject_label="initiatives.CircleMember", subject_pk=member.pk)
    assert (consent.text_key, consent.text_version, consent.withdrawn_at) == ("join_circle", 1, None)
    # Joins once more: the same member, and no second mail.
    send(client, f"{own}kring/", name="Noortje", offer="Iets anders", agreed="on")
    assert CircleMember.objects.get().name == "Noor"
    mail = OutgoingMail.objects.get(to=ADDRESS)
    links = re.findall(r"/initiatieven/kring/[\w-]+/(?:stoppen/)?", mail.text)
    assert len(links) == 2
    stop = links[1]
    # A mail scanner opens both links, and nothing happens.
    assert "Ik stop met de kring" in read(client, stop)
    read(client, links[0])
    assert CircleMember.objects.exists()
    assert "Je bent gestopt met de kring" in client.post(stop).content.decode()
    assert not CircleMember.objects.exists()
    assert "Deze link opent de kring niet" in read(client, stop, 404)
    assert client.post(stop).status_code == 404
    assert Consent.objects.get(pk=consent.pk).withdrawn_at is not None
    assert "Doe mee aan de kring" in read(client, f"{own}kring/")


@pytest.mark.parametrize(
    ("sender", "initiative", "words"),
    [
        ({"email_confirmed_at": None}, {}, "Ja, dit is mijn e-mailadres"),
        ({"reach_mail": False, "reach_phone": True, "phone": "06 12345678"}, {}, "Ja, dit is mijn e-mailadres"),
        ({"under_16": True, "contact_name": "Ouder (test)"}, {}, "vanaf 16 jaar"),
        ({}, {"moderation": "RECEIVED"}, "als de wijkmanager je idee heeft gezien"),
        ({}, {"moderation": "WITHDRAWN"}, "als de wijkmanager je idee heeft gezien"),
        ({}, {"kind": "QUESTION", "moderation": "LOOKING"}, "als de wijkmanager je idee heeft gezien"),
    ],
)
def test_who_cannot_join_is_told_why(
    client: Client, klarendal: Area, sender: dict[str, object], initiative: dict[str, object], words: str
) -> None:
    made = make_sender(klarendal, ADDRESS, **sender)
    Initiative.objects.filter(pk=made.pk).update(**initiative)
    made.refresh_from_db()
    address = f"{own_page(made)}kring/"
    assert words in read(client, address)
    assert words in send(client, address, name="Noor", offer="Koken", agreed="on")
    with pytest.raises(ValidationError):
        join_circle(initiative=made, name="Noor", offer="Koken")
    assert not CircleMember.objects.exists()


def test_one_sender_with_two_ideas_joins_once(klarendal: Area, noor: CircleMember, geitenkamp: Area) -> None:
    second = make_sender(klarendal, ADDRESS.upper())
    with pytest.raises(ValidationError, match="met een ander idee"):
        join_circle(initiative=second, name="Noor", offer="Koken")
    elsewhere = make_sender(geitenkamp, ADDRESS)
    assert join_circle(initiative=elsewhere, name="Noor", offer="Koken").area == geitenkamp


def test_words_about_oneself_are_changed_and_asked_about(client: Client, noor: CircleMember) -> None:
    address = page_of(noor, "over-mij/")
    assert "een telefoonnummer" in send(client, address, name="Noor", offer="Bel me: 06 12345678")
    assert "Zo zien de anderen je nu" in send(client, address, name="Noor", offer="Bankjes maken")
    assert CircleMember.objects.get(pk=noor.pk).offer == "Bankjes maken"


# Asking


def test_a_question_goes_to_all_after_a_look_and_no_mail_holds_more_than_a_link(
    client: Client, noor: CircleMember, bo: CircleMember, fatima: User
) -> None:
    OutgoingMail.objects.all().delete()
    page = send(client, page_of(noor, "vraag/"), text="Wie kent een zaal?", to="")
    assert "De wijkmanager kijkt er eerst naar" in page
    post = CirclePost.objects.get()
    assert (post.state, post.direct) == ("WAITING", False)
    assert "Wie kent een zaal" not in read(client, page_of(bo))
    assert [mail.to for mail in OutgoingMail.objects.all()] == [fatima.email]
    place_post(post=post, by=fatima)
    place_post(post=post, by=fatima)
    mail = OutgoingMail.objects.exclude(to=fatima.email).get()
    assert mail.to == "bo.kring@voorbeeld.example"
    every = " ".join(f"{one.subject} {one.text} {one.html}" for one in OutgoingMail.objects.all())
    assert not [word for word in ("zaal", "Noor", ADDRESS, "Idee van") if word in every]
    found = re.search(r"/initiatieven/kring/[\w-]+/vraag/\d+/", mail.text)
    assert found
    opened = read(client, found[0])
    assert "Wie kent een zaal?" in opened
    assert "Noor vraagt" in opened
    assert ADDRESS not in opened
    # Bo answers; the wijkmanager looks; Noor gets a link, and nobody else does.
    assert "Je antwoord is bewaard" in send(client, found[0], text="Vraag het bij De Klif.")
    assert "De Klif" not in read(client, page_of(noor, f"vraag/{post.pk}/"))
    answer = CirclePost.objects.get(question=post)
    OutgoingMail.objects.all().delete()
    place_post(post=answer, by=fatima)
    assert [one.to for one in OutgoingMail.objects.all()] == [ADDRESS]
    assert "De Klif" in read(client, page_of(noor, f"vraag/{post.pk}/"))


def test_a_question_to_one_is_between_the_two(
    client: Client, noor: CircleMember, bo: CircleMember, klarendal: Area, fatima: User
) -> None:
    third = make_member(klarendal, "Dirk")
    OutgoingMail.objects.all().delete()
    send(client, page_of(noor, "vraag/"), text="Help je met een bank?", to=str(bo.pk))
    post = CirclePost.objects.get()
    place_post(post=post, by=fatima)
    assert OutgoingMail.objects.exclude(to=fatima.email).get().to == "bo.kring@voorbeeld.example"
    assert "Help je met een bank" in read(client, page_of(bo))
    assert "Help je met een bank" not in read(client, page_of(third))
    read(client, page_of(third, f"vraag/{post.pk}/"), 404)
    read(client, page_of(third, f"bericht/{post.pk}/melden/"), 404)
    leave_circle(member=bo)
    post.refresh_from_db()
    assert (post.direct, post.to) == (True, None)
    assert "Help je met een bank" not in read(client, page_of(third))
    own = read(client, page_of(noor, f"vraag/{post.pk}/"))
    assert "aan een buur die niet meer meedoet" in own
    assert "Je antwoord" not in own
    assert "kan niemand meer antwoorden" in send(client, page_of(noor, f"vraag/{post.pk}/"), text="Toch?")


def test_a_question_to_who_just_left_keeps_what_was_typed(client: Client, noor: CircleMember, bo: CircleMember) -> None:
    address = page_of(noor, "vraag/")
    leave_circle(member=bo)
    page = send(client, address, text="Heb je een zaag?", to=str(bo.pk))
    assert "Deze buur doet niet meer mee" in page
    assert "Heb je een zaag?" in page
    with pytest.raises(ValidationError, match="niet meer mee"):
        ask_circle(member=noor, to=bo, text="Heb je een zaag?", key=uuid4())
    assert not CirclePost.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "a" * 1001, "Ik heb een \0 teken"])
def test_bad_words_are_answered_and_nothing_is_stored(client: Client, noor: CircleMember, text: str) -> None:
    response = client.post(page_of(noor, "vraag/"), {"text": text, "to": "", "request_key": str(uuid4())})
    assert response.status_code == 400
    assert "Fout:" in response.content.decode()
    assert client.post(page_of(noor, "vraag/"), {"text": "Hallo?", "to": "9" * 30}).status_code == 400
    assert not CirclePost.objects.exists()


def test_script_stays_text_and_numbers_go(client: Client, noor: CircleMember) -> None:
    page = send(client, page_of(noor, "vraag/"), text="<script>alert(1)</script> NL91ABNA0417164300", to="")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "We hebben een IBAN weggehaald" in page
    assert "0417164300" not in CirclePost.objects.get().text


def test_a_telephone_number_is_asked_about_first(client: Client, noor: CircleMember) -> None:
    address = page_of(noor, "vraag/")
    page = send(client, address, text="Bel me op 06 12345678", to="")
    assert "een telefoonnummer" in page
    assert not CirclePost.objects.exists()
    stamp = re.search(r'name="text-zo-opslaan"[^>]* value="(\w+)"', page)
    assert stamp
    send(client, address, text="Bel me op 06 12345678", to="", **{"text-zo-opslaan": stamp[1]})
    assert CirclePost.objects.count() == 1


def test_sent_twice_is_once_and_too_many_wait(client: Client, noor: CircleMember) -> None:
    key = str(uuid4())
    for _number in range(2):
        send(client, page_of(noor, "vraag/"), text="Wie kent een zaal?", to="", request_key=key)
    assert CirclePost.objects.count() == 1
    for number in range(4):
        send(client, page_of(noor, "vraag/"), text=f"Vraag {number}?", to="")
    assert "Er wachten al 5 berichten van jou" in send(client, page_of(noor, "vraag/"), text="Nog een?", to="")
    assert CirclePost.objects.count() == 5


def test_too_many_from_one_place_wait(client: Client, noor: CircleMember) -> None:
    address = page_of(noor, "vraag/")
    codes = {
        client.post(address, {"text": f"Vraag {number}?", "to": "", "request_key": str(uuid4())}).status_code
        for number in range(31)
    }
    assert 429 in codes


def test_own_words_are_taken_back_by_their_writer_only(client: Client, noor: CircleMember, bo: CircleMember) -> None:
    post = make_post(noor, "Wie kent een zaal?")
    make_post(bo, "De Klif", question=post)
    read(client, page_of(bo, f"bericht/{post.pk}/terug/"), 404)
    assert client.post(page_of(bo, f"bericht/{post.pk}/terug/")).status_code == 404
    back = page_of(noor, f"bericht/{post.pk}/terug/")
    assert "Wil je dit terugnemen?" in read(client, back)
    assert CirclePost.objects.count() == 2
    assert "Het is weg." in send(client, back)
    assert not CirclePost.objects.exists()
    assert client.post(back).status_code == 404


def test_another_wijk_does_not_exist(client: Client, noor: CircleMember, geitenkamp: Area) -> None:
    far = make_member(geitenkamp, "Verweg")
    post = make_post(far, "Van de overkant")
    page = read(client, page_of(noor))
    assert "Verweg" not in page
    assert "overkant" not in page
    read(client, page_of(noor, f"vraag/{post.pk}/"), 404)
    read(client, page_of(noor, f"bericht/{post.pk}/melden/"), 404)
    assert "Deze buur doet niet meer mee" in send(client, page_of(noor, "vraag/"), text="Hoi?", to=str(far.pk))
    with pytest.raises(ValidationError):
        ask_circle(member=noor, to=far, text="Hoi?", key=uuid4())


# The links


def test_a_leaked_link_shows_first_names_only_and_is_closed_by_one_button(
    client: Client, noor: CircleMember, bo: CircleMember
) -> None:
    make_post(bo, "Wie kent een zaal?")
    leaked = page_of(noor)
    page = read(client, leaked)
    assert "Bo" in page
    every = page + read(client, f"{leaked}vraag/{CirclePost.objects.get().pk}/")
    assert not [word for word in ("voorbeeld.example", "Idee van", "WN-2026", "Klarendalseweg") if word in every]
    response = client.get(leaked)
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "strict-origin")
    assert "no-store" in response["Cache-Control"]
    OutgoingMail.objects.all().delete()
    renewed = send(client, f"{leaked}nieuwe-link/")
    assert "Kijk in je mail" in renewed
    assert "/kring/" not in renewed
    read(client, leaked, 404)
    mail = OutgoingMail.objects.get()
    found = re.search(r"/initiatieven/kring/[\w-]+/", mail.text)
    assert (mail.to, bool(found)) == (ADDRESS, True)
    assert found
    read(client, found[0])


def test_the_own_page_leads_in_and_other_links_do_not(client: Client, noor: CircleMember, klarendal: Area) -> None:
    token = issue_link(purpose=FOLLOW, target=noor.initiative)
    assert "Hallo Noor" in read(client, f"/initiatieven/kring/{token}/")
    other = issue_link(purpose=FOLLOW, target=make_initiative(klarendal, public=True))
    read(client, f"/initiatieven/kring/{other}/", 404)
    read(client, "/initiatieven/kring/onzin/", 404)


def test_leaving_closes_everything(client: Client, noor: CircleMember) -> None:
    address = page_of(noor)
    leave_circle(member=noor)
    leave_circle(member=noor)
    for more in ("", "vraag/", "over-mij/", "stoppen/"):
        assert "Je doet niet meer mee aan de kring" in read(client, address + more, 404)
    assert not PersonalLink.objects.filter(purpose=CIRCLE, revoked_at=None).exists()


# The tables


def test_the_table_refuses_what_the_screen_refuses(noor: CircleMember, bo: CircleMember) -> None:
    question = make_post(noor, "Wie kent een zaal?")
    for wrong in (
        {"text": ""},
        {"state": "REFUSED"},
        {"reason": "zomaar"},
        {"to": bo},
        {"direct": True, "question": question},
        {"reported_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_post(noor, **({"text": "Hoi"} | wrong))
    with pytest.raises(IntegrityError), transaction.atomic():
        CircleMember.objects.filter(pk=noor.pk).update(offer="")
    with pytest.raises(IntegrityError), transaction.atomic():
        CircleMember.objects.create(
            initiative=noor.initiative, municipality=noor.municipality, area=noor.area, name="x", offer="y"
        )


def test_fifty_cost_as_much_as_one(
    client: Client, klarendal: Area, noor: CircleMember, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_post(noor, "Wie kent een zaal?")
    one = page_of(noor)
    with django_assert_max_num_queries(8):
        read(client, one)
    for number in range(50):
        member = make_member(klarendal, f"Buur{number}")
        question = make_post(member, f"Vraag {number}?")
        for _answer in range(3):
            make_post(noor, "Antwoord", question=question)
    address, thread = page_of(noor), page_of(noor, f"vraag/{question.pk}/")
    with django_assert_max_num_queries(8):
        page = read(client, address)
    assert page.count("<article") == 10
    assert "Eerdere" in page
    with django_assert_max_num_queries(8):
        read(client, thread)


def test_an_address_that_changed_gets_no_mail(noor: CircleMember, bo: CircleMember, fatima: User) -> None:
    Submission.objects.filter(initiative=bo.initiative).update(email_confirmed_at=None)
    OutgoingMail.objects.all().delete()
    place_post(post=make_post(noor, "Wie kent een zaal?", state="WAITING"), by=fatima)
    assert not OutgoingMail.objects.exists()
