"""The whole form on a phone without JavaScript: a place from the map, a picture, a question that becomes a signal."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from initiatives.models import Draft, Initiative
from tests.accessibility import axe_violations
from tests.browser import PHONE, Browse, lead_on
from tests.conftest import make_area
from tests.files.make import photo
from tests.initiatives.test_place import SQUARE
from tests.journeys.test_idea import READING_TIME, personal_link
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Border
from wijknet.casework.models import ContactMoment, Signal

pytestmark = pytest.mark.browser

ALT = "Een leeg veldje"


def press(page: Page, name: str) -> None:
    lead_on(page.get_by_role("button", name=name))


def follow(page: Page, name: str) -> None:
    lead_on(page.get_by_role("link", name=name).first)


def begin(page: Page, choice: str, title: str) -> None:
    follow(page, choice)
    page.fill("[name=title]", title)
    page.fill("[name=story]", "Kinderen steken hier over.")
    page.wait_for_timeout(READING_TIME)
    press(page, "Verder naar De plek")


def add_file(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("[name=picture]", files={"name": name, "mimeType": "image/jpeg", "buffer": content})


def is_drawn(page: Page) -> Any:
    """Whether the picture came and could be drawn."""
    picture = page.locator(f"img[alt='{ALT}']")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    answer = page.request.get(page.url.split("/initiatieven/")[0] + str(picture.get_attribute("src")))
    return box and box["width"] > 0 and answer.ok and answer.headers["content-type"] == "image/jpeg"


def test_an_idea_with_a_picture_and_a_place_from_the_map(browse: Browse, klarendal: Area, fatima: User) -> None:
    resident = browse(viewport=PHONE, javascript=False)
    page = resident.goto("/initiatieven/indienen/")
    begin(page, "Ik heb een idee", "Een zebrapad")
    follow(page, "Kies op de kaart")
    follow(page, "Klarendal")
    assert page.input_value("[name=wijk]") == klarendal.code
    press(page, "Verder naar Wie ben je")
    page.fill("[name=sender_name]", "Noor")
    page.check("[name=reach_print]")
    page.check("[name=may_publish]")
    press(page, "Verder naar Controleren")

    follow(page, "Zet er een foto bij")
    add_file(page, "foto.jpg", b"%PDF-1.7 geen foto")
    page.fill("[name=alt]", ALT)
    page.check("[name=agreed]")
    press(page, "Bewaar deze foto")
    assert page.title().startswith("Fout:")
    assert "Dit is geen foto" in page.inner_text(".wn-errors")
    assert page.input_value("[name=alt]") == ALT
    add_file(page, "foto.jpg", photo((1600, 900)))
    press(page, "Bewaar deze foto")
    assert is_drawn(page)
    press(page, "Vertel dit idee aan de wijkmanager")
    assert is_drawn(page)

    found = Initiative.objects.get()
    staff = browse(fatima).goto(found.get_desk_url())
    assert is_drawn(staff)
    press(staff, "Deze foto mag op de site")
    Initiative.objects.update(moderation="PUBLIC", published_on=found.received_on)
    assert is_drawn(browse(viewport=PHONE, javascript=False).goto(found.get_absolute_url()))


def test_a_place_is_pointed_at_by_keyboard(browse: Browse, klarendal: Area) -> None:
    north = make_area("BUURT", "BU02020701", "Klarendal-Noord", klarendal)
    for area in (klarendal, north):
        Border.objects.create(area=area, year=2024, name=area.name, geometry=SQUARE, source="Kadaster / CBS")
    visit = browse(viewport=PHONE)
    page = visit.goto("/initiatieven/indienen/")
    begin(page, "Ik heb een idee", "Een zebrapad")
    follow(page, "Kies op de kaart")
    page.locator("summary", has_text="Wijs de plek precies aan").press("Enter")
    page.wait_for_selector("path.wn-border", state="attached")
    page.get_by_role("button", name="Kies het midden").press("Enter")
    expect(page.locator("[data-pick-said]")).to_have_text("De plek staat op de kaart.")
    assert axe_violations(page) == []
    assert not visit.scrolls_sideways()
    press(page, "Neem deze plek")
    assert page.input_value("[name=wijk]") == north.code
    assert page.input_value("[name=point]").endswith(north.code)


def test_a_worry_becomes_a_talk_and_a_signal_and_is_answered(
    browse: Browse, klarendal: Area, fatima: User, read_mail: Callable[[], str]
) -> None:
    page = browse(viewport=PHONE, javascript=False).goto("/initiatieven/indienen/")
    begin(page, "Ik heb een vraag of zorg over de buurt", "Hard rijden bij de school")
    page.select_option("[name=wijk]", klarendal.code)
    page.fill("[name=place_text]", "Akkerstraat")
    press(page, "Verder naar Wie ben je")
    page.fill("[name=sender_name]", "Noor")
    page.fill("[name=email]", "noor@voorbeeld.example")
    press(page, "Verder naar Controleren")
    press(page, "Stel deze vraag aan de wijkmanager")
    assert Draft.objects.get().data == {}
    own_page = personal_link(read_mail())

    staff = browse(fatima, viewport=PHONE).goto(Initiative.objects.get().get_desk_url())
    press(staff, "Hoor ik vaker")
    assert Signal.objects.get().street == "Akkerstraat"
    assert ContactMoment.objects.get().initiative == Initiative.objects.get()
    lead_on(staff.locator("a[href$='/antwoord/']").first)
    staff.fill("[name=text]", "Er komt een drempel.")
    press(staff, "Bekijk wat zij krijgen")
    press(staff, "Verstuur het antwoord")
    assert "Er komt een drempel." not in read_mail()
    assert "Er komt een drempel." in browse(viewport=PHONE, javascript=False).goto(own_page).inner_text("main")
