"""Market day: twelve talks on a market with a thumb, in far fewer taps than the seventy of other systems."""

import pytest

from actors.models import Actor, ActorKind
from actors.services import add_actor, mark_spoken
from tests.browser import Visit
from tests.journeys.test_moment import Thumb
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import ContactMoment
from wijknet.ui import dates

pytestmark = pytest.mark.browser

# One tap for who and one for the line, and what it takes to get there and to save.
MOST_TAPS = 30
TALKS = (
    ("Bakker Ali", "Zoekt een tweede paar handen op zaterdag."),
    ("", "Te weinig banken om even te zitten."),
    ("Viskraam Noord", "Wil in de winter langer staan."),
    ("Bakker Ali", "Geeft brood over aan de buurtkeuken."),
    ("", "Ze rijden te hard langs de kramen."),
    ("Buurtkeuken", "Zoekt een plek met een gasaansluiting."),
    ("", "Waar kan een telefoon gemaakt worden?"),
    ("Viskraam Noord", "Kent iemand die les wil geven."),
    ("", "De bus stopt niet meer bij het plein."),
    ("", "Het licht in de steeg is stuk."),
    ("Buurtkeuken", "Kookt nu ook op donderdag."),
    ("", "Een buurvrouw mist de handwerkclub."),
)


@pytest.fixture
def stalls(klarendal: Area, fatima: User) -> list[Actor]:
    kind = ActorKind.objects.create(name="kraam (verhaal)", formal=False)
    names = dict.fromkeys(name for name, _line in TALKS if name)
    made = [add_actor(by=fatima, area=klarendal, name=name, kind=kind) for name in names]
    mark_spoken(actors=made, on=dates.today())
    return made


def test_twelve_talks_on_a_market(phone: Visit, stalls: list[Actor]) -> None:
    page = phone.goto("/contactmomenten/")
    thumb = Thumb(page)
    thumb.tap("a[href*='/contactmomenten/rondje/']")
    thumb.tap("[name=where]")
    page.keyboard.type("de weekmarkt")
    for number, (name, line) in enumerate(TALKS):
        if number == 6:
            thumb.tap("button:has-text('Meer regels')")
            page.wait_for_selector("[name=regel-6-line]")
        if name:
            thumb.tap(f"input[name=regel-{number}-parties]:has(+ label:has-text('{name}'))")
        thumb.tap(f"[name=regel-{number}-line]")
        page.keyboard.type(line)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    thumb.tap("button:has-text('Rondje opslaan')")
    page.wait_for_url("**/contactmomenten/?wijk=*")
    assert thumb.taps <= MOST_TAPS
    assert "12 gesprekken opgeslagen." in page.inner_text("body")
    talks = ContactMoment.objects.order_by("pk")
    assert [talk.line for talk in talks] == [line for _name, line in TALKS]
    assert {talk.where for talk in talks} == {"de weekmarkt"}
    assert sum(talk.parties.filter(actor__isnull=False).count() for talk in talks) == 6


def test_who_is_not_there_yet_is_added_between_two_lines(phone: Visit, stalls: list[Actor]) -> None:
    page = phone.goto("/contactmomenten/rondje/")
    page.fill("[name=regel-0-line]", "Dit blijft staan.")
    page.locator("[name=words]").press_sequentially("Bloemen Rosa")
    page.locator("summary:has-text('Staat de naam er niet bij?')").click()
    assert page.input_value("[name=new_name]") == "Bloemen Rosa"
    page.select_option("[name=new_kind]", label="kraam (verhaal)")
    page.get_by_role("button", name="Voeg toe en kies").click()
    page.locator("input[name=regel-1-parties]:has(+ label:has-text('Bloemen Rosa'))").wait_for(state="attached")
    assert page.input_value("[name=regel-0-line]") == "Dit blijft staan."
    page.get_by_label("Bloemen Rosa").nth(1).check()
    page.fill("[name=regel-1-line]", "Wil ook op zaterdag staan.")
    page.get_by_role("button", name="Rondje opslaan").click()
    page.wait_for_url("**/contactmomenten/?wijk=*")
    assert ContactMoment.objects.get(parties__actor__name="Bloemen Rosa").line == "Wil ook op zaterdag staan."
