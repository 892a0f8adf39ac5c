"""The public form, as a browser without JavaScript uses it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives.models import Draft, Initiative, Submission
from initiatives.services import clear_old
from tests.conftest import AsUser
from tests.initiatives.make import PLANTED_EMAIL, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Postcode
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.models import Consent
from wijknet.tokens.models import PersonalLink

pytestmark = pytest.mark.django_db

START = "/initiatieven/indienen/idee/"
IDEA = {"title": "Kookavond", "story": "Ik wil koken met alle straten."}
PLACE = {"wijk": "WK020207", "place_text": "Klarendalseweg 12, 6822 AB"}
WHO = {
    "sender_name": "Samira",
    "under_16": "nee",
    "reach_mail": "on",
    "email": PLANTED_EMAIL,
    "may_publish": "on",
}


def started(seconds: int = 60) -> str:
    """The signed moment of a page that was opened a while ago."""
    opened = int(timezone.now().timestamp()) - seconds
    return signing.Signer(salt="initiatives.started").sign(str(opened))


def begin(client: Client, **idea: str) -> uuid.UUID:
    response: Any = client.post(START, IDEA | {"started": started(), "website": ""} | idea)
    assert response.status_code == 302, response.content.decode()
    return uuid.UUID(response["Location"].split("/")[3])


def address(key: uuid.UUID, step: str) -> str:
    return reverse("initiative-step", args=[key, step])


def fill(client: Client, key: uuid.UUID, **who: str) -> None:
    client.post(address(key, "plek"), PLACE)
    client.post(address(key, "wie"), WHO | who)


def send(client: Client, key: uuid.UUID) -> Any:
    return client.post(address(key, "controleren"))


def words(response: Any) -> str:
    return str(response.content.decode())


def test_an_idea_goes_from_four_choices_to_the_senders_page(client: Client, klarendal: Area) -> None:
    choices = client.get("/initiatieven/indienen/")
    assert words(choices).count('class="wn-choice__t"') == 4
    assert "Dit is geen aanvraag voor geld of een vergunning." in words(choices)
    assert 'name="title"' in words(client.get(START))

    key = begin(client)
    assert "Kies je wijk" in words(client.get(address(key, "plek")))
    assert client.post(address(key, "plek"), PLACE)["Location"] == address(key, "wie")
    assert client.post(address(key, "wie"), WHO)["Location"] == address(key, "controleren")
    check = words(client.get(address(key, "controleren")))
    for shown in ("Dit ziet iedereen", "Dit zien alleen wij", "Dit bewaren we tot", PLANTED_EMAIL, "geen aanvraag"):
        assert shown in check

    sent = send(client, key)
    page = client.get(sent["Location"])
    initiative = Initiative.objects.get()
    assert initiative.reference in words(page)
    assert initiative.area == klarendal
    assert initiative.place_text == "Klarendalseweg"
    assert "12" in initiative.submission.original["place_text"]
    assert {consent.text_key for consent in Consent.objects.all()} == {"publish_initiative"}


def test_the_mail_holds_the_link_and_nothing_that_was_told(client: Client, klarendal: Area) -> None:
    key = begin(client)
    fill(client, key)
    send(client, key)
    mail = OutgoingMail.objects.get()
    assert mail.to == PLANTED_EMAIL
    for text in (mail.text, mail.html):
        assert "/initiatieven/volgen/" in text
        assert Initiative.objects.get().reference in text
        assert IDEA["story"] not in text
        assert IDEA["title"] not in text
    link = next(word for word in mail.text.split() if "/volgen/" in word)
    assert client.get(link.removeprefix("http://localhost:8000")).status_code == 200


def test_without_consent_nothing_is_agreed(client: Client, klarendal: Area) -> None:
    key = begin(client)
    client.post(address(key, "plek"), PLACE)
    client.post(address(key, "wie"), {name: value for name, value in WHO.items() if name != "may_publish"})
    assert "Het komt niet op de site" in words(client.get(address(key, "controleren")))
    send(client, key)
    assert not Submission.objects.get().may_publish
    assert not Consent.objects.exists()


def test_publication_is_off_until_somebody_ticks_it(client: Client, klarendal: Area) -> None:
    key = begin(client)
    page = words(client.get(address(key, "wie")))
    assert 'name="may_publish"' in page
    assert "checked" not in page.split('name="may_publish"')[1].split(">")[0]


@pytest.mark.parametrize(
    ("step", "values", "message"),
    [
        ("idee", IDEA | {"title": ""}, "Vul in hoe je idee heet"),
        ("idee", IDEA | {"title": "x" * 101}, "hoogstens 100 tekens"),
        ("idee", IDEA | {"story": ""}, "Vertel in een paar zinnen"),
        ("idee", IDEA | {"story": "x" * 5001}, "hoogstens 5000 tekens"),
        ("idee", IDEA | {"story": "een\x00nul"}, "een teken in dat we niet kunnen bewaren"),
        ("plek", PLACE | {"wijk": ""}, "Kies je wijk"),
        ("plek", PLACE | {"wijk": "WK999999"}, "Kies een wijk uit de lijst"),
        ("plek", PLACE | {"wijk": "WK9999999999"}, "hoogstens 10 tekens"),
        ("plek", PLACE | {"place_text": "x" * 201}, "hoogstens 200 tekens"),
        ("wie", WHO | {"sender_name": ""}, "Vul je voornaam in"),
        ("wie", WHO | {"sender_name": "x" * 61}, "hoogstens 60 tekens"),
        ("wie", WHO | {"under_16": ""}, "Kies of je jonger bent dan 16"),
        ("wie", WHO | {"under_16": "misschien"}, "Kies iets uit de lijst"),
        ("wie", WHO | {"email": "samira@voorbeeld"}, "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl"),
        ("wie", WHO | {"email": ""}, "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl"),
        ("wie", WHO | {"reach_phone": "on"}, "Vul een telefoonnummer in, bijvoorbeeld 06 12 34 56 78"),
        ("wie", WHO | {"phone": "bel maar"}, "Vul een telefoonnummer in, bijvoorbeeld 06 12 34 56 78"),
        ("wie", WHO | {"reach_visit": "on"}, "Vul in waar en wanneer we je vinden"),
        ("wie", {"sender_name": "Samira", "under_16": "nee"}, "Kies hoe we je mogen bereiken"),
        ("wie", WHO | {"under_16": "ja"}, "Vul de naam van je ouder of je school in"),
        ("wie", WHO | {"under_16": "ja", "contact_name": "School"}, "Zet een vinkje: je ouder of school weet"),
        (
            "wie",
            {"sender_name": "Sam", "under_16": "ja", "contact_name": "School", "reach_print": "on"},
            "Vul het e-mailadres of telefoonnummer van je ouder of school in",
        ),
    ],
)
def test_wrong_input_gets_a_plain_word_and_stays(
    client: Client, klarendal: Area, step: str, values: dict[str, str], message: str
) -> None:
    key = begin(client)
    response = client.post(address(key, step), values)
    page = words(response)
    assert response.status_code == 200
    assert page.split("<title>")[1].startswith("Fout:")
    assert message in page.split('class="wn-errors"')[1].split("</ul>")[0]
    for name, value in values.items():
        if (
            value not in {"on", "ja", "nee", "misschien"}
            and len(value) < 200
            and "\x00" not in value
            and name != "wijk"
        ):
            assert value in page.replace("&#x27;", "'"), f"{name} was lost"
    kept = Draft.objects.get(pk=key).data[step]
    assert kept == {name: value.replace("\x00", "\ufffd") for name, value in values.items()}


def test_a_wrong_step_is_shown_again_before_sending(client: Client, klarendal: Area) -> None:
    key = begin(client)
    fill(client, key, email="samira@voorbeeld")
    response = client.get(address(key, "controleren"), follow=True)
    assert response.request["PATH_INFO"] == address(key, "wie")
    assert "Fout:" in words(response)
    assert send(client, key)["Location"].startswith(address(key, "wie"))
    assert not Initiative.objects.exists()


def test_back_and_forth_loses_nothing(client: Client, klarendal: Area) -> None:
    key = begin(client)
    fill(client, key)
    assert IDEA["story"] in words(client.get(address(key, "idee")))
    client.post(address(key, "idee"), IDEA | {"title": "Eetavond"})
    assert PLANTED_EMAIL in words(client.get(address(key, "wie")))
    assert "Klarendalseweg 12" in words(client.get(address(key, "plek")))
    assert "Eetavond" in words(client.get(address(key, "controleren")))


def test_two_tabs_are_two_drafts(client: Client, klarendal: Area) -> None:
    first, second = begin(client), begin(client, title="Geveltuin")
    assert first != second
    assert "Geveltuin" not in words(client.get(address(first, "plek")))
    offered = words(client.get("/initiatieven/indienen/"))
    assert offered.count("Ga verder met dit formulier") == 2


def test_the_address_is_enough_without_the_cookie(client: Client, klarendal: Area) -> None:
    key = begin(client)
    elsewhere = Client()
    fill(elsewhere, key)
    assert elsewhere.get(send(elsewhere, key)["Location"]).status_code == 200


def test_the_cookie_goes_to_the_form_only_and_says_nothing(client: Client, klarendal: Area) -> None:
    begin(client)
    cookie = client.cookies["wn_formulieren"]
    assert cookie["path"] == "/initiatieven/indienen/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    client.cookies["wn_formulieren"] = "geen.sleutel.van.ons"
    assert client.get("/initiatieven/indienen/").status_code == 200


def test_later_tells_the_address_and_until_when(client: Client, klarendal: Area) -> None:
    key = begin(client)
    response = client.post(address(key, "wie"), {"sender_name": "Samira", "later": "1"}, follow=True)
    assert f"http://localhost:8000{address(key, 'plek')}" in words(response)
    assert Draft.objects.get().data["wie"]["sender_name"] == "Samira"


def test_steps_are_never_kept_by_a_browser_or_proxy(client: Client, klarendal: Area) -> None:
    key = begin(client)
    for step in ("idee", "plek", "wie", "later"):
        assert "no-store" in client.get(address(key, step))["Cache-Control"]
    assert "no-store" in client.get("/initiatieven/indienen/")["Cache-Control"]


def test_what_is_typed_in_a_form_that_is_gone_goes_on_in_a_new_one(client: Client, klarendal: Area) -> None:
    key = begin(client)
    Draft.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert client.get(address(key, "wie")).status_code == 404
    response = client.post(address(key, "wie"), WHO, follow=True)
    assert "Je formulier was te oud" in words(response)
    fresh = Draft.objects.exclude(pk=key).get()
    assert fresh.data["wie"]["email"] == PLANTED_EMAIL
    assert clear_old() == 1
    assert clear_old() == 0
    assert client.post(address(key, "controleren")).status_code == 404


@pytest.mark.parametrize("way", [{"reach_phone": "on", "phone": "06 12 34 56 78"}, {"reach_print": "on"}])
def test_a_sender_without_email_gets_a_page_to_print(client: Client, klarendal: Area, way: dict[str, str]) -> None:
    key = begin(client)
    client.post(address(key, "plek"), PLACE)
    client.post(address(key, "wie"), {"sender_name": "Joop", "under_16": "nee"} | way)
    page = send(client, key)["Location"]
    paper = words(client.get(f"{page}print/"))
    assert f"http://localhost:8000{page}" in paper
    assert Initiative.objects.get().reference in paper
    assert not OutgoingMail.objects.exists()


def test_a_child_is_reached_through_an_adult_and_never_named(client: Client, klarendal: Area) -> None:
    key = begin(client)
    fill(client, key, under_16="ja", contact_name="Basisschool", show_name="on", adult_knows="on")
    check = words(client.get(address(key, "controleren")))
    assert "je ouder of school zegt ja" in check
    send(client, key)
    submission = Submission.objects.get()
    assert submission.under_16
    assert not submission.show_name
    assert submission.initiative.public_name == ""
    assert Consent.objects.filter(text_key="reach_adult").exists()
    mail = OutgoingMail.objects.get()
    for text in (mail.text, mail.html):
        assert "Hallo Basisschool" in text
        assert "is jonger dan 16. Daarom mailen we jou" in text
        assert IDEA["title"] not in text
    link = next(word for word in mail.text.split() if "/volgen/" in word).removeprefix("http://localhost:8000")
    assert "Ja, ik weet hiervan en vind het goed" in words(client.get(link))
    assert not submission.confirmed
    client.post(f"{link}bevestigen/")
    submission.refresh_from_db()
    assert submission.confirmed


def test_a_question_is_stored_and_never_public(client: Client, klarendal: Area) -> None:
    response: Any = client.post("/initiatieven/indienen/vraag/", IDEA | {"started": started()})
    key = uuid.UUID(response["Location"].split("/")[3])
    assert 'name="may_publish"' not in words(client.get(address(key, "wie")))
    fill(client, key)
    send(client, key)
    initiative = Initiative.objects.get()
    assert initiative.kind == "QUESTION"
    assert not initiative.submission.may_publish


def test_a_postcode_finds_the_wijk(client: Client, klarendal: Area) -> None:
    Postcode.objects.create(postcode="6822AB", area=klarendal)
    key = begin(client)
    client.post(address(key, "plek"), {"postcode": "6822 ab"})
    client.post(address(key, "wie"), WHO)
    send(client, key)
    assert Initiative.objects.get().area == klarendal


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"postcode": "9999 ZZ"}, "We vinden geen wijk bij deze postcode"),
        ({"postcode": "gisteren"}, "We vinden geen wijk bij deze postcode"),
        ({"postcode": "", "wijk": ""}, "Vul een postcode in, of kies je wijk"),
    ],
)
def test_a_postcode_that_is_not_known_is_said(
    client: Client, klarendal: Area, values: dict[str, str], message: str
) -> None:
    Postcode.objects.create(postcode="6822AB", area=klarendal)
    page = words(client.post(address(begin(client), "plek"), values))
    assert message in page
    assert f'value="{values["postcode"]}"' in page or not values["postcode"]


def test_the_page_of_a_wijk_brings_its_wijk_along(client: Client, klarendal: Area) -> None:
    key = begin(client, wijk="WK020207")
    assert '<option value="WK020207" selected>' in words(client.get(address(key, "plek")))


def test_sending_again_leads_to_the_same_page(client: Client, klarendal: Area) -> None:
    key = begin(client)
    fill(client, key)
    first = send(client, key)["Location"]
    assert send(client, key)["Location"] == first
    assert client.post(address(key, "wie"), WHO)["Location"] == first
    assert client.get(address(key, "idee"))["Location"] == first
    assert Initiative.objects.count() == 1
    assert OutgoingMail.objects.count() == 1
    assert PersonalLink.objects.count() == 2
    assert Draft.objects.get().data == {}


def test_the_last_post_asks_little_also_when_all_titles_are_equal(client: Client, klarendal: Area) -> None:
    counts = []
    for time in range(3):
        if time == 2:
            equal = {"title": IDEA["title"], "waiting_on": "NOBODY", "municipality": klarendal.municipality}
            Initiative.objects.bulk_create(
                Initiative(reference=f"WN-2025-{number:04d}", area=klarendal, **equal) for number in range(1000)
            )
        key = begin(client)
        fill(client, key)
        with CaptureQueriesContext(connection) as captured:
            send(client, key)
        # A test runs inside a transaction of its own, so each transaction of ours shows as a pair of savepoints.
        asked = [query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
        counts.append(len(asked))
    assert counts[1] == counts[2] <= 14


def test_for_a_child_the_wijkmanager_speaks_the_adult(klarendal: Area, fatima: User, as_user: AsUser) -> None:
    child = make_initiative(klarendal, sender={"under_16": True, "contact_name": "Basisschool"})
    adult = make_initiative(klarendal)
    words_of = {found: words(as_user(fatima).get(f"{found.get_desk_url()}openbaar/")) for found in (child, adult)}
    assert "Ik heb de ouder of school zelf gesproken" in words_of[child]
    assert "Ik heb de afzender zelf gesproken" in words_of[adult]
