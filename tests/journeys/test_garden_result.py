"""The whole way of one idea: a garden of neighbours, told without an account, until what came of it is on the site.

Weeks pass on the clock of the server. Each phase is seen on the page of the sender as well.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page

from actors.models import ActorKind, MunicipalContact
from actors.services import add_actor
from initiatives.models import Initiative, Partner, Phase
from initiatives.services import find_matches
from tests.accessibility import axe_violations, sideways_scroll
from tests.browser import PHONE, Browse, Visit, lead_on
from tests.journeys.conftest import SITE
from tests.journeys.test_idea import personal_link
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Case, CheckIn, ContactMoment
from wijknet.casework.services import watch
from wijknet.ui.dates import today

pytestmark = pytest.mark.browser

TITLE = "Een buurttuin achter het buurthuis"
STORY = "Achter het buurthuis ligt een leeg veld. Wij willen er groente telen, met buren van alle straten."
HOUSE = "Buurthuis De Zon"
NEED, OFFER = "Een regenton", "Ik heb een regenton over. Kom hem maar halen."
EVENING = "Praten over de buurttuin"
STUCK = "Niemand weet wie de kraan mag openen."
LIFE, SYSTEM = "Twintig buren eten uit eigen tuin.", "De gemeente legt nu bij elke tuin een kraan aan."


class Clock:
    """The time of the server: `days` later, and long enough on a page to be a person."""

    def __init__(self, traveller: Any) -> None:
        self.traveller = traveller

    def read(self) -> None:
        self.traveller.shift(timedelta(seconds=10))

    def days(self, count: int) -> None:
        self.traveller.shift(timedelta(days=count))


@pytest.fixture
def clock() -> Iterator[Clock]:
    # A working day at noon: what is due in working days then falls on the same day, whenever the test runs.
    start = datetime.now().astimezone().replace(hour=12)
    with time_machine.travel(start, tick=True) as traveller:
        yield Clock(traveller)


def press(page: Page, name: str) -> None:
    lead_on(page.get_by_role("button", name=name).first)


def follow(page: Page, name: str) -> None:
    lead_on(page.get_by_role("link", name=name).first)


def link_in(mails: str, start: str) -> str:
    """The last address in these mails that begins so."""
    found = re.findall(rf"{re.escape(SITE)}({start}\S+)", mails)
    assert found, mails
    return str(found[-1])


def tell(resident: Visit, wijk: Area, clock: Clock) -> None:
    page = resident.goto("/initiatieven/indienen/")
    follow(page, "Ik heb een idee")
    page.fill("[name=title]", TITLE)
    page.fill("[name=story]", STORY)
    clock.read()
    press(page, "Verder naar De plek")
    page.select_option("select[name=wijk]", wijk.code)
    page.fill("[name=place_text]", "Klarendalseweg")
    press(page, "Verder naar Wie ben je")
    page.fill("[name=sender_name]", "Noor")
    page.check("[name=reach_mail]")
    page.fill("[name=email]", "noor@voorbeeld.example")
    page.check("[name=may_publish]")
    press(page, "Verder naar Controleren")
    press(page, "Vertel dit idee aan de wijkmanager")
    assert Initiative.objects.get().reference in page.inner_text("main")


def publish(staff: Page) -> None:
    follow(staff, TITLE)
    follow(staff, "Maak openbaar")
    staff.fill("[name=word]", "Wat een mooi plan, Noor. We zoeken mensen die meedoen.")
    press(staff, "Maak openbaar en stuur het bericht")


def support(neighbour: Visit, read_mail: Callable[[], str], clock: Clock) -> None:
    """By mail: the link counts nothing until its owner presses the button."""
    garden = Initiative.objects.get()
    page = neighbour.goto(garden.get_absolute_url())
    follow(page, "Ik steun dit")
    page.fill("[name=email]", "buur@voorbeeld.example")
    clock.read()
    lead_on(page.locator("main form button[type=submit]"))
    page = neighbour.goto(link_in(read_mail(), "/initiatieven/steun/"))
    assert not garden.supports.confirmed().exists()
    press(page, "Ja, ik steun dit")
    assert "1 steun via de site" in neighbour.goto(garden.get_absolute_url()).inner_text("main")


def pull(resident: Visit, own_page: str) -> None:
    """Noor pulls it herself, which is the phase "trekker gevonden", and writes down what has to be done."""
    page = resident.goto(f"{own_page}team/")
    page.fill("[name=does]", "Ik praat met de buren.")
    press(page, "Ik trek dit idee")
    assert Initiative.objects.get().phase == Phase.CHAMPION
    page = resident.goto(f"{own_page}team/")
    page.fill("[name=what]", "Het veld opmeten")
    press(page, "Zet de taak erbij")
    assert "Het veld opmeten" in page.inner_text("main")


def set_phase(staff: Visit, phase: str) -> Page:
    page = staff.goto(Initiative.objects.get().get_desk_url())
    form = page.locator("form[action$='/fase/']")
    form.locator(f"[name=phase][value={phase}]").check()
    lead_on(form.locator("button[type=submit]"))
    assert Initiative.objects.get().phase == phase
    return page


def need_and_offer(staff: Visit, neighbour: Visit, clock: Clock) -> None:
    """What the garden lacks stands on the site; a neighbour has it; the wijkmanager says that it was found."""
    garden = Initiative.objects.get()
    page = staff.goto(garden.get_desk_url())
    follow(page, "Nodig en aangeboden")
    page.get_by_label("gereedschap of spullen").check()
    page.fill("main [name=text]", NEED)
    press(page, "Zet op de site")
    theirs = neighbour.goto(garden.get_absolute_url())
    assert NEED in theirs.inner_text("main")
    follow(theirs, "Ik help mee")
    theirs.fill("[name=name]", "Bo")
    theirs.fill("[name=email]", "bo@voorbeeld.example")
    theirs.fill("[name=text]", OFFER)
    theirs.select_option("[name=need]", label=f"gereedschap of spullen: {NEED}")
    clock.read()
    press(theirs, "Verstuur je aanbod")
    page.reload()
    assert OFFER in page.inner_text("main")
    press(page, "Beantwoord")
    assert NEED not in neighbour.goto(garden.get_absolute_url()).inner_text("main")


def take_partner(staff: Visit) -> None:
    """The buurthuis wants what the garden gives: found by the job, told why, and with one yes it is a partner."""
    find_matches()
    page = staff.goto(Initiative.objects.get().get_desk_url())
    chance = page.locator(".wn-match", has_text=HOUSE)
    assert "groente" in chance.inner_text()
    lead_on(chance.locator("button[value=ja]"))
    assert str(Partner.objects.get().actor) == HOUSE
    assert HOUSE in page.inner_text("main")


def meet(staff: Visit, neighbour: Visit) -> None:
    """An evening that the wijkmanager plans for itself; that the garden fits is proposed, with the reason."""
    page = staff.goto("/agenda/beheer/nieuw/")
    page.select_option("[name=kind]", label="wijkgesprek")
    page.fill("[name=title]", EVENING)
    page.fill("[name=day]", (today() + timedelta(days=3)).isoformat())
    page.fill("[name=begins]", "19:30")
    page.fill("[name=ends]", "21:00")
    page.fill("[name=place_text]", "Buurthuis, Klarendalseweg")
    press(page, "Bijeenkomst plannen")
    fits = page.locator("section[aria-labelledby=passend]")
    assert TITLE in fits.inner_text()
    assert "Klarendalseweg" in fits.inner_text()
    press(page, "Koppel")
    assert EVENING in neighbour.goto(Initiative.objects.get().get_absolute_url()).inner_text("main")


def write_minutes(staff: Visit) -> None:
    page = staff.goto("/agenda/beheer/?geweest=ja")
    follow(page, EVENING)
    follow(page, "Verslag maken")
    page.fill("[name=line]", "Iedereen wil beginnen. Er is water nodig.")
    page.get_by_label("Iemand (geen naam)").check()
    page.fill("[name=afspraak-0-what]", "Vragen wie over het water gaat")
    page.fill("[name=afspraak-0-street]", "Klarendalseweg")
    page.fill("[name=afspraak-0-due]", (today() + timedelta(days=7)).isoformat())
    press(page, "Verslag opslaan")
    assert ContactMoment.objects.get().agreements.count() == 1


def say_stuck(resident: Visit, read_mail: Callable[[], str]) -> None:
    """The mail asks first; opening its link answers nothing."""
    assert watch() == 1
    page = resident.goto(link_in(read_mail(), "/hoe-gaat-het/"))
    for name in ("Het gaat goed", "We zitten vast", "We stoppen"):
        assert page.get_by_text(name, exact=True).is_visible()
    follow(page, "We zitten vast")
    assert CheckIn.objects.get().answer == ""
    page.fill("[name=words]", STUCK)
    press(page, "Vraag om hulp")
    assert CheckIn.objects.get().answer == "STUCK"


def take_up(staff: Visit, desk: MunicipalContact) -> None:
    """From Vandaag in two clicks: what the radar knows is filled in."""
    page = staff.goto("/dashboard/")
    asks = page.locator("li", has_text=f"{TITLE} staat stil")
    assert "er is nog geen gemeentecontact" in asks.inner_text()
    lead_on(asks.get_by_role("link", name="Pak dit op"))
    press(page, "Pak dit op")
    assert Case.objects.get().initiative == Initiative.objects.get()
    assert not CheckIn.objects.get().is_open
    assert "Innovatieve ondernemer" in page.inner_text("main")
    assert axe_violations(page) == []


def close(staff: Visit) -> None:
    """What changed in both worlds, said once, in public."""
    page = staff.goto(Case.objects.get().get_absolute_url())
    lead_on(page.locator("a[href$='/sluiten/']"))
    for world, words in (("life", LIFE), ("system", SYSTEM)):
        page.locator(f"input[name=reached_{world}][value=ja]").check()
        page.fill(f"[name=result_{world}]", words)
    page.locator("[name=show_public]").check()
    press(page, "Verbinding afronden")


def print_card(staff: Visit) -> None:
    """The paper card, asked for by the link on the page of the desk."""
    page = staff.goto(Initiative.objects.get().get_desk_url())
    href = page.get_by_role("link", name="Kaart om te printen").get_attribute("href")
    answer = page.request.get(f"{staff.base}{href}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    assert TITLE.encode() in answer.body()


def seen_by_sender(resident: Visit, own_page: str, phase: Phase) -> None:
    """Where the own page of the sender says that it is."""
    reached = resident.goto(own_page).locator(".wn-phases li:is([aria-current=step], [data-state=done])")
    assert phase.label in reached.last.inner_text()
    assert not resident.scrolls_sideways()


def add_house(wijk: Area, by: User) -> None:
    """A place that wants what the garden gives."""
    kind = ActorKind.objects.create(name="buurthuis (verhaal)")
    wants = "groente uit een tuin, om samen te koken"
    add_actor(by=by, area=wijk, name=HOUSE, kind=kind, wants=wants, street="Klarendalseweg")


def test_an_idea_for_a_garden_becomes_a_result(
    browse: Browse,
    klarendal: Area,
    fatima: User,
    desk: MunicipalContact,
    read_mail: Callable[[], str],
    clock: Clock,
) -> None:
    add_house(klarendal, fatima)
    resident = browse(viewport=PHONE, javascript=False)
    tell(resident, klarendal, clock)
    own_page = personal_link(read_mail())
    press(resident.goto(own_page), "Ja, dit is mijn e-mailadres")

    staff, neighbour = browse(fatima, viewport=PHONE), browse(viewport=PHONE, javascript=False)
    publish(staff.goto("/dashboard/"))
    seen_by_sender(resident, own_page, Phase.IDEA)
    support(neighbour, read_mail, clock)
    pull(resident, own_page)
    seen_by_sender(resident, own_page, Phase.CHAMPION)
    set_phase(staff, Phase.PLAN)
    seen_by_sender(resident, own_page, Phase.PLAN)
    need_and_offer(staff, neighbour, clock)
    set_phase(staff, Phase.COOPERATION)
    seen_by_sender(resident, own_page, Phase.COOPERATION)
    take_partner(staff)
    meet(staff, neighbour)

    clock.days(4)
    staff = browse(fatima, viewport=PHONE)
    write_minutes(staff)

    clock.days(60)
    say_stuck(resident, read_mail)
    staff = browse(fatima, viewport=PHONE)
    take_up(staff, desk)
    assert sideways_scroll(staff) == []

    set_phase(staff, Phase.EXECUTION)
    seen_by_sender(resident, own_page, Phase.EXECUTION)
    print_card(staff)
    close(staff)
    set_phase(staff, Phase.SUCCEEDED)
    seen_by_sender(resident, own_page, Phase.SUCCEEDED)
    for address in (own_page, Initiative.objects.get().get_absolute_url()):
        told = resident.goto(address).inner_text("main")
        assert LIFE in told
        assert SYSTEM in told
        assert STUCK not in told
