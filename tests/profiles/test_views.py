"""The workshop: who may come in, what is kept, what residents see and when."""

import json
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import AsUser, make_area, make_user
from tests.house import ROOT
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.services import save_draft

WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
PUBLIC = "/wijken/arnhem/klarendal/"
PAGES = [WORKSHOP, f"{WORKSHOP}voorbeeld/", f"{WORKSHOP}publiceren/", f"{WORKSHOP}edities/", f"{WORKSHOP}edities/1/"]


@pytest.fixture
def curator(beheer: User, as_user: AsUser) -> Client:
    return as_user(beheer)


def publish_form(client: Client, **changed: str) -> dict[str, str]:
    """What the publish page sends back when it is signed."""
    html = client.get(f"{WORKSHOP}publiceren/").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(version|request_key)" value="([^"]*)"', html))
    return {**hidden, "signed_name": "Wijkteam Noord (test)", **changed}


@pytest.mark.parametrize("address", PAGES)
def test_other_wijk_is_not_found_and_a_wijkmanager_may_not_write(
    edition: ProfileEdition, as_user: AsUser, fatima: User, joris: User, anna: User, other_gemeente: User, address: str
) -> None:
    statuses = [as_user(user).get(address).status_code for user in (fatima, joris, anna, other_gemeente)]
    assert statuses == [403, 403, 404, 404]
    assert Client().get(address).status_code == 302


def test_a_curator_of_another_wijk_does_not_write_here(klarendal: Area, geitenkamp: Area, as_user: AsUser) -> None:
    user = make_user("redactie@arnhem.example", "Redactie (test)", geitenkamp, Function.CURATOR)
    assert as_user(user).get(WORKSHOP).status_code == 404
    assert as_user(user).get("/wijkprofielen/arnhem/geitenkamp/").status_code == 200


@pytest.mark.parametrize("address", [WORKSHOP, f"{WORKSHOP}publiceren/"])
def test_who_may_not_write_cannot_post(
    klarendal: Area, as_user: AsUser, fatima: User, anna: User, address: str
) -> None:
    sent = {"version": "1", "question": "Van mij", "signed_name": "Ik", "request_key": str(uuid4())}
    assert [as_user(user).post(address, sent).status_code for user in (fatima, anna)] == [403, 404]
    assert not Profile.objects.exists()


def test_from_empty_draft_to_published_page(klarendal: Area, curator: Client, texts: dict[str, str]) -> None:
    assert "nog geen editie" in curator.get("/wijkprofielen/").content.decode()
    answer = curator.post(WORKSHOP, {**texts, "version": "1", "publish": "1"}, follow=True)
    assert answer.request["PATH_INFO"] == f"{WORKSHOP}publiceren/"
    assert texts["question"] not in Client().get(PUBLIC).content.decode()

    answer = curator.post(f"{WORKSHOP}publiceren/", publish_form(curator), follow=True)
    assert "Editie 1 staat online." in answer.content.decode()
    public = Client().get(PUBLIC).content.decode()
    for text in (texts["question"], "Veel mensen huren.", "Editie 1", "Wijkteam Noord (test)"):
        assert text in public
    assert "editie 1" in curator.get("/wijkprofielen/").content.decode()


def test_nothing_of_a_draft_is_public_before_publishing(
    edition: ProfileEdition, curator: Client, texts: dict[str, str]
) -> None:
    secret = {name: f"Geheim {name}" for name in texts}
    curator.post(WORKSHOP, {**secret, "version": "2"})
    for address in (PUBLIC, "/", "/wijken/", "/wijken/arnhem/", "/wijken/?q=geheim"):
        assert "Geheim" not in Client().get(address).content.decode()
    assert "Geheim who" in curator.get(f"{WORKSHOP}voorbeeld/").content.decode()


def test_the_second_writer_sees_both_texts_and_joins_them(
    klarendal: Area, curator: Client, beheer: User, texts: dict[str, str]
) -> None:
    save_draft(area=klarendal, texts={**texts, "who": "Van mijn collega."}, version=1, by=beheer)
    answer = curator.post(WORKSHOP, {**texts, "who": "Van mij.", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van <mark>mijn collega.</mark>" in page
    assert re.search(r"<textarea[^>]*>\s*Van mij\.</textarea>", page)
    assert page.count("van je collega:") == 1
    version = re.findall(r'<input type="hidden" name="version" value="(\d+)"', page)[0]
    joined = {**texts, "who": "Van ons.", "version": version}
    assert curator.post(WORKSHOP, joined).status_code == 302
    assert Profile.objects.get().who == "<p>Van ons.</p>"


def test_the_page_keeps_the_draft_while_somebody_writes(
    klarendal: Area, curator: Client, beheer: User, texts: dict[str, str]
) -> None:
    first = curator.post(f"{WORKSHOP}bewaren/", {**texts, "version": "1"})
    assert (first.status_code, first.json()["version"]) == (200, 2)
    assert first.json()["said"].startswith("Bewaard om ")
    save_draft(area=klarendal, texts={**texts, "who": "Van mijn collega."}, version=2, by=beheer)
    second = curator.post(f"{WORKSHOP}bewaren/", {**texts, "who": "Van mij.", "version": "2"})
    assert second.status_code == 409
    asked = curator.post(f"{WORKSHOP}bewaren/", {**texts, "who": "Bel Henk de Vries.", "version": "3"})
    assert asked.status_code == 400
    assert Profile.objects.get().who == "<p>Van mijn collega.</p>"


@pytest.mark.parametrize("sent", [{}, {"version": "x"}, {"version": "1", "who": "a" * 60_001}])
def test_an_autosave_that_is_no_form_keeps_nothing(klarendal: Area, curator: Client, sent: dict[str, str]) -> None:
    assert curator.post(f"{WORKSHOP}bewaren/", sent).status_code == 400
    assert not Profile.objects.exists()


def test_rich_text_is_shown_rich_and_never_runs(
    edition: ProfileEdition, curator: Client, texts: dict[str, str]
) -> None:
    rich = "<h4>Kop</h4><p><b>Vet</b> <a href='https://arnhem.example/'>plan</a></p><ul><li>Punt</li></ul>"
    attack = rich + "<p onclick=alert(1)><script>alert(1)</script><a href='javascript:alert(1)'>weg</a></p>"
    curator.post(WORKSHOP, {**dict.fromkeys(texts, attack), "question": "Vraag?", "version": "2"})
    curator.post(f"{WORKSHOP}publiceren/", publish_form(curator))
    for page in (WORKSHOP, f"{WORKSHOP}voorbeeld/", f"{WORKSHOP}publiceren/", f"{WORKSHOP}edities/2/", PUBLIC):
        html = curator.get(page).content.decode()
        for bad in ("alert(1)", "onclick", "javascript:"):
            assert bad not in html, page
        if page != WORKSHOP:
            assert "<strong>Vet</strong>" in re.sub(r"</?mark>", "", html), page
    assert "<h4>Kop</h4>" in curator.get(PUBLIC).content.decode()


def test_an_edition_without_its_parts_says_what_is_missing(klarendal: Area, curator: Client) -> None:
    curator.post(WORKSHOP, {"question": "Alleen een vraag?", "version": "1"})
    page = curator.get(f"{WORKSHOP}publiceren/").content.decode()
    for title in ("Wie de wijk is", "Hoe de wijk ademt", "Wat de wijk een wijk maakt"):
        assert title in page
    sent = {"version": "2", "signed_name": "Team", "request_key": str(uuid4())}
    assert curator.post(f"{WORKSHOP}publiceren/", sent).status_code == 400
    assert not ProfileEdition.objects.exists()


def test_an_edition_is_signed(edition: ProfileEdition, curator: Client) -> None:
    answer = curator.post(f"{WORKSHOP}publiceren/", publish_form(curator, signed_name="  "))
    assert answer.status_code == 400
    assert "Vul in: Vastgesteld door" in answer.content.decode()
    assert ProfileEdition.objects.count() == 1


def test_a_draft_that_a_colleague_changed_is_read_again(
    edition: ProfileEdition, curator: Client, beheer: User, texts: dict[str, str]
) -> None:
    form = publish_form(curator)
    save_draft(area=edition.area, texts={**texts, "who": "Net veranderd."}, version=2, by=beheer)
    answer = curator.post(f"{WORKSHOP}publiceren/", form, follow=True)
    assert "Een collega veranderde het concept net." in answer.content.decode()
    assert ProfileEdition.objects.count() == 1


def test_a_text_that_is_too_long_is_said_and_kept(klarendal: Area, curator: Client) -> None:
    answer = curator.post(WORKSHOP, {"question": "v" * 301, "who": "Dit blijft staan.", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "hoogstens 300 tekens" in page
    assert "Dit blijft staan." in page
    assert not Profile.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "0", "-1", "99999999999999999999"])
def test_a_version_that_is_no_version_writes_nothing(klarendal: Area, curator: Client, version: str) -> None:
    assert curator.post(WORKSHOP, {"question": "Vraag?", "version": version}).status_code in {400, 409}
    assert not Profile.objects.filter(question="Vraag?").exists()


def test_text_is_shown_as_text(edition: ProfileEdition, curator: Client, texts: dict[str, str]) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:7 }} javascript:alert(1)"
    curator.post(WORKSHOP, {**dict.fromkeys(texts, attack), "version": "2"})
    curator.post(f"{WORKSHOP}publiceren/", publish_form(curator, signed_name="<b>Team</b>"))
    for page in (WORKSHOP, f"{WORKSHOP}voorbeeld/", f"{WORKSHOP}edities/", f"{WORKSHOP}edities/2/", PUBLIC):
        html = curator.get(page).content.decode()
        assert "<script>alert" not in html, page
        assert "<img src=x" not in html, page
        assert "<b>Team" not in html, page
    assert "&lt;script&gt;alert(1)" in curator.get(PUBLIC).content.decode()


def test_hostile_text_never_breaks_a_page(klarendal: Area, curator: Client, texts: dict[str, str]) -> None:
    path = ROOT.parent / "shared" / "data" / "hostile" / "blns.json"
    if not path.exists():
        pytest.skip("the list of naughty strings is not here")
    naughty = json.loads(path.read_text(encoding="utf-8"))
    for start in range(0, len(naughty), len(texts)):
        sent = dict(zip(texts, naughty[start:], strict=False))
        stored = Profile.objects.filter(area=klarendal).first()
        answer = curator.post(WORKSHOP, {**sent, "version": str(stored.version if stored else 1)})
        assert answer.status_code in {302, 400}, sent
        assert curator.get(f"{WORKSHOP}voorbeeld/").status_code == 200, sent


@pytest.mark.parametrize("number", ["2", "99999999999999999999999"])
def test_an_edition_that_is_not_there(edition: ProfileEdition, curator: Client, number: str) -> None:
    assert curator.get(f"{WORKSHOP}edities/{number}/").status_code == 404


def test_the_list_asks_as_much_for_fifty_wijken(
    arnhem: Area, edition: ProfileEdition, curator: Client, beheer: User
) -> None:
    with CaptureQueriesContext(connection) as one:
        curator.get("/wijkprofielen/")
    for number in range(50):
        wijk = make_area("WIJK", f"WK0202{number + 20}", f"Wijk {number}", arnhem)
        save_draft(area=wijk, texts={"question": "Vraag?"}, version=1, by=beheer)
    with CaptureQueriesContext(connection) as fifty:
        curator.get("/wijkprofielen/")
    assert len(fifty) == len(one) <= 8


def test_words_that_may_be_too_much_are_asked_about_and_numbers_go(klarendal: Area, curator: Client) -> None:
    text = {"question": "Wie helpt?", "who": "Bel Henk de Vries, 06 12 34 56 78. BSN 123456782.", "version": "1"}
    asked = curator.post(WORKSHOP, text)
    assert asked.status_code == 400
    page = asked.content.decode()
    assert "‘Henk de Vries’ (de naam van iemand)" in page
    assert not Profile.objects.exists()
    stamp = re.findall(r'name="who-zo-opslaan"[^>]*value="([0-9a-f]+)"', page)
    saved = curator.post(WORKSHOP, text | {"who-zo-opslaan": stamp[0]}, follow=True).content.decode()
    assert "We hebben een BSN weggehaald" in saved
    profile = Profile.objects.get()
    assert profile.who == "<p>Bel Henk de Vries, 06 12 34 56 78. BSN [BSN].</p>"
    again = {**profile.texts(), "breathes": "Met koffie.", "version": str(profile.version)}
    assert curator.post(WORKSHOP, again).status_code == 302
    assert Profile.objects.get().breathes == "<p>Met koffie.</p>"
