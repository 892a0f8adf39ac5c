"""The wijkmanager's side: reading, deciding, answering, and what others may not."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives import services
from initiatives.models import Initiative, Message, Submission
from initiatives.services.desk import holds_contact_data
from initiatives.services.submit import street_only
from tests.conftest import AsUser
from tests.initiatives.make import PLANTED_EMAIL, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.log.models import LogEntry, ReadEntry
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.models import PersonalLink
from wijknet.ui.dates import add_working_days, today

DESK = "/initiatieven/beheer/"
VERBS = (
    "bekijken",
    "openbaar",
    "niet-plaatsen",
    "terugzetten",
    "tekst",
    "opmerking",
    "bericht",
    "beurt",
    "fase",
    "link",
    "voorstel",
    "akkoord",
    "niet-akkoord",
)


@pytest.fixture
def staff(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def words(response: Any) -> str:
    return str(response.content.decode())


def at(initiative: Initiative, verb: str = "") -> str:
    return f"{initiative.get_desk_url()}{verb}/" if verb else initiative.get_desk_url()


def publish_values(**values: str) -> dict[str, str]:
    return {
        "word": "Mooi idee. Het staat erop.",
        "waiting_on": "WIJKMANAGER",
        "until": str(add_working_days(today(), 5)),
        "waiting_text": "We zoeken een keuken.",
        "spoken": "on",
    } | values


def test_the_queue_shows_what_waits_for_a_decision(staff: Client, kookavond: Initiative, geveltuin: Initiative) -> None:
    page = words(staff.get(DESK))
    assert kookavond.title in page
    assert geveltuin.title not in page
    assert geveltuin.title in words(staff.get(f"{DESK}?staat=PUBLIC"))
    assert kookavond.title in words(staff.get(f"{DESK}?staat=alles&wijk=WK020207&woorden=koken"))
    assert kookavond.title not in words(staff.get(f"{DESK}?woorden=zeilboot"))
    Initiative.objects.all().delete()
    assert "Alles is bekeken" in words(staff.get(DESK))


@pytest.mark.parametrize("query", ["staat=onzin", "wijk=GM0202", "woorden=" + "x" * 500, "eerder=onzin", "later=1-1"])
def test_an_odd_address_of_the_queue_is_a_plain_list(staff: Client, kookavond: Initiative, query: str) -> None:
    assert staff.get(f"{DESK}?{query}").status_code == 200


def test_a_waiting_message_can_be_found(staff: Client, kookavond: Initiative) -> None:
    assert kookavond.title not in words(staff.get(f"{DESK}?staat=bericht"))
    services.sender_writes(initiative=kookavond, text="Hallo?", request_key=uuid.uuid4())
    assert kookavond.title in words(staff.get(f"{DESK}?staat=bericht"))


def test_the_queue_asks_the_same_with_one_and_with_fifty(staff: Client, klarendal: Area) -> None:
    make_initiative(klarendal)
    counts = []
    for extra in (0, 49):
        for _number in range(extra):
            make_initiative(klarendal)
        with CaptureQueriesContext(connection) as captured:
            staff.get(DESK)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_reading_shows_the_sender_and_is_noted(staff: Client, kookavond: Initiative, fatima: User) -> None:
    page = words(staff.get(at(kookavond)))
    assert PLANTED_EMAIL in page
    assert f"/verbindingen/nieuw/?initiative={kookavond.pk}" in page
    entry = ReadEntry.objects.get()
    assert (entry.actor_id, entry.model) == (fatima.pk, "initiatives.Submission")


def test_one_initiative_costs_at_most_twelve_queries_and_two_for_its_koppelkansen(
    staff: Client, kookavond: Initiative
) -> None:
    """A page may cost twelve, and three for a fragment that shows what is of other apps: its koppelkansen name
    partners (actors) and plans and groups (areas), and ask twice."""
    Message.objects.bulk_create(Message(initiative=kookavond, sender="STAFF", text=str(n)) for n in range(30))
    staff.get(at(kookavond))
    with CaptureQueriesContext(connection) as captured:
        staff.get(at(kookavond))
    asked = [query for query in captured.captured_queries if "log_readentry" not in query["sql"]]
    assert len(asked) <= 14


def test_a_reader_reads_and_changes_nothing(as_user: AsUser, joris: User, kookavond: Initiative) -> None:
    reader = as_user(joris)
    page = words(reader.get(at(kookavond)))
    assert kookavond.story in page
    assert "Maak openbaar" not in page
    for verb in VERBS:
        assert reader.post(at(kookavond, verb), publish_values()).status_code == 403
    kookavond.refresh_from_db()
    assert kookavond.version == 1


def test_another_wijk_does_not_exist(as_user: AsUser, anna: User, kookavond: Initiative) -> None:
    stranger = as_user(anna)
    assert kookavond.title not in words(stranger.get(f"{DESK}?staat=alles"))
    assert stranger.get(at(kookavond)).status_code == 404
    for verb in VERBS:
        assert stranger.post(at(kookavond, verb), publish_values()).status_code == 404


def test_publishing_tells_the_sender_and_the_world(staff: Client, kookavond: Initiative, client: Client) -> None:
    assert client.get(kookavond.get_absolute_url()).status_code == 404
    assert staff.post(at(kookavond, "openbaar"), publish_values())["Location"] == at(kookavond)
    kookavond.refresh_from_db()
    assert kookavond.moderation == "PUBLIC"
    assert kookavond.published_on == today()
    assert kookavond.waiting_text == "We zoeken een keuken."
    assert client.get(kookavond.get_absolute_url()).status_code == 200
    mail = OutgoingMail.objects.get()
    assert mail.to == PLANTED_EMAIL
    assert "Mooi idee" not in mail.text + mail.html
    link = next(word for word in mail.text.split() if "/volgen/" in word)
    assert "Mooi idee. Het staat erop." in words(client.get(link.removeprefix("http://localhost:8000")))
    assert LogEntry.objects.filter(verb="moderate", model="initiatives.Initiative").exists()


def test_publishing_waits_for_consent_and_for_a_confirmed_sender(staff: Client, kookavond: Initiative) -> None:
    values = publish_values()
    del values["spoken"]
    response = staff.post(at(kookavond, "openbaar"), values)
    assert "nog niet gemeld via de link in de mail" in words(response)
    Submission.objects.update(may_publish=False)
    assert "wil het nog niet op de site" in words(staff.post(at(kookavond, "openbaar"), values))
    Submission.objects.update(may_publish=True, email_confirmed_at="2026-11-01T10:00Z")
    assert staff.post(at(kookavond, "openbaar"), values).status_code == 302


@pytest.mark.parametrize(
    "text", ["mail naar iemand@voorbeeld.nl", "bel 06-12345678", "bel 026 123 45 67", "bel +31 6 12 34 56 78"]
)
def test_an_address_or_number_in_the_text_stops_publishing(staff: Client, klarendal: Area, text: str) -> None:
    initiative = make_initiative(klarendal, story=f"Doe mee, {text}!")
    assert "e-mailadres of telefoonnummer" in words(staff.get(at(initiative)))
    assert "Haal dat eerst weg" in words(staff.post(at(initiative, "openbaar"), publish_values()))
    initiative.refresh_from_db()
    assert initiative.moderation == "RECEIVED"


def test_a_year_a_price_and_a_house_are_no_telephone_number() -> None:
    assert not holds_contact_data("In 1945 kostte het 1.250.000 gulden op nummer 12, postcode 6822 AB, WN-2026-0001.")


def test_a_question_is_never_published(staff: Client, klarendal: Area, fatima: User) -> None:
    question = make_initiative(klarendal, kind="QUESTION")
    assert "Maak openbaar" not in words(staff.get(at(question)))
    assert "komt nooit op de site" in words(staff.post(at(question, "openbaar"), publish_values()))


def test_not_placing_needs_a_reason_that_only_the_sender_gets(
    staff: Client, kookavond: Initiative, client: Client, sender_token: str
) -> None:
    assert "Vul in" in words(staff.post(at(kookavond, "niet-plaatsen"), {"reason": ""}))
    staff.post(at(kookavond, "niet-plaatsen"), {"reason": "Dit is reclame."})
    kookavond.refresh_from_db()
    assert kookavond.moderation == "NOT_PLACED"
    mail = OutgoingMail.objects.get()
    assert "reclame" not in mail.text + mail.html + mail.subject
    assert "Dit is reclame." in words(client.get(f"/initiatieven/volgen/{sender_token}/"))
    assert client.get(kookavond.get_absolute_url()).status_code == 404


def test_undo_takes_it_back_to_looking(staff: Client, geveltuin: Initiative, client: Client) -> None:
    staff.post(at(geveltuin, "terugzetten"))
    geveltuin.refresh_from_db()
    assert geveltuin.moderation == "LOOKING"
    assert client.get(geveltuin.get_absolute_url()).status_code == 404
    staff.post(at(geveltuin, "niet-plaatsen"), {"reason": "Bestaat al."})
    staff.post(at(geveltuin, "terugzetten"))
    geveltuin.refresh_from_db()
    assert geveltuin.moderation_reason == ""


def test_what_a_colleague_did_first_is_said(staff: Client, kookavond: Initiative) -> None:
    staff.post(at(kookavond, "bekijken"))
    page = words(staff.post(at(kookavond, "bekijken"), follow=True))
    assert "Dit kan niet meer: het is al we kijken ernaar" in page
    staff.post(at(kookavond, "openbaar"), publish_values())
    assert "het is al openbaar" in words(staff.post(at(kookavond, "openbaar"), publish_values()))
    assert OutgoingMail.objects.count() == 1


def test_the_text_of_a_question_changes_at_once(staff: Client, klarendal: Area, arnhem: Area) -> None:
    question = make_initiative(klarendal, kind="QUESTION")
    Submission.objects.update(original={"title": "KOOKAVOND!!!", "story": question.story, "place_text": ""})
    theme = Theme.objects.create(municipality=arnhem, name="Elkaar ontmoeten")
    values = {
        "version": "1",
        "title": "Kookavond",
        "story": question.story,
        "place_text": "Akkerstraat",
        "themes": [str(theme.pk)],
    }
    assert staff.post(at(question, "tekst"), values)["Location"] == at(question)
    question.refresh_from_db()
    assert question.title == "Kookavond"
    assert list(question.themes.all()) == [theme]
    assert "KOOKAVOND!!!" in words(staff.get(at(question)))
    response = staff.post(at(question, "tekst"), values | {"title": "Soepavond"})
    assert response.status_code == 409
    assert "Soepavond" in words(response)


def test_a_theme_of_another_gemeente_is_refused(staff: Client, kookavond: Initiative, goeree: Area) -> None:
    theme = Theme.objects.create(municipality=goeree, name="Dijk")
    values = {"version": "1", "title": "X", "story": "Y", "place_text": "", "themes": [str(theme.pk)]}
    assert staff.post(at(kookavond, "tekst"), values).status_code == 200
    kookavond.refresh_from_db()
    assert kookavond.title != "X"


def test_a_remark_is_for_colleagues_only(
    staff: Client, kookavond: Initiative, client: Client, sender_token: str
) -> None:
    staff.post(at(kookavond, "opmerking"), {"version": "1", "remark": "Bel eerst het buurthuis."})
    assert "Bel eerst het buurthuis." in words(staff.get(at(kookavond)))
    assert "Bel eerst" not in words(client.get(f"/initiatieven/volgen/{sender_token}/"))
    assert staff.post(at(kookavond, "opmerking"), {"version": "1", "remark": "Of niet."}).status_code == 409
    values = LogEntry.objects.latest("pk")
    assert "Bel eerst" not in str(values.after)


def test_an_answer_is_stored_and_mailed_once(staff: Client, kookavond: Initiative) -> None:
    services.sender_writes(initiative=kookavond, text="Hallo?", request_key=uuid.uuid4())
    OutgoingMail.objects.all().delete()
    values = {"text": "Ik bel je morgen.", "request_key": str(uuid.uuid4())}
    for _click in range(2):
        assert staff.post(at(kookavond, "bericht"), values).status_code == 302
    kookavond.refresh_from_db()
    assert kookavond.unanswered_since is None
    assert Message.objects.filter(sender="STAFF").count() == 1
    mail = OutgoingMail.objects.get()
    assert "morgen" not in mail.text + mail.html
    assert staff.post(at(kookavond, "bericht"), {"text": "", "request_key": "stuk"}).status_code == 200
    assert Message.objects.filter(sender="STAFF").count() == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"waiting_on": "WIJKMANAGER", "until": ""}, "Vul een datum in"),
        ({"waiting_on": "WIJKMANAGER", "until": "gisteren"}, "Vul een datum in"),
        ({"waiting_on": "SENDER", "until": "2020-01-01"}, "Kies een dag die nog komt"),
        ({"waiting_on": "IEMAND", "until": "2099-01-01"}, "Kies iets uit de lijst"),
        ({"waiting_on": "SENDER", "until": "2099-01-01", "waiting_text": "x" * 201}, "hoogstens 200 tekens"),
    ],
)
def test_a_wrong_turn_is_said(staff: Client, kookavond: Initiative, values: dict[str, str], message: str) -> None:
    response = staff.post(at(kookavond, "beurt"), values)
    assert response.status_code == 200
    assert message in words(response)


def test_a_turn_is_seen_by_the_sender(staff: Client, kookavond: Initiative, client: Client, sender_token: str) -> None:
    until = today() + timedelta(days=4)
    values = {"waiting_on": "SENDER", "until": str(until), "waiting_text": "Kies een datum."}
    assert staff.post(at(kookavond, "beurt"), values).status_code == 302
    page = words(client.get(f"/initiatieven/volgen/{sender_token}/"))
    assert "Jij bent aan zet." in page
    assert "Kies een datum." in page
    staff.post(at(kookavond, "beurt"), {"waiting_on": "NOBODY", "until": str(until)})
    kookavond.refresh_from_db()
    assert kookavond.waiting_until is None


def test_a_phase_is_dated_and_stopping_needs_a_reason(staff: Client, geveltuin: Initiative, client: Client) -> None:
    staff.post(at(geveltuin, "fase"), {"phase": "PLAN"})
    staff.post(at(geveltuin, "fase"), {"phase": "PLAN"})
    assert geveltuin.phase_changes.filter(phase="PLAN").count() == 1
    assert "Schrijf op waarom" in words(staff.post(at(geveltuin, "fase"), {"phase": "STRANDED"}))
    staff.post(at(geveltuin, "fase"), {"phase": "STRANDED", "reason": "Geen trekker meer."})
    page = words(client.get(geveltuin.get_absolute_url()))
    assert "Staat stil" in page
    assert "trekker meer" not in page
    staff.post(at(geveltuin, "fase"), {"phase": "SUCCEEDED"})
    geveltuin.refresh_from_db()
    assert geveltuin.waiting_on == "NOBODY"


def test_a_new_link_closes_the_old_one(staff: Client, kookavond: Initiative, client: Client, sender_token: str) -> None:
    assert staff.post(at(kookavond, "link")).status_code == 302
    assert client.get(f"/initiatieven/volgen/{sender_token}/").status_code == 404
    link = next(word for word in OutgoingMail.objects.get().text.split() if "/volgen/" in word)
    assert client.get(link.removeprefix("http://localhost:8000")).status_code == 200


def test_a_sender_without_mail_gets_the_new_link_on_paper(staff: Client, klarendal: Area, client: Client) -> None:
    initiative = make_initiative(klarendal, sender={"reach_mail": False, "email": "", "reach_print": True})
    response = staff.post(at(initiative, "link"))
    assert "no-store" in response["Cache-Control"]
    link = words(response).split("http://localhost:8000")[1].split("<")[0]
    assert client.get(link).status_code == 200
    assert not OutgoingMail.objects.exists()


def test_a_desk_without_sender_still_works(staff: Client, kookavond: Initiative, fatima: User) -> None:
    Submission.objects.all().delete()
    assert "gewist" in words(staff.get(at(kookavond)))
    assert staff.get(at(kookavond, "tekst")).status_code == 200
    assert staff.post(at(kookavond, "link")).status_code == 302
    assert not PersonalLink.objects.exists()
    values = publish_values()
    assert staff.post(at(kookavond, "openbaar"), values).status_code == 302
    assert not OutgoingMail.objects.exists()


def test_casework_writes_turn_and_results_from_above(kookavond: Initiative, fatima: User) -> None:
    until = today() + timedelta(days=3)
    services.set_waiting(
        initiative=kookavond, waiting_on="MUNICIPALITY", until=until, text="Bureau Groen belt.", by=fatima
    )
    services.set_results(initiative=kookavond, life="Er is een tuin.", system="Bureau Groen doet mee.", by=fatima)
    kookavond.refresh_from_db()
    assert (kookavond.waiting_on, kookavond.waiting_until) == ("MUNICIPALITY", until)
    assert kookavond.result_system == "Bureau Groen doet mee."
    assert LogEntry.objects.filter(object_pk=kookavond.pk, actor_id=fatima.pk).count() == 2


def test_the_service_itself_refuses_what_may_not_be_public(klarendal: Area, fatima: User) -> None:
    question = make_initiative(klarendal, kind="QUESTION")
    with pytest.raises(ValidationError):
        services.publish(
            initiative=question, word="x", waiting_on="NOBODY", until=None, waiting_text="", spoken=True, by=fatima
        )


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Klarendalseweg 12", "Klarendalseweg"),
        ("Klarendalseweg 12-b, 6822 AB Arnhem", "Klarendalseweg, Arnhem"),
        ("Akkerstraat 4a", "Akkerstraat"),
        ("bij de speeltuin", "bij de speeltuin"),
        ("2e Spoorweg 140 hs", "2e Spoorweg"),
        ("", ""),
    ],
)
def test_at_most_the_street_is_shown(told: str, shown: str) -> None:
    assert street_only(told) == shown
