"""Other words for an idea: the difference is shown, and only the sender's yes changes the text."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from initiatives import services
from initiatives.models import Initiative, Message, TextProposal
from initiatives.services.proposals import NewText
from initiatives.views.differences import parts_of
from tests.conftest import AsUser
from tests.initiatives.make import PLANTED_EMAIL, make_initiative
from tests.initiatives.test_desk import publish_values
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.mail.models import OutgoingMail
from wijknet.ui.conflict import Conflict


@pytest.fixture
def staff(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def page(sender_token: str) -> str:
    return f"/initiatieven/volgen/{sender_token}/"


def words(response: Any) -> str:
    return str(response.content.decode())


def at(initiative: Initiative, verb: str) -> str:
    return f"{initiative.get_desk_url()}{verb}/"


def new_text(initiative: Initiative, **values: Any) -> dict[str, Any]:
    return {
        "version": str(initiative.version),
        "title": "Samen koken",
        "story": "Ik wil met mensen uit alle straten eten.",
        "place_text": initiative.place_text,
        "themes": [],
        "why": "Dan lezen meer buren het.",
    } | values


def test_a_changed_text_waits_for_the_sender(staff: Client, kookavond: Initiative, client: Client, page: str) -> None:
    assert staff.post(at(kookavond, "tekst"), new_text(kookavond)).status_code == 302
    kookavond.refresh_from_db()
    assert kookavond.title == "Kookavond voor alle straten"
    assert kookavond.waiting_on == "SENDER"
    mail = OutgoingMail.objects.get()
    assert mail.to == PLANTED_EMAIL
    assert "Samen koken" not in mail.text + mail.html + mail.subject
    assert "meer buren" not in mail.text + mail.html
    desk = words(staff.get(kookavond.get_desk_url()))
    assert "Deze tekst ligt bij de afzender" in desk
    assert '<del class="wn-old"><span class="wn-hide">Weg: </span>koken.</del>' in desk
    assert '<ins class="wn-new"><span class="wn-hide">Nieuw: </span>eten.</ins>' in desk
    assert "Bekijk de nieuwe tekst" in words(client.get(page))
    shown = words(client.get(f"{page}tekst/"))
    assert "Dan lezen meer buren het." in shown
    assert "eten.</ins>" in shown
    assert TextProposal.objects.get().answer == "OPEN"


def test_a_yes_of_the_sender_changes_the_text_once(
    staff: Client, kookavond: Initiative, client: Client, page: str
) -> None:
    staff.post(at(kookavond, "tekst"), new_text(kookavond))
    OutgoingMail.objects.all().delete()
    values = {"proposal": str(TextProposal.objects.get().pk), "answer": "ja"}
    assert client.post(f"{page}tekst/", values)["Location"] == page
    assert "niet meer nodig" in words(client.post(f"{page}tekst/", values, follow=True))
    kookavond.refresh_from_db()
    assert (kookavond.title, kookavond.version, kookavond.waiting_on) == ("Samen koken", 2, "WIJKMANAGER")
    mail = OutgoingMail.objects.get()
    assert "Samen koken" not in mail.text + mail.html
    assert "vond de andere tekst goed" in words(staff.get(kookavond.get_desk_url()))


def test_a_no_keeps_the_text_and_passes_on_why(staff: Client, kookavond: Initiative, client: Client, page: str) -> None:
    staff.post(at(kookavond, "tekst"), new_text(kookavond))
    values = {"proposal": str(TextProposal.objects.get().pk), "answer": "nee", "remark": "Het gaat om koken."}
    client.post(f"{page}tekst/", values)
    kookavond.refresh_from_db()
    assert kookavond.title == "Kookavond voor alle straten"
    assert kookavond.unanswered_since
    assert Message.objects.get().text == "Het gaat om koken."
    assert "vond de andere tekst niet goed" in words(staff.get(kookavond.get_desk_url()))


@pytest.mark.parametrize(
    "values", [{}, {"answer": "misschien"}, {"answer": "ja"}, {"answer": "ja", "proposal": "9" * 40}]
)
def test_an_odd_answer_changes_nothing(
    staff: Client, kookavond: Initiative, client: Client, page: str, values: dict[str, str]
) -> None:
    staff.post(at(kookavond, "tekst"), new_text(kookavond))
    assert client.post(f"{page}tekst/", values).status_code == 200
    assert TextProposal.objects.get().answer == "OPEN"


def test_only_the_words_that_were_seen_are_answered(
    staff: Client, kookavond: Initiative, client: Client, page: str
) -> None:
    staff.post(at(kookavond, "tekst"), new_text(kookavond))
    seen = TextProposal.objects.get().pk
    staff.post(at(kookavond, "tekst"), new_text(kookavond, title="Heel iets anders"))
    client.post(f"{page}tekst/", {"proposal": str(seen), "answer": "ja"})
    kookavond.refresh_from_db()
    assert kookavond.title == "Kookavond voor alle straten"
    assert TextProposal.objects.open().get().title == "Heel iets anders"


def test_publishing_waits_for_the_answer(staff: Client, kookavond: Initiative) -> None:
    staff.post(at(kookavond, "tekst"), new_text(kookavond))
    page = words(staff.get(at(kookavond, "openbaar")))
    assert "Wat er verandert" in page
    response = staff.post(at(kookavond, "openbaar"), publish_values())
    assert "nog niet gezegd of de nieuwe tekst goed is" in words(response)
    staff.post(at(kookavond, "voorstel"), {"wat": "ja"})
    assert staff.post(at(kookavond, "openbaar"), publish_values()).status_code == 302
    kookavond.refresh_from_db()
    assert (kookavond.title, kookavond.moderation) == ("Samen koken", "PUBLIC")


def test_what_the_sender_said_to_a_colleague_has_their_name(staff: Client, kookavond: Initiative, fatima: User) -> None:
    staff.post(at(kookavond, "tekst"), new_text(kookavond))
    staff.post(at(kookavond, "voorstel"), {"wat": "onzin"})
    assert TextProposal.objects.get().answer == "OPEN"
    staff.post(at(kookavond, "voorstel"), {"wat": "nee"})
    proposal = TextProposal.objects.get()
    assert (proposal.answer, proposal.heard_by) == ("REFUSED", fatima)
    assert "de afzender was je voor" in words(staff.post(at(kookavond, "voorstel"), {"wat": "ja"}, follow=True))


def test_a_question_can_be_taken_back(staff: Client, kookavond: Initiative, client: Client, page: str) -> None:
    staff.post(at(kookavond, "tekst"), new_text(kookavond))
    staff.post(at(kookavond, "voorstel"), {"wat": "terug"})
    kookavond.refresh_from_db()
    assert kookavond.waiting_on == "WIJKMANAGER"
    assert "Er is geen vraag over je tekst" in words(client.get(f"{page}tekst/"))


def test_new_words_need_a_reason_and_themes_do_not(staff: Client, kookavond: Initiative, arnhem: Area) -> None:
    theme = Theme.objects.create(municipality=arnhem, name="Elkaar ontmoeten")
    response = staff.post(at(kookavond, "tekst"), new_text(kookavond, why=""))
    assert "Schrijf op waarom je de tekst verandert" in words(response)
    same = {name: getattr(kookavond, name) for name in ("title", "story", "place_text")}
    staff.post(at(kookavond, "tekst"), new_text(kookavond, why="", themes=[str(theme.pk)], **same))
    assert list(kookavond.themes.all()) == [theme]
    assert not TextProposal.objects.exists()


def test_the_same_words_twice_are_one_question(kookavond: Initiative, fatima: User) -> None:
    text = NewText(title="Samen koken", story="Eten.", place_text="", why="Korter.")
    first = services.propose_text(initiative=kookavond, version=1, text=text, by=fatima)
    assert services.propose_text(initiative=kookavond, version=1, text=text, by=fatima) == first
    with pytest.raises(Conflict):
        services.propose_text(initiative=kookavond, version=7, text=text, by=fatima)
    with pytest.raises(IntegrityError), transaction.atomic():
        TextProposal.objects.create(initiative=kookavond, title="X", story="Y", why="Z")


def test_the_senders_own_change_wins(kookavond: Initiative, fatima: User, client: Client, page: str) -> None:
    text = NewText(title="Samen koken", story="Eten.", place_text="", why="Korter.")
    services.propose_text(initiative=kookavond, version=1, text=text, by=fatima)
    values = {
        "version": "1",
        "title": "Mijn titel",
        "story": "Mijn verhaal",
        "reach_mail": "on",
        "email": PLANTED_EMAIL,
    }
    client.post(f"{page}wijzigen/", values)
    assert TextProposal.objects.get().answer == "WITHDRAWN"


def test_many_proposals_cost_the_page_no_more(
    staff: Client, klarendal: Area, fatima: User, django_assert_max_num_queries: Any
) -> None:
    initiative = make_initiative(klarendal)
    for number in range(20):
        text = NewText(title=f"Titel {number}", story="Eten.", place_text="", why="Korter.")
        services.propose_text(initiative=initiative, version=1, text=text, by=fatima)
    staff.get(initiative.get_desk_url())
    # Thirteen, and two for the koppelkansen of this idea.
    with django_assert_max_num_queries(15):
        staff.get(initiative.get_desk_url())


def test_differences_keep_every_word() -> None:
    old, new = "Een boom\nvoor de straat.", "Twee bomen\nvoor onze straat."
    parts = parts_of(old, new)
    assert "".join(part.text for part in parts if part.kind != "old") == new
    assert [part.text.strip() for part in parts if part.kind == "old"] == ["Een boom", "de"]
    assert parts_of("", "nieuw")[0].kind == "new"
    assert parts_of("weg", "")[0].kind == "old"
