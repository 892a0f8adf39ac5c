"""What an admin of a gemeente chooses for it, on a page of their own."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.log.models import LogEntry
from wijknet.ui.dates import today

URL = "/instellingen/arnhem/"


@pytest.fixture
def browser(as_user: AsUser, beheer: User) -> Client:
    """Of who runs Arnhem."""
    return as_user(beheer)


def chosen(arnhem: Area) -> MunicipalitySettings:
    return MunicipalitySettings.objects.get(municipality=arnhem)


def form(**more: Any) -> dict[str, Any]:
    """The form as it is sent when nothing is changed: an empty box sends nothing."""
    return {"version": 1, "answer_within_days": 5, "minimum_group_size": 10, "phone": ""} | more


def test_an_admin_changes_the_settings_and_it_is_logged(browser: Client, arnhem: Area, beheer: User) -> None:
    sent = form(phone="14 026", help_url="https://wijkteams.example/", second_factor_required="on")
    response = browser.post(URL, sent)
    assert response.status_code == 302
    assert response["Location"] == "/instellingen/"
    found = chosen(arnhem)
    assert (found.phone, found.help_url, found.second_factor_required) == ("14 026", "https://wijkteams.example/", True)
    assert found.version == 2
    entry = LogEntry.objects.get(model="areas.MunicipalitySettings")
    assert (entry.verb, entry.actor_id, entry.municipality_id) == ("change", beheer.pk, arnhem.pk)
    assert entry.before == {"phone": "", "help_url": "", "second_factor_required": False}
    assert entry.after == {"phone": "14 026", "help_url": sent["help_url"], "second_factor_required": True}


def test_saving_without_a_change_writes_nothing(browser: Client, arnhem: Area) -> None:
    assert browser.post(URL, form()).status_code == 302
    assert chosen(arnhem).version == 1
    assert not LogEntry.objects.exists()


def test_every_field_says_what_it_does_and_stands_in_a_group(browser: Client) -> None:
    html = browser.get(URL).content.decode()
    for field in ("phone", "report_url", "second_factor_required", "minimum_group_size", "works_council_on"):
        assert f'id="id_{field}"' in html
    for heading in ("Voor bewoners", "Waar je naar verwijst", "Veilig inloggen", "Bewoners beschermen"):
        assert heading in html
    assert html.count("utrecht-form-field-description") >= 8


def test_two_admins_at_once_see_both_texts(browser: Client, arnhem: Area) -> None:
    browser.post(URL, form(phone="14 026"))
    second = browser.post(URL, form(phone="026 377 37 77"))
    assert second.status_code == 409
    html = second.content.decode()
    assert "14 026" in html
    assert "026 377 37 77" in html
    assert chosen(arnhem).phone == "14 026"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("answer_within_days", "0", "Vul een getal in van 1 tot 60."),
        ("answer_within_days", "61", "Vul een getal in van 1 tot 60."),
        ("answer_within_days", "99999999999", "id_answer_within_days_error"),
        ("minimum_group_size", "4", "Vul een getal in van 5 tot 1000."),
        ("report_url", "javascript:alert(1)", "Vul een webadres in"),
        ("works_council_on", (today() + timedelta(days=1)).isoformat(), "Kies vandaag of een dag die voorbij is."),
        ("works_council_on", "morgen", "Vul een datum in"),
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(
    browser: Client, arnhem: Area, field: str, value: str, said: str
) -> None:
    response = browser.post(URL, form(phone="14 026", **{field: value}))
    assert response.status_code == 400
    assert said in response.content.decode()
    assert chosen(arnhem).phone == ""


def test_the_database_refuses_what_no_form_would_send(arnhem: Area) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MunicipalitySettings.objects.filter(municipality=arnhem).update(answer_within_days=0)


def test_the_date_of_the_works_council_is_taken_back_by_emptying_it(browser: Client, arnhem: Area) -> None:
    browser.post(URL, form(works_council_on=today().isoformat()))
    assert list(MunicipalitySettings.objects.works_council_agreed(today())) == [chosen(arnhem)]
    assert not MunicipalitySettings.objects.works_council_agreed(today() - timedelta(days=1)).exists()
    browser.post(URL, form(version=2, works_council_on=""))
    assert chosen(arnhem).works_council_on is None
    assert not MunicipalitySettings.objects.works_council_agreed(date.max).exists()


def test_another_gemeente_does_not_exist(browser: Client, as_user: AsUser, other_gemeente: User, arnhem: Area) -> None:
    assert browser.get("/instellingen/goeree-overflakkee/").status_code == 404
    assert as_user(other_gemeente).post(URL, form(phone="14 026")).status_code == 404
    assert chosen(arnhem).phone == ""
