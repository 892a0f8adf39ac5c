"""Reading a network file in on a telephone, in a real browser: from the list of the network to its new points."""

import pytest

from actors.models import Actor
from tests.accessibility import axe_violations, html_errors, sideways_scroll
from tests.actors.imports.make_networks import graphml
from tests.browser import PHONE, Browse, Visit, lead_on
from wijknet.accounts.models import User
from wijknet.areas.models import Area

pytestmark = pytest.mark.browser
FILE = graphml(
    "Fatima Café;Henk_de_Vries Persoon;Kopje Raket;Linden",
    "Fatima Kopje 1;Kopje Linden 4;Linden Linden",
    default="directed",
)


def looked_at(visit: Visit, name: str) -> None:
    page = visit.page
    assert page.locator("h1").inner_text() == name
    assert html_errors(page.request.get(page.url).text()) == []
    assert axe_violations(page) == []
    assert sideways_scroll(visit) == []


def test_a_network_comes_in_on_a_telephone(
    kinds: None, fatima: User, klarendal: Area, geitenkamp: Area, browse: Browse
) -> None:
    visit = browse(fatima, viewport=PHONE)
    page = visit.goto("/netwerk/arnhem/klarendal/")
    lead_on(page.get_by_role("link", name="Een netwerkbestand inlezen"))
    page.set_input_files("input[type=file]", {"name": "net.graphml", "mimeType": "text/xml", "buffer": FILE})
    lead_on(page.get_by_role("button", name="Bestand bekijken"))
    looked_at(visit, "Wat staat er in dit netwerk?")
    page.get_by_label("Dit zijn organisaties, plekken of netwerken.").check()
    page.get_by_label("Wat is ‘Raket’? (1 punt)").select_option("Winkel")
    page.get_by_label("Wat zijn de punten zonder soort?").select_option("Buurthuis")
    page.get_by_label("Juist een minder nauwe relatie").check()
    lead_on(page.get_by_role("button", name="Netwerk controleren"))
    looked_at(visit, "Klopt dit?")
    page.get_by_label("Sla punten en lijnen met een fout over").check()
    lead_on(page.get_by_role("button", name="Netwerk inlezen"))
    looked_at(visit, "Het bestand is ingelezen")
    assert set(Actor.objects.values_list("name", flat=True)) == {"Fatima", "Kopje", "Linden"}
    lead_on(page.get_by_role("link", name="Bekijk de lijst"))
    assert page.get_by_role("link", name="Kopje").first.is_visible()
