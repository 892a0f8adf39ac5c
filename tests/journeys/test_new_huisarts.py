"""A new doctor's practice: added, prepared for, spoken to, with an agreement, a person who was told, and a tie."""

import pytest
from django.urls import reverse

from actors.models import Actor, PersonFunction, Tie
from tests.accessibility import axe_violations, sideways_scroll
from tests.browser import Visit
from tests.journeys.test_moment import friday_or_next
from wijknet.casework.models import Agreement, ContactMoment

pytestmark = pytest.mark.browser

NAME = "Huisartsenpraktijk Het Dok"
LINE = "Ze zoeken contact met het theeuur."
PROMISE = "De folder van het theeuur brengen"


def add(phone: Visit) -> Actor:
    page = phone.goto(reverse("actor-new"))
    page.fill("[name=name]", NAME)
    page.select_option("select[name=kind]", label="huisarts (verhaal)")
    page.get_by_role("button", name="Plek toevoegen").click()
    found: Actor = Actor.objects.get(name=NAME)
    assert page.url.endswith(found.get_absolute_url())
    return found


def test_a_new_practice_from_its_name_to_its_first_tie(phone: Visit, practice: Actor) -> None:
    newcomer = add(phone)
    page = phone.page
    page.get_by_role("link", name="Vóór het gesprek").click()
    card = page.inner_text("main")
    assert NAME in card
    assert axe_violations(page) == []
    assert sideways_scroll(phone) == []

    page = phone.goto(f"{reverse('moment-new')}?actor={newcomer.pk}")
    assert page.get_by_label(NAME).is_checked()
    page.fill("[name=line]", LINE)
    page.locator("summary:has-text('Wat ik zou doen')").click()
    page.fill("[name=what]", PROMISE)
    page.locator(f"input[name=day][value='{friday_or_next()}']").check()
    page.get_by_role("button", name="Contactmoment opslaan").click()
    page.wait_for_selector(f"text={LINE}")
    assert Agreement.objects.get().actor == newcomer
    assert PROMISE in phone.goto("/dashboard/").inner_text("main")

    page = phone.goto(reverse("person-new", args=[newcomer.pk]))
    page.fill("[name=name]", "Emine (verhaal)")
    page.fill("[name=title]", "praktijkmanager")
    page.get_by_role("button", name="Aanspreekpunt opslaan").click()
    page.get_by_role("link", name="Ik heb het verteld").click()
    page.locator("main button[type=submit]").last.click()
    assert PersonFunction.objects.get().person.told_on is not None

    page = phone.goto(reverse("actor-tie-new", args=[newcomer.pk]))
    page.get_by_label(practice.name).check()
    page.locator("input[name=strength]").nth(1).check()
    page.get_by_role("button", name="Relatie opslaan").click()
    page.wait_for_url(lambda url: newcomer.get_absolute_url() in url)
    assert Tie.objects.current().with_actor(newcomer).count() == 1
    whole = page.inner_text("main")
    for words in (LINE, PROMISE, practice.name, "Emine (verhaal)"):
        assert words in whole
    assert ContactMoment.objects.count() == 1
    page = phone.goto(f"{newcomer.get_absolute_url()}?soort=afspraak")
    assert PROMISE in page.inner_text("main")
    assert LINE not in page.inner_text("main")
    assert axe_violations(page) == []
    assert sideways_scroll(phone) == []
