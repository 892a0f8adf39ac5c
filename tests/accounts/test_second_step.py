"""The second step: set up, asked for at sign-in, required by a gemeente, and a way back without a phone."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.conftest import PASSWORD, AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import MunicipalitySettings
from wijknet.mail.models import OutgoingMail

TURN_ON = "/accounts/tweede-stap/aanzetten/"
TURN_OFF = "/accounts/tweede-stap/uitzetten/"
CODES = "/accounts/herstelcodes/"
SECOND_STEP = "/accounts/inloggen/tweede-stap/"


@pytest.fixture(autouse=True)
def _nobody_tried_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def gemeente_asks(joris: User) -> None:
    """Arnhem asks for a second step."""
    MunicipalitySettings.objects.update(second_factor_required=True)


def sign_in(client: Client, user: User) -> Any:
    return client.post("/accounts/inloggen/", {"login": user.email, "password": PASSWORD})


def code_for(secret: str, ago: int = 0) -> str:
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))
    return code


def set_up(client: Client) -> str:
    """Turn it on as the page says; the secret."""
    secret: str = client.get(TURN_ON).context["form"].secret
    # A code counts once, so the one of half a minute ago leaves the present one for signing in.
    assert client.post(TURN_ON, {"code": code_for(secret, ago=1)}).status_code == 302
    return secret


def test_from_setting_it_up_to_signing_in_with_it(
    client: Client, joris: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sign_in(client, joris)
    page = client.get(TURN_ON)
    html = page.content.decode()
    assert "data:image/svg+xml;base64," in html
    assert page.context["form"].secret in html
    assert "style=" not in html
    wrong = client.post(TURN_ON, {"code": "000000"})
    assert "klopt niet" in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(client)
    assert OutgoingMail.objects.get(to=joris.email).subject == "De tweede stap staat aan"

    other = Client()
    assert sign_in(other, joris)["Location"] == SECOND_STEP
    assert other.get("/account/").status_code == 302
    assert "klopt niet" in other.post(SECOND_STEP, {"code": "000000"}).content.decode()
    assert other.post(SECOND_STEP, {"code": code_for(secret)})["Location"] == "/dashboard/"
    assert other.get("/account/").status_code == 200


def test_a_code_of_the_app_counts_once(client: Client, joris: User) -> None:
    sign_in(client, joris)
    secret = set_up(client)
    code = code_for(secret)
    first, second = Client(), Client()
    sign_in(first, joris)
    sign_in(second, joris)
    assert first.post(SECOND_STEP, {"code": code}).status_code == 302
    assert second.post(SECOND_STEP, {"code": code}).status_code == 200


def test_the_second_step_has_no_address_for_who_did_not_take_the_first(client: Client) -> None:
    assert client.get(SECOND_STEP)["Location"] == reverse("account_login")
    assert client.post(SECOND_STEP, {"code": "000000"})["Location"] == reverse("account_login")


def test_a_recovery_code_lets_in_once(client: Client, joris: User) -> None:
    sign_in(client, joris)
    set_up(client)
    page = client.get(CODES)
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in page.content.decode()
    file = client.get("/accounts/herstelcodes/bestand/")
    assert file["Content-Type"].startswith("text/plain")
    assert codes[9] in file.content.decode()
    for status in (302, 200):
        other = Client()
        sign_in(other, joris)
        assert other.post(SECOND_STEP, {"code": codes[0]}).status_code == status
    client.post("/accounts/herstelcodes/nieuw/")
    assert not set(codes) & set(client.get(CODES).context["unused_codes"])


def test_turning_it_off(client: Client, joris: User) -> None:
    sign_in(client, joris)
    set_up(client)
    assert client.get(TURN_OFF).status_code == 200
    client.post(TURN_OFF)
    assert not Authenticator.objects.filter(user=joris).exists()
    assert sign_in(Client(), joris)["Location"] == "/dashboard/"


def test_a_change_long_after_sign_in_asks_who_you_are(as_user: AsUser, joris: User) -> None:
    client = as_user(joris)
    asked = client.get(TURN_ON)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert "Ben jij het?" in client.get(asked["Location"]).content.decode()
    assert "klopt niet" in client.post(asked["Location"], {"password": "x"}).content.decode()
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == TURN_ON
    assert client.get(TURN_ON).status_code == 200


@pytest.mark.usefixtures("gemeente_asks")
def test_a_gemeente_that_asks_for_it_gets_it_before_anything_else(client: Client, joris: User) -> None:
    sign_in(client, joris)
    for address in ("/account/", "/accounts/wachtwoord/", "/accounts/apparaten/"):
        assert client.get(address)["Location"] == TURN_ON
    assert client.post("/accounts/wachtwoord/", {"oldpassword": PASSWORD})["Location"] == TURN_ON
    assert client.get(TURN_ON).status_code == 200
    set_up(client)
    assert client.get("/account/").status_code == 200
    assert "gemeente vraagt erom" in client.get("/account/").content.decode()


@pytest.mark.usefixtures("gemeente_asks")
def test_a_fragment_sends_the_whole_page_there(as_user: AsUser, joris: User) -> None:
    response = as_user(joris).get("/account/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == TURN_ON


@pytest.mark.usefixtures("gemeente_asks")
def test_public_pages_and_signing_out_stay_open(as_user: AsUser, joris: User) -> None:
    client = as_user(joris)
    assert client.get("/accounts/aanmelden/").status_code in {200, 302}
    assert client.get("/livez").status_code == 200
    assert client.post("/accounts/uitloggen/")["Location"] == "/"


@pytest.mark.usefixtures("gemeente_asks")
def test_what_the_gemeente_asks_for_cannot_be_turned_off(client: Client, joris: User) -> None:
    sign_in(client, joris)
    set_up(client)
    response = client.post(TURN_OFF)
    assert "kunt hem niet uitzetten" in response.content.decode()
    assert Authenticator.objects.filter(user=joris, type=Authenticator.Type.TOTP).exists()


def test_another_gemeente_asks_nothing_of_me(as_user: AsUser, joris: User, other_gemeente: User) -> None:
    MunicipalitySettings.objects.filter(municipality__code="GM1924").update(second_factor_required=True)
    assert as_user(joris).get("/account/").status_code == 200
    assert as_user(other_gemeente).get("/account/")["Location"] == TURN_ON


def test_a_function_for_the_whole_gemeente_counts_too(as_user: AsUser, beheer: User) -> None:
    MunicipalitySettings.objects.update(second_factor_required=True)
    assert as_user(beheer).get("/collegas/")["Location"] == TURN_ON


def test_in_a_real_install_the_operator_always_has_one(as_user: AsUser, db: None, settings: Settings) -> None:
    operator = User.objects.create_superuser("operator@wijknet.example", PASSWORD, name="Operator (test)")
    assert as_user(operator).get("/account/").status_code == 200
    settings.PRODUCTION = True
    assert as_user(operator).get("/account/")["Location"] == TURN_ON
    assert as_user(operator).get("/beheer/")["Location"] == TURN_ON


def test_guessing_codes_is_stopped(client: Client, joris: User) -> None:
    sign_in(client, joris)
    secret = set_up(client)
    other = Client()
    sign_in(other, joris)
    for number in range(6):
        other.post(SECOND_STEP, {"code": f"00000{number}"})
    assert "te vaak" in other.post(SECOND_STEP, {"code": code_for(secret)}).content.decode()


def test_the_database_holds_no_key_that_makes_codes(client: Client, joris: User, settings: Settings) -> None:
    sign_in(client, joris)
    secret = set_up(client)
    codes = client.get(CODES).context["unused_codes"]
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een nieuwe sleutel"
    other = Client()
    sign_in(other, joris)
    assert other.post(SECOND_STEP, {"code": code_for(secret)}).status_code == 302
