"""The pages of signing in and of one's own account, in the look of the house and without a link to sign up."""

import pytest
from django.test import Client

from tests.conftest import AsUser
from wijknet.accounts.models import User


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading"),
    [("/accounts/inloggen/", "Inloggen"), ("/accounts/wachtwoord/vergeten/", "Wachtwoord vergeten")],
)
def test_pages_before_signing_in(client: Client, address: str, heading: str) -> None:
    html = client.get(address).content.decode()
    assert f'<h1 class="utrecht-heading-1">{heading}</h1>' in html
    assert "utrecht-textbox" in html
    assert "/accounts/aanmelden/" not in html


@pytest.mark.django_db
def test_wrong_password_says_so_in_the_title_and_at_the_top(client: Client) -> None:
    html = client.post("/accounts/inloggen/", {"login": "a@b.nl", "password": "x"}).content.decode()
    assert "<title>Fout: Inloggen" in html
    assert 'class="wn-errors"' in html


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/uitloggen/",
        "/accounts/wachtwoord/",
        "/accounts/tweede-stap/",
        "/accounts/apparaten/",
    ],
)
def test_pages_of_ones_own_account(fatima: User, as_user: AsUser, address: str) -> None:
    response = as_user(fatima).get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count('<h1 class="utrecht-heading-1">') == 1
    assert "wn-public" in html
    assert "utrecht-button" in html or "wn-table" in html
