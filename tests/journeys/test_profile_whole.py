"""A profile from an empty draft to a printed edition, read along by a colleague, and compared with the one before."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.accessibility import axe_violations, sideways_scroll
from tests.browser import PHONE, Browse, Visit
from tests.conftest import make_user
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Indicator, MunicipalitySettings
from wijknet.profiles.models import Profile, ProfileEdition, Quote
from wijknet.ui.dates import today

pytestmark = pytest.mark.browser

WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
PUBLIC = "/wijken/arnhem/klarendal/"
QUESTION = "Hoe leren buren uit verschillende straten elkaar kennen?"
WHO, BREATHES, MAKES = "Wie de wijk is", "Hoe de wijk ademt", "Wat de wijk een wijk maakt"
TEXTS = {
    WHO: "Gezinnen die hier al lang zijn, wonen naast studenten.",
    BREATHES: "De dag begint bij de bakker.",
    MAKES: "Mensen helpen elkaar via het buurthuis.",
}
LATER = "De dag begint nu op het plein."
SAID = "Hier ben je na een week geen vreemde meer."
DOING = "Elke donderdag is er een open tafel."
CHOSEN = ["AantalInwoners", "Bevolkingsdichtheid"]


@pytest.fixture
def wijk(klarendal: Area) -> Area:
    """With the figures, borders and themes of the demo, in a gemeente where a colleague reads along."""
    call_command("load_demo_areas", verbosity=0)
    MunicipalitySettings.objects.filter(municipality=klarendal.municipality).update(second_reader=True)
    klarendal.refresh_from_db()
    return klarendal


@pytest.fixture
def reader(arnhem: Area) -> User:
    return make_user("lezer@arnhem.example", "Lezer (test)", arnhem, Function.CURATOR)


def choose_figures(page: Page) -> None:
    """The gemeente shows two figures in its profiles, and not all that WijkNet comes with."""
    for code in CHOSEN:
        page.get_by_role("checkbox", name=Indicator.objects.get(code=code).name, exact=True).check()
    with page.expect_navigation():
        page.get_by_role("button", name="Keuze opslaan").click()


def write(page: Page, texts: dict[str, str]) -> None:
    for label, text in texts.items():
        # The editor has come over the field; before it did, the field would be typed in.
        expect(page.get_by_role("group", name=f"Opmaak: {label}")).to_be_visible()
        page.get_by_role("textbox", name=label, exact=True).fill(text)


def keep(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Concept bewaren").click()
    expect(page.get_by_text("Concept bewaard.")).to_be_visible()


def add_quote(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="Citaat toevoegen").click()
    page.get_by_label(WHO).check()
    page.get_by_label("Wat zei iemand").fill(SAID)
    page.get_by_label("Wie zegt dit").fill("een bewoner")
    page.get_by_label("Van wie kreeg je toestemming").fill("Samira (test)")
    page.get_by_label("Wanneer was dat").fill(today().isoformat())
    page.get_by_label("Tot en met welke dag").fill((today() + timedelta(days=300)).isoformat())
    page.get_by_label("Ik las deze tekst voor").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Citaat toevoegen").click()
    expect(page.locator("#citaten ~ ul")).to_contain_text(SAID)


def write_programme(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="Schrijf het programma").click()
    page.get_by_role("textbox", name="Wat doen we?").first.fill(DOING)
    with page.expect_navigation():
        page.get_by_role("button", name="Wijkprogramma bewaren").click()


def preview(page: Page) -> None:
    page.goto(page.url.split("/wijkprofielen/")[0] + f"{WORKSHOP}voorbeeld/")
    seen = page.inner_text("main")
    assert "Bewoners zien het nog niet." in seen
    assert all(text in seen for text in (QUESTION, *TEXTS.values(), SAID, DOING))


def read_along(visit: Visit) -> None:
    page = visit.goto(f"{WORKSHOP}publiceren/")
    with page.expect_navigation():
        page.get_by_role("button", name="Ik las mee, dit is goed").click()
    expect(page.get_by_text("Het kan nu online.")).to_be_visible()


def publish(visit: Visit, number: int) -> None:
    page = visit.goto(f"{WORKSHOP}publiceren/")
    page.get_by_label("Vastgesteld door").fill("Wijkteam Noord")
    with page.expect_navigation():
        page.get_by_role("button", name=f"Editie {number} publiceren").click()
    expect(page.get_by_text(f"Editie {number} staat online.")).to_be_visible()


def printed(visit: Visit) -> None:
    """Both sheets are PDF with tags."""
    for name in ("oogopslag.pdf", "profiel.pdf"):
        answer = visit.page.request.get(f"{visit.base}{PUBLIC}{name}")
        assert answer.status == HTTPStatus.OK
        assert answer.body().startswith(b"%PDF")
        assert b"/StructTreeRoot" in answer.body()


def compare(visit: Visit) -> None:
    """What went and came in words, why the figures do not differ, and one part back into the draft."""
    page = visit.goto(f"{WORKSHOP}edities/vergelijken/")
    breathes = page.locator("section", has=page.locator("#deel-breathes"))
    assert "bij de bakker" in " ".join(breathes.locator(".wn-preview--old mark").all_inner_texts())
    assert "zelfde jaar" in page.locator("section", has=page.locator("#cijfers")).inner_text()
    assert axe_violations(page) == []
    assert sideways_scroll(visit) == []
    with page.expect_navigation():
        breathes.get_by_role("button", name="Zet tekst van editie 1 in het concept").click()
    expect(page.get_by_text("staat in het concept.")).to_be_visible()
    assert TEXTS[BREATHES] in Profile.objects.get().breathes


def test_a_profile_from_empty_to_printed_and_compared(browse: Browse, beheer: User, reader: User, wijk: Area) -> None:
    visit = browse(beheer)
    page = visit.goto("/instellingen/arnhem/cijfers/")
    choose_figures(page)
    visit.goto(WORKSHOP)
    page.get_by_label("Onze vraag aan deze wijk").fill(QUESTION)
    write(page, TEXTS)
    keep(page)
    add_quote(page)
    visit.goto(WORKSHOP)
    write_programme(page)
    preview(page)
    waits = visit.goto(f"{WORKSHOP}publiceren/")
    assert "Eerst leest een collega mee" in waits.inner_text("main")
    colleague = browse(reader)
    read_along(colleague)
    publish(visit, 1)
    resident = browse(viewport=PHONE)
    seen = resident.goto(PUBLIC).inner_text("main")
    assert all(text in seen for text in (QUESTION, *TEXTS.values(), SAID, DOING, "Wijkteam Noord"))
    assert not re.search(r"\bSamira\b", seen)
    assert axe_violations(resident.page) == []
    assert sideways_scroll(resident) == []
    printed(resident)

    visit.goto(WORKSHOP)
    write(page, {BREATHES: LATER})
    keep(page)
    read_along(colleague)
    publish(visit, 2)
    assert LATER in resident.goto(PUBLIC).inner_text("main")
    compare(visit)
    first = ProfileEdition.objects.get(number=1)
    assert TEXTS[BREATHES] in first.content["breathes"]
    assert {figure["code"] for figure in first.figures} == set(CHOSEN)
    assert Quote.objects.get().given_by == "Samira (test)"
