"""The trusted circle of Klarendal in the demo, checked by hand.

Who reaches whom there stands in wijknet/pages/demo/actors.json. By hand, for all six groups: the bakery reaches five.
Students are left; the café, the gym and the app group reach them, as well as each other, and the café comes first in
the list. Only by trust: the bakery is trusted by makers and by who learns Dutch; families, the flat and the elderly
each need one more, and of those that trust them the school, the committee and the buurthuis come first; students trust
nobody. Without the bakery: the buurthuis reaches four, and only the café both groups that are left.
"""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import AsUser, make_area, make_user
from wijknet.access import Function
from wijknet.areas.models import Area, ResidentGroup
from wijknet.pages.demo import GEITENKAMP, KLARENDAL, STAD, actors

BAKERY, CAFE, BUURTHUIS = "Bakkerij Yıldız (demo)", "Café De Klare (demo)", "Buurthuis Het Atelier (demo)"
SCHOOL, COMMITTEE = "Basisschool De Werf (demo)", "Bewonerscommissie Singelflat (demo)"
MAKERS, LEARNERS, STUDENTS = "Makers en winkeliers", "Mensen die Nederlands leren", "Studenten en starters"
FAMILIES, FLAT, ELDERLY = (
    *("Gezinnen met jonge kinderen", "Mensen die net in de Singelflat wonen"),
    "Ouderen die alleen wonen",
)


@pytest.fixture
def browser(arnhem: Area, goeree: Area, as_user: AsUser) -> Client:
    for code, gemeente in ((KLARENDAL, arnhem), (GEITENKAMP, arnhem), (STAD, goeree)):
        wijk = make_area("WIJK", code, f"Wijk {code}", gemeente)
        user = make_user(f"{code.lower()}@demo.example", "Collega (demo)", wijk, Function.WIJKMANAGER)
        if code == KLARENDAL:
            browser = as_user(user)
    actors.load()
    return browser


def ask(browser: Client, more: str = "") -> Any:
    wijk = Area.objects.get(code=KLARENDAL)
    groups = ResidentGroup.objects.filter(area=wijk)
    assert {group.name for group in groups} == {MAKERS, LEARNERS, STUDENTS, FAMILIES, FLAT, ELDERLY}
    query = "&".join(f"groep={group.pk}" for group in groups)
    page = browser.get(f"/netwerk/arnhem/{wijk.slug}/kring/?{query}{more}")
    return page.context["answer"]


def only_by(answer: Any) -> dict[str, set[str]]:
    """Per member the groups that are lost without it."""
    return {row.node.name: {group.name for group in row.lost} for row in answer.rows}


def test_everyone_in_two(browser: Client) -> None:
    answer = ask(browser)
    assert only_by(answer) == {BAKERY: {LEARNERS, FAMILIES, FLAT, ELDERLY}, CAFE: {STUDENTS}}
    assert answer.unreached == ()
    assert answer.reached == 6


def test_only_by_trust_takes_four_and_leaves_one_out(browser: Client) -> None:
    answer = ask(browser, "&trouw=vertrouwd")
    expected = {BAKERY: {MAKERS, LEARNERS}, SCHOOL: {FAMILIES}, COMMITTEE: {FLAT}, BUURTHUIS: {ELDERLY}}
    assert only_by(answer) == expected
    assert [missed.group.name for missed in answer.unreached] == [STUDENTS]


def test_the_next_best_without_the_bakery(browser: Client) -> None:
    first = next(row for row in ask(browser).rows if row.node.name == BAKERY)
    answer = ask(browser, f"&zonder={first.node.key}")
    assert only_by(answer) == {BUURTHUIS: {LEARNERS, FAMILIES, FLAT, ELDERLY}, CAFE: {MAKERS, STUDENTS}}
