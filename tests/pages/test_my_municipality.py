"""Where who runs a gemeente starts."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import AsUser, make_area
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings

URL = "/instellingen/"


def page(browser: Client) -> str:
    return browser.get(URL).content.decode()


def test_it_names_what_waits_for_a_choice(
    as_user: AsUser, beheer: User, fatima: User, klarendal: Area, geitenkamp: Area
) -> None:
    html = page(as_user(beheer))
    assert "Wijken zonder wijkmanager" in html
    assert "Geitenkamp" in html
    assert "Klarendal" not in html
    for words in ("Geen telefoonnummer voor bewoners", "De tweede stap is niet verplicht", "Uren en rollen staan uit"):
        assert words in html


def test_what_is_chosen_does_not_ask_any_more(
    as_user: AsUser, beheer: User, fatima: User, arnhem: Area, klarendal: Area
) -> None:
    link = "https://arnhem.example/"
    MunicipalitySettings.objects.filter(municipality=arnhem).update(
        phone="14 026", report_url=link, help_url=link, mediation_url=link, works_council_on=date(2026, 1, 5)
    )
    html = page(as_user(beheer))
    assert "De tweede stap is niet verplicht" in html
    assert "Geen telefoonnummer" not in html
    assert "Uren en rollen staan uit" not in html
    assert "Wijken zonder wijkmanager" not in html


def test_who_runs_a_gemeente_starts_here(as_user: AsUser, beheer: User) -> None:
    html = page(as_user(beheer))
    assert 'class="wn-nav"' in html
    assert '<a href="/instellingen/" aria-current="page">' in html


def test_as_many_queries_for_one_wijk_as_for_fifty(as_user: AsUser, beheer: User, arnhem: Area) -> None:
    browser = as_user(beheer)
    counts = []
    for start in (0, 50):
        for number in range(start, start + max(1, start)):
            make_area("WIJK", f"WK0202{number:03}", f"Wijk {number}", arnhem)
        with CaptureQueriesContext(connection) as captured:
            assert b"Wijken zonder wijkmanager" in browser.get(URL).content
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
