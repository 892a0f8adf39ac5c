"""Conflict: neighbours quarrel, buurtbemiddeling gets it with a street and a kind only, and we ask what came of it."""

import re
from datetime import timedelta

import pytest

from tests.browser import Visit
from tests.journeys.test_moment import Thumb
from wijknet.casework.models import ContactMoment, Referral
from wijknet.ui import dates

pytestmark = pytest.mark.browser

# What is heard in the street; with names of neighbours it does not come near the referral.
LINE = "Twee buren maken al weken ruzie over muziek in de nacht."


def test_a_quarrel_is_heard_sent_on_asked_after_and_settled(phone: Visit) -> None:
    page = phone.goto("/contactmomenten/nieuw/")
    page.get_by_label("Iemand (geen naam)").check()
    page.fill("[name=line]", LINE)
    page.get_by_role("button", name="Contactmoment opslaan").click()
    page.wait_for_url(re.compile(r"/contactmomenten/\d+/$"))

    thumb = Thumb(page)
    thumb.tap("a:has-text('Buurtbemiddeling')")
    thumb.tap("input[name=kind][value=NOISE]")
    thumb.tap("[name=street]")
    page.keyboard.type("Akkerstraat")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    thumb.tap("main form button:has-text('Verwijs door')")
    page.wait_for_url(re.compile(r"/doorverwijzingen/\d+/$"))
    assert thumb.taps <= 4
    seen = page.inner_text("main")
    assert "Conflict over geluid, Akkerstraat" in seen
    assert "Geen namen" in seen
    referral = Referral.objects.get()
    assert (referral.what, referral.kind, referral.street) == ("", "NOISE", "Akkerstraat")
    assert referral.moment == ContactMoment.objects.get()
    assert LINE not in seen

    assert "Vraag na bij buurtbemiddeling" not in phone.goto("/dashboard/").inner_text("main")
    # Two weeks pass.
    earlier = dates.today() - timedelta(days=15)
    Referral.objects.update(made_on=earlier, ask_on=dates.add_working_days(earlier, 10))
    today = phone.goto("/dashboard/")
    assert "Vraag na bij buurtbemiddeling: Conflict over geluid, Akkerstraat" in today.inner_text("main")
    today.locator("a:has-text('Vraag het na')").locator("visible=true").first.click()
    page.get_by_role("button", name="Het is opgelost").click()
    page.wait_for_selector("text=Afgerond op")
    assert "Vraag na bij buurtbemiddeling" not in phone.goto("/dashboard/").inner_text("main")
    referral.refresh_from_db()
    assert referral.settled_on == dates.today()
