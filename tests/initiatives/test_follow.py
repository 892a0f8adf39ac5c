"""The sender's own page: what it says, what it lets do, and that nobody else gets in."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from initiatives.mails import FOLLOW, MAIL
from initiatives.models import Initiative, Message, Submission
from initiatives.services import set_waiting
from tests.initiatives.make import PLANTED_EMAIL, PLANTED_NAME, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.models import Consent
from wijknet.tokens.services import issue_link, revoke_links
from wijknet.ui.dates import day, today


@pytest.fixture
def page(sender_token: str) -> str:
    return f"/initiatieven/volgen/{sender_token}/"


def words(response: Any) -> str:
    return str(response.content.decode())


def change_values(initiative: Initiative, **values: str) -> dict[str, str]:
    return {
        "version": str(initiative.version),
        "title": initiative.title,
        "story": initiative.story,
        "place_text": initiative.place_text,
        "reach_mail": "on",
        "email": PLANTED_EMAIL,
        "may_publish": "on",
    } | values


def test_it_says_what_happens_and_who_has_to_move(client: Client, page: str, kookavond: Initiative) -> None:
    text = words(client.get(page))
    assert kookavond.reference in text
    assert f"Verteld op {day(kookavond.received_on)} door {PLANTED_NAME}" in text
    assert "Wij zijn aan zet." in text
    assert kookavond.waiting_until
    assert day(kookavond.waiting_until) in text


def test_it_is_not_indexed_not_kept_and_not_passed_on(client: Client, page: str) -> None:
    for address in (page, f"{page}print/", f"{page}wijzigen/", f"{page}intrekken/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("token", ["onzin", "x" * 43, "x" * 500, "é", "%00", "..", "<script>"])
def test_a_wrong_token_opens_nothing_and_says_so(client: Client, db: None, token: str) -> None:
    response = client.get(f"/initiatieven/volgen/{token}/")
    assert response.status_code in {400, 404}
    assert "Traceback" not in words(response)


def test_an_old_foreign_or_revoked_link_opens_nothing(
    client: Client, page: str, kookavond: Initiative, klarendal: Area
) -> None:
    foreign = issue_link(purpose="something-else", target=kookavond)
    assert "Deze link werkt niet" in words(client.get(f"/initiatieven/volgen/{foreign}/"))
    revoke_links(purpose=FOLLOW, target=kookavond)
    for address in (page, f"{page}print/", f"{page}wijzigen/", f"{page}intrekken/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Deze link werkt niet" in words(response)
    for address in (f"{page}bericht/", f"{page}bevestigen/", f"{page}link/", f"{page}intrekken/", f"{page}wijzigen/"):
        assert client.post(address, {"text": "Hallo"}).status_code == 404
    kookavond.refresh_from_db()
    assert kookavond.moderation == "RECEIVED"
    assert not Message.objects.exists()


def test_when_the_senders_data_are_gone_so_is_the_page(client: Client, page: str, kookavond: Initiative) -> None:
    Submission.objects.all().delete()
    assert client.get(page).status_code == 404


def test_late_says_so_itself_and_whom_to_call(
    client: Client, page: str, kookavond: Initiative, arnhem: Area, fatima: User
) -> None:
    MunicipalitySettings.objects.update(phone="14 026")
    gone = today() - timedelta(days=2)
    Initiative.objects.filter(pk=kookavond.pk).update(waiting_until=gone)
    text = words(client.get(page))
    assert "En we zijn te laat." in text
    assert day(gone) in text
    assert 'href="tel:14026"' in text
    fresh = today() + timedelta(days=6)
    kookavond.refresh_from_db()
    set_waiting(initiative=kookavond, waiting_on="WIJKMANAGER", until=fresh, text="We bellen het buurthuis.", by=fatima)
    text = words(client.get(page))
    assert "En we zijn te laat." in text
    assert day(gone) in text
    assert day(fresh) in text
    set_waiting(initiative=kookavond, waiting_on="MUNICIPALITY", until=fresh, text="Bureau Groen belt.", by=fatima)
    assert "te laat" not in words(client.get(page))


def test_a_message_is_stored_once_and_mailed_without_its_words(
    client: Client, page: str, kookavond: Initiative, fatima: User, anna: User
) -> None:
    key = str(uuid.uuid4())
    for _click in range(2):
        response = client.post(f"{page}bericht/", {"text": "Mag dat in het buurthuis?", "request_key": key})
        assert response.status_code == 302
    assert "Mag dat in het buurthuis?" in words(client.get(page))
    kookavond.refresh_from_db()
    assert kookavond.unanswered_since
    mail = OutgoingMail.objects.get()
    assert mail.to == fatima.email
    assert kookavond.get_desk_url() in mail.text
    for text in (mail.text, mail.html, mail.subject):
        assert "buurthuis" not in text
        assert PLANTED_NAME not in text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text": ""}, "Schrijf je bericht"),
        ({"text": "x" * 4001}, "hoogstens 4000 tekens"),
        ({"text": "nul\x00"}, "een teken in dat we niet kunnen bewaren"),
    ],
)
def test_a_wrong_message_stays_on_the_page(client: Client, page: str, values: dict[str, str], message: str) -> None:
    response = client.post(f"{page}bericht/", values | {"request_key": str(uuid.uuid4())})
    assert words(response).split("<title>")[1].startswith("Fout:")
    assert message in words(response)
    assert not Message.objects.exists()


def test_only_the_link_in_the_mail_confirms_the_address(client: Client, page: str, kookavond: Initiative) -> None:
    assert "Ja, dit is mijn e-mailadres" not in words(client.get(page))
    client.post(f"{page}bevestigen/")
    assert Submission.objects.get().email_confirmed_at is None
    by_mail = f"/initiatieven/volgen/{issue_link(purpose=MAIL, target=kookavond)}/"
    assert "Ja, dit is mijn e-mailadres" in words(client.get(by_mail))
    assert Submission.objects.get().email_confirmed_at is None
    client.post(f"{by_mail}bevestigen/")
    assert Submission.objects.get().email_confirmed_at
    assert "Ja, dit is mijn e-mailadres" not in words(client.get(by_mail))


def test_the_link_is_mailed_again_on_asking(client: Client, page: str, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"initiative_link": "2/h/ip"}
    assert [client.post(f"{page}link/").status_code for _click in range(3)] == [302, 302, 429]
    assert OutgoingMail.objects.count() == 2
    assert client.get(page).status_code == 200


def test_text_and_contact_can_be_changed(client: Client, page: str, kookavond: Initiative) -> None:
    new = "nieuw@voorbeeld.example"
    Submission.objects.update(email_confirmed_at="2026-11-01T10:00Z")
    values = change_values(kookavond, title="Eetavond", email=new, place_text="Akkerstraat 4", show_name="on")
    assert client.post(f"{page}wijzigen/", values)["Location"] == page
    kookavond.refresh_from_db()
    submission = kookavond.submission
    assert (kookavond.title, kookavond.place_text) == ("Eetavond", "Akkerstraat")
    assert kookavond.public_name == PLANTED_NAME
    assert submission.original["place_text"] == "Akkerstraat 4"
    assert submission.email == new
    assert submission.email_confirmed_at is None
    assert OutgoingMail.objects.get().to == new
    assert Consent.objects.filter(text_key="show_first_name", withdrawn_at=None).exists()


def test_new_text_of_something_public_is_looked_at_first(client: Client, klarendal: Area) -> None:
    initiative = make_initiative(klarendal, public=True)
    page = f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=initiative)}/"
    client.post(f"{page}wijzigen/", change_values(initiative))
    assert client.get(initiative.get_absolute_url()).status_code == 200
    initiative.refresh_from_db()
    client.post(f"{page}wijzigen/", change_values(initiative, story="Heel iets anders."))
    assert client.get(initiative.get_absolute_url()).status_code == 404
    initiative.refresh_from_db()
    assert initiative.moderation == "LOOKING"


def test_who_ends_consent_is_off_the_site_at_once(client: Client, klarendal: Area) -> None:
    initiative = make_initiative(klarendal, public=True)
    page = f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=initiative)}/"
    values = change_values(initiative)
    del values["may_publish"]
    client.post(f"{page}wijzigen/", values)
    assert client.get(initiative.get_absolute_url()).status_code == 404


def test_who_puts_a_phone_number_in_a_public_text_is_told(client: Client, page: str, kookavond: Initiative) -> None:
    values = change_values(kookavond, story="Bel 06 12 34 56 78.", may_publish="on")
    said = client.post(f"{page}wijzigen/", values, follow=True).content.decode()
    assert "Iedereen kan dit lezen: ‘06 12 34 56 78’ (een telefoonnummer)." in said


def test_two_who_change_at_once_see_both_texts(client: Client, page: str, kookavond: Initiative) -> None:
    values = change_values(kookavond, title="Eetavond")
    client.post(f"{page}wijzigen/", values)
    response = client.post(f"{page}wijzigen/", values | {"title": "Soepavond"})
    assert response.status_code == 409
    assert "Eetavond" in words(response)
    assert "Soepavond" in words(response)
    kookavond.refresh_from_db()
    assert kookavond.title == "Eetavond"


def test_wrong_changes_are_said_and_kept(client: Client, page: str, kookavond: Initiative) -> None:
    values = change_values(kookavond, title="", email="stuk")
    response = client.post(f"{page}wijzigen/", values)
    assert words(response).split("<title>")[1].startswith("Fout:")
    assert 'value="stuk"' in words(response)
    kookavond.refresh_from_db()
    assert kookavond.title == "Kookavond voor alle straten"


def test_a_child_stays_reachable_through_an_adult(client: Client, klarendal: Area) -> None:
    child = make_initiative(klarendal, sender={"under_16": True, "contact_name": "School"})
    page = f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=child)}/"
    values = change_values(child, contact_name="", show_name="on")
    assert "Vul de naam van je ouder of je school in" in words(client.post(f"{page}wijzigen/", values))
    values = change_values(child, contact_name="School", email="", reach_mail="", reach_print="on")
    assert "Vul het e-mailadres of telefoonnummer" in words(client.post(f"{page}wijzigen/", values))
    client.post(f"{page}wijzigen/", change_values(child, contact_name="Juf", show_name="on"))
    child.refresh_from_db()
    assert child.submission.contact_name == "Juf"
    assert not child.submission.show_name


def test_withdrawing_asks_first_and_counts_once(client: Client, page: str, kookavond: Initiative) -> None:
    assert "Wil je dit intrekken?" in words(client.get(f"{page}intrekken/"))
    kookavond.refresh_from_db()
    assert kookavond.moderation == "RECEIVED"
    for _click in range(2):
        assert client.post(f"{page}intrekken/")["Location"] == page
    kookavond.refresh_from_db()
    assert (kookavond.moderation, kookavond.phase, kookavond.waiting_on) == ("WITHDRAWN", "STOPPED", "NOBODY")
    assert kookavond.phase_changes.count() == 2
    assert "Ingetrokken" in words(client.get(page))


def test_the_page_asks_the_same_with_many_messages(
    client: Client, page: str, kookavond: Initiative, django_assert_max_num_queries: Any
) -> None:
    Message.objects.bulk_create(
        Message(initiative=kookavond, sender="SENDER", text=f"Bericht {number}") for number in range(50)
    )
    with django_assert_max_num_queries(9):
        client.get(page)
