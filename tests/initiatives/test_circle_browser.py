"""From the own page into the circle, a question that the wijkmanager places, and out again, on a phone."""

import pytest

from initiatives.circle_mails import CIRCLE
from initiatives.mails import FOLLOW
from initiatives.models import CircleMember
from tests.accessibility import axe_violations, sideways_scroll
from tests.browser import PHONE, Browse, Visit, lead_on
from tests.initiatives.circles import make_member, make_post, make_sender
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.tokens.services import issue_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looks_well(visit: Visit, name: str) -> None:
    assert axe_violations(visit.page) == [], name
    assert sideways_scroll(visit) == [], name


def test_join_ask_place_read_and_leave(klarendal: Area, fatima: User, browse: Browse) -> None:
    bo = make_member(klarendal, "Bo", "Ik kan timmeren")
    make_post(bo, "Wie heeft een lange ladder?")
    initiative = make_sender(klarendal, "noor@voorbeeld.example")
    visit = browse(viewport=PHONE)
    page = visit.goto(f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=initiative)}/")
    lead_on(page.get_by_role("link", name="Naar de kring"))
    page.get_by_label("Waar kun je bij helpen?").fill("Koken voor veel mensen")
    looks_well(visit, "joining")
    page.get_by_label("De andere mensen in de kring").check()
    lead_on(page.get_by_role("button", name="Ik doe mee"))
    looks_well(visit, "the circle")
    assert page.get_by_text("Wie heeft een lange ladder?").first.is_visible()
    lead_on(page.get_by_role("link", name="Stel een vraag"))
    page.get_by_label("Wat wil je vragen?").fill("Wie kent een zaal?")
    lead_on(page.get_by_role("button", name="Vraag het"))
    looks_well(visit, "the own question")
    assert page.get_by_text("De wijkmanager kijkt er eerst naar.").first.is_visible()

    desk = browse(fatima)
    desk.goto("/initiatieven/beheer/kring/")
    looks_well(desk, "the desk")
    lead_on(desk.page.get_by_role("button", name="Plaats dit"))
    looks_well(desk, "the desk, nothing waits")

    reads = browse(viewport=PHONE)
    reads.goto(f"/initiatieven/kring/{issue_link(purpose=CIRCLE, target=bo)}/")
    lead_on(reads.page.get_by_role("link", name="Wie kent een zaal?"))
    reads.page.get_by_label("Je antwoord").fill("Vraag het bij De Klif.")
    lead_on(reads.page.get_by_role("button", name="Antwoord versturen"))
    looks_well(reads, "the question with an own answer")

    lead_on(page.get_by_role("link", name="Terug naar de kring"))
    lead_on(page.get_by_role("button", name="Ik stop met de kring"))
    looks_well(visit, "left")
    assert CircleMember.objects.get() == bo
