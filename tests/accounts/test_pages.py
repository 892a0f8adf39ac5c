"""The pages of sign-in in a real browser: axe, valid HTML, enlarged; as a person sees them first, and with errors.

They belong to allauth and so are not in the access table, from which all other pages are looked at.
"""

from collections.abc import Iterator

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from playwright.sync_api import Page

from tests.accessibility import axe_violations, html_errors, sideways_scroll
from tests.browser import PHONE, Browse, Visit
from tests.conftest import PASSWORD
from wijknet.accounts.models import User
from wijknet.accounts.urls import SIGN_IN

pytestmark = pytest.mark.browser

BEFORE = {
    "account_login": "/accounts/inloggen/",
    "account_reset_password": "/accounts/wachtwoord/vergeten/",
    "account_reset_password_done": "/accounts/wachtwoord/verstuurd/",
    "account_reset_password_from_key": "/accounts/wachtwoord/nieuw/a-b/",
    "account_reset_password_from_key_done": "/accounts/wachtwoord/klaar/",
    "account_signup": "/accounts/aanmelden/",
    "account_inactive": "/accounts/gesloten/",
}
SIGNED_IN = {
    "account_logout": "/accounts/uitloggen/",
    "account_reauthenticate": "/accounts/bevestigen/",
    "account_change_password": "/accounts/wachtwoord/",
    "mfa_index": "/accounts/tweede-stap/",
    "mfa_activate_totp": "/accounts/tweede-stap/aanzetten/",
    "usersessions_list": "/accounts/apparaten/",
}
WITH_SECOND_STEP = {
    "mfa_index": "/accounts/tweede-stap/",
    "mfa_deactivate_totp": "/accounts/tweede-stap/uitzetten/",
    "mfa_view_recovery_codes": "/accounts/herstelcodes/",
    "mfa_generate_recovery_codes": "/accounts/herstelcodes/nieuw/",
    "mfa_reauthenticate": "/accounts/bevestigen/code/",
}
# A step of another test here, or no page.
ELSEWHERE = {"mfa_authenticate", "mfa_download_recovery_codes"}
WITH_FORM = ("account_login", "account_reset_password", "account_change_password", "mfa_activate_totp")


@pytest.fixture(autouse=True)
def _known_already(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[None]:
    """Nobody is asked again who they are, and nobody tried before."""
    monkeypatch.setattr(DefaultAccountAdapter, "is_reauthentication_required", lambda self, **_: False)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def second_step(joris: User) -> None:
    TOTP.activate(joris, generate_totp_secret())
    RecoveryCodes.activate(joris)
    assert Authenticator.objects.filter(user=joris).count() == 2


def holds_up(visit: Visit, page: Page) -> None:
    assert axe_violations(page) == []
    assert sideways_scroll(visit) == []
    assert page.locator("main h1").count() == 1
    assert html_errors(page.request.get(page.url).text()) == []


def test_every_page_of_sign_in_is_looked_at() -> None:
    seen = {*BEFORE, *SIGNED_IN, *WITH_SECOND_STEP, *ELSEWHERE}
    assert seen == {pattern.name for pattern in SIGN_IN}


@pytest.mark.parametrize("name", BEFORE)
def test_before_sign_in(name: str, browse: Browse, db: None) -> None:
    visit = browse()
    holds_up(visit, visit.goto(BEFORE[name]))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_signed_in(name: str, browse: Browse, joris: User) -> None:
    visit = browse(joris, viewport=PHONE)
    holds_up(visit, visit.goto(SIGNED_IN[name]))


@pytest.mark.usefixtures("second_step")
@pytest.mark.parametrize("name", WITH_SECOND_STEP)
def test_with_a_second_step(name: str, browse: Browse, joris: User) -> None:
    visit = browse(joris)
    holds_up(visit, visit.goto(WITH_SECOND_STEP[name]))


@pytest.mark.parametrize("name", WITH_FORM)
def test_an_empty_form_says_what_to_do(name: str, browse: Browse, joris: User) -> None:
    visit = browse(joris if name in SIGNED_IN else None)
    page = visit.goto((BEFORE | SIGNED_IN)[name])
    page.locator("main form button[type=submit]").first.click()
    page.locator(".wn-errors").wait_for()
    assert page.title().startswith("Fout:")
    assert axe_violations(page) == []
    assert page.locator(".wn-errors a").first.get_attribute("href")


@pytest.mark.usefixtures("second_step")
def test_signing_in_by_keyboard_up_to_the_second_step(browse: Browse, joris: User) -> None:
    visit = browse(viewport=PHONE)
    page = visit.goto("/accounts/inloggen/")
    page.get_by_label("E-mailadres").focus()
    page.keyboard.type(joris.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Code").wait_for()
    assert axe_violations(page) == []
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.locator(".wn-errors").wait_for()
    assert axe_violations(page) == []


def test_signing_in_without_javascript(browse: Browse, beheer: User) -> None:
    page = browse(javascript=False).goto("/accounts/inloggen/?next=/account/")
    page.get_by_label("E-mailadres").fill(beheer.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    assert page.locator("h1").inner_text() == "Mijn account"
