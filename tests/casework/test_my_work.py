"""My own hours and roles: counted right, seen by nobody else, and off until the works council agreed."""

import csv
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.models import Actor
from tests.conftest import AsUser, make_user
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings, Theme
from wijknet.casework.models import ContactMoment, WeeklyAim
from wijknet.casework.my_work import TEAM_FROM, TOO_FEW, agreed, balance_of, hours, hours_of, month_rows, team_total
from wijknet.casework.periods import Period, finished_quarter, last_months, running
from wijknet.casework.services import Next, open_case, set_weekly_aim
from wijknet.log.models import LogEntry
from wijknet.ui.dates import add_working_days, today

URL = "/mijn-werk/"
YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))


@pytest.fixture
def council(arnhem: Area) -> None:
    """The works council of Arnhem agreed."""
    MunicipalitySettings.objects.filter(municipality=arnhem).update(works_council_on=date(2026, 1, 5))


def talk(by: User, area: Area, minutes: int, at: datetime | None = None, **more: Any) -> ContactMoment:
    made: ContactMoment = ContactMoment.objects.create(
        by=by,
        area=area,
        municipality=area.municipality or area,
        minutes=minutes,
        at=at or timezone.now(),
        logged_at=timezone.now() + timedelta(days=366),
        line="Gesprek",
        **more,
    )
    return made


def page(browser: Client, **query: str) -> str:
    return browser.get(URL, query).content.decode()


# Counting -------------------------------------------------------------------------------------------------


def test_hours_per_role_wijk_theme_and_week(
    fatima: User, klarendal: Area, geitenkamp: Area, arnhem: Area, linden: Actor, safety: Theme
) -> None:
    green = Theme.objects.create(municipality=arnhem, name="Groen")
    first = talk(fatima, klarendal, 30, datetime(2026, 11, 2, 9, tzinfo=UTC))
    first.themes.set([safety, green])
    talk(fatima, geitenkamp, 60, datetime(2026, 11, 10, 9, tzinfo=UTC))
    open_case(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        title="Hard rijden",
        question="Hoe veilig?",
        following=Next(problem="unsolved", step="Meten", turn="ME", due=add_working_days(today(), 3)),
        life=[linden],
        moment=first,
    )
    found = hours_of(fatima, YEAR, frozenset({arnhem.pk}))
    assert (found.minutes, found.talks) == (90, 2)
    assert [(share.label, share.minutes) for share in found.roles] == [("Bruggenbouwer", 30), ("Nog geen rol", 60)]
    assert [(share.label, share.minutes) for share in found.wijken] == [("Geitenkamp", 60), ("Klarendal", 30)]
    assert [(share.label, share.minutes) for share in found.themes] == [
        ("Groen", 30),
        ("Veilig op straat", 30),
        ("Nog geen thema", 60),
    ]
    assert [(share.label, share.minutes) for share in found.weeks] == [
        ("week van ma 2 november", 30),
        ("week van ma 9 november", 60),
    ]
    assert hours_of(fatima, YEAR, frozenset({arnhem.pk}), klarendal).minutes == 30


def test_a_day_ends_at_midnight_in_amsterdam(fatima: User, klarendal: Area, arnhem: Area) -> None:
    talk(fatima, klarendal, 10, datetime(2026, 3, 31, 21, 59, tzinfo=UTC))
    talk(fatima, klarendal, 20, datetime(2026, 3, 31, 22, 1, tzinfo=UTC))
    march = running("maand", date(2026, 3, 14))
    assert march == Period(first=date(2026, 3, 1), last=date(2026, 3, 31))
    assert hours_of(fatima, march, frozenset({arnhem.pk})).minutes == 10


def test_periods() -> None:
    assert running("week", date(2026, 11, 22)) == Period(first=date(2026, 11, 16), last=date(2026, 11, 22))
    assert running("kwartaal", date(2026, 11, 22)) == Period(first=date(2026, 10, 1), last=date(2026, 12, 31))
    assert running("jaar", date(2026, 2, 28)) == YEAR
    assert finished_quarter(date(2026, 1, 1)) == Period(first=date(2025, 10, 1), last=date(2025, 12, 31))
    assert last_months(date(2026, 1, 31))[0] == date(2025, 2, 1)
    assert [hours(minutes) for minutes in (0, 1, 60, 390)] == ["0 minuten", "1 minuut", "1 uur", "6 uur en 30 minuten"]


def test_roles_month_by_month(fatima: User, anna: User, klarendal: Area, arnhem: Area, case: Any) -> None:
    case.steps.all().delete()
    case.steps.create(role="BROKER", what="Gebeld", by=fatima, at=datetime(2026, 9, 30, 21, tzinfo=UTC))
    case.steps.create(role="BROKER", what="Gebeld", by=fatima, at=datetime(2026, 9, 30, 23, tzinfo=UTC))
    case.steps.create(role="BROKER", what="Gebeld", by=anna, at=datetime(2026, 10, 2, 9, tzinfo=UTC))
    balance = balance_of(fatima, date(2026, 11, 22), frozenset({arnhem.pk}))
    broker = next(role for role in balance if role.text.role == "BROKER")
    assert broker.total == 2
    assert {column.month: column.count for column in broker.columns if column.count} == {
        date(2026, 9, 1): 1,
        date(2026, 10, 1): 1,
    }
    newest, counts = month_rows(balance)[0]
    assert newest == date(2026, 11, 1)
    assert sum(count for _label, count in counts) == 0


# The page -------------------------------------------------------------------------------------------------


def test_without_the_works_council_nothing_is_shown(
    fatima: User, as_user: AsUser, klarendal: Area, arnhem: Area
) -> None:
    talk(fatima, klarendal, 95)
    WeeklyAim.objects.create(user=fatima, hours=20)
    browser = as_user(fatima)
    html = page(browser)
    assert "Uren en rollen staan uit." in html
    assert "1 uur en 35 minuten" not in html
    assert "20 uur" not in html
    assert browser.get(f"{URL}bestand/")["Location"] == URL
    assert browser.post(f"{URL}doel/", {"hours": "5"})["Location"] == URL
    assert WeeklyAim.objects.get().hours == 20
    MunicipalitySettings.objects.filter(municipality=arnhem).update(works_council_on=today() + timedelta(days=1))
    assert "Uren en rollen staan uit." in page(browser)
    assert agreed([arnhem.pk]) == frozenset()


@pytest.mark.usefixtures("council")
def test_another_gemeente_that_did_not_agree_is_left_out(
    fatima: User, as_user: AsUser, klarendal: Area, other_wijk: Area
) -> None:
    talk(fatima, klarendal, 20)
    talk(fatima, other_wijk, 40)
    html = page(as_user(fatima))
    assert "Je was 20 minuten in gesprek, in 1 gesprek." in html
    assert other_wijk.name not in html


@pytest.mark.usefixtures("council")
def test_only_my_own_work_whatever_the_address_says(
    fatima: User, joris: User, anna: User, as_user: AsUser, klarendal: Area
) -> None:
    talk(fatima, klarendal, 95, visibility="ONLY_ME", private_until=today())
    assert "1 uur en 35 minuten" in page(as_user(fatima))
    for other in (joris, anna):
        html = page(as_user(other), by=str(fatima.pk), user=str(fatima.pk), wie=str(fatima.pk))
        assert "Je schreef in deze tijd geen gesprek op." in html
        assert "1 uur en 35" not in html


@pytest.mark.usefixtures("council")
def test_a_reader_is_not_led_to_a_page_that_stays_shut(fatima: User, joris: User, as_user: AsUser) -> None:
    for person, leads in ((fatima, True), (joris, False)):
        html = as_user(person).get(URL).content.decode()
        assert ('/werk-per-wijk/">Het werk in de wijk' in html) is leads
        assert (as_user(person).get("/werk-per-wijk/").status_code == 200) is leads


def test_no_admin_and_no_operator_opens_it(beheer: User, as_user: AsUser) -> None:
    operator = User.objects.create_superuser("operator@wijknet.example", "een-lang-wachtwoord", name="Operator (test)")
    for person in (beheer, operator):
        for address in (URL, f"{URL}bestand/"):
            assert as_user(person).get(address).status_code == 403
        assert as_user(person).post(f"{URL}doel/", {"hours": "3"}).status_code == 403
    assert not admin.site.is_registered(WeeklyAim)


@pytest.mark.usefixtures("council")
def test_days_of_my_own_and_what_is_wrong_with_them(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    talk(fatima, klarendal, 25, datetime(2026, 2, 3, 9, tzinfo=UTC))
    browser = as_user(fatima)
    query = {"periode": "zelf", "van": "2026-02-03", "tot": "2026-02-03"}
    assert "Je was 25 minuten in gesprek" in page(browser, **query)
    for wrong, said in (
        ({"tot": "2026-02-02"}, "Kies een dag op of na de eerste dag."),
        ({"tot": ""}, "Kies twee dagen"),
        ({"van": "1900-01-01"}, "Kies hoogstens drie jaar."),
        ({"van": "gisteren"}, "Vul een datum in"),
        ({"periode": "eeuw"}, "Kies iets uit de lijst."),
    ):
        response = browser.get(URL, query | wrong)
        assert response.status_code == 400
        assert said in response.content.decode()


@pytest.mark.usefixtures("council")
def test_the_picture_has_numbers_and_a_table_and_no_inline_style(case: Any, fatima: User, as_user: AsUser) -> None:
    html = page(as_user(fatima))
    assert html.count('class="wn-balance__months"') == 4
    assert 'role="img"' in html
    assert "Dezelfde cijfers als tabel" in html
    assert "<caption" in html
    assert " style=" not in html


@pytest.mark.usefixtures("council")
def test_the_page_costs_the_same_for_one_and_for_fifty(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    browser = as_user(fatima)
    counts = []
    for number in (1, 50):
        for _ in range(number):
            talk(fatima, klarendal, 10)
        with CaptureQueriesContext(connection) as captured:
            page(browser)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15


@pytest.mark.usefixtures("council")
def test_the_file_is_made_by_me_and_runs_nothing(fatima: User, as_user: AsUser, klarendal: Area, arnhem: Area) -> None:
    theme = Theme.objects.create(municipality=arnhem, name="=1+1")
    talk(fatima, klarendal, 15).themes.add(theme)
    response = as_user(fatima).get(f"{URL}bestand/", {"periode": "jaar"})
    assert response["Content-Disposition"].startswith('attachment; filename="mijn-werk-')
    rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["soort", "naam", "minuten", "stappen"]
    assert ["wijk", "Klarendal", "15", ""] in rows
    assert ["thema", "'=1+1", "15", ""] in rows


# My aim ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("council")
def test_an_aim_is_chosen_changed_and_taken_away(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    talk(fatima, klarendal, 90)
    browser = as_user(fatima)
    browser.post(f"{URL}doel/", {"hours": "20"})
    assert "<b>1 uur en 30 minuten</b> van 20 uur" in page(browser)
    browser.post(f"{URL}doel/", {"hours": "10"})
    assert WeeklyAim.objects.get(user=fatima).hours == 10
    browser.post(f"{URL}doel/", {"hours": ""})
    assert not WeeklyAim.objects.exists()
    entries = LogEntry.objects.filter(model="casework.WeeklyAim").order_by("pk")
    assert [entry.verb for entry in entries] == ["create", "change", "delete"]
    assert "20" not in str([(entry.before, entry.after) for entry in entries])


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize("typed", ["0", "61", "veel", "-3", "99999999999999"])
def test_an_aim_that_cannot_be_is_refused(fatima: User, as_user: AsUser, typed: str) -> None:
    response = as_user(fatima).post(f"{URL}doel/", {"hours": typed})
    assert response.status_code == 400
    assert "Vul een" in response.content.decode()
    assert not WeeklyAim.objects.exists()


def test_the_database_refuses_an_aim_that_cannot_be(fatima: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WeeklyAim.objects.create(user=fatima, hours=61)


def test_an_aim_goes_with_its_owner(db: None) -> None:
    leaver = make_user("weg@arnhem.example", "Weg (test)")
    set_weekly_aim(by=leaver, hours=8)
    leaver.delete()
    assert not WeeklyAim.objects.exists()


# The team -------------------------------------------------------------------------------------------------


def a_team(klarendal: Area, size: int) -> list[User]:
    return [make_user(f"t{n}@arnhem.example", f"T{n} (test)", klarendal, Function.WIJKMANAGER) for n in range(size)]


def test_a_sum_of_fewer_than_four_is_never_told(klarendal: Area, arnhem: Area, case: Any) -> None:
    quarter = Period(first=date(2026, 7, 1), last=date(2026, 9, 30))
    people = a_team(klarendal, TEAM_FROM)
    at = datetime(2026, 8, 3, 9, tzinfo=UTC)
    for person in people[:-1]:
        talk(person, klarendal, 60, at)
        case.steps.create(role="BROKER", what="Gebeld", by=person, at=at)
    private = {"visibility": "ONLY_ME", "private_until": today()}
    talk(people[-1], klarendal, 60, at, **private)
    few = team_total(arnhem, quarter)
    assert few.words == TOO_FEW
    assert few.roles == [("Bemiddelaar", TOO_FEW)]
    talk(people[-1], klarendal, 30, at)
    case.steps.create(role="BROKER", what="Gebeld", by=people[-1], at=at)
    enough = team_total(arnhem, quarter)
    assert enough.words == "3 uur en 30 minuten"
    assert enough.roles == [("Bemiddelaar", "4 stappen")]


def test_the_team_sees_no_sum_before_the_works_council_agreed(
    klarendal: Area, arnhem: Area, beheer: User, as_user: AsUser
) -> None:
    people = a_team(klarendal, TEAM_FROM)
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False):
        for person in people:
            talk(person, klarendal, 60, datetime(2026, 8, 3, 9, tzinfo=UTC))
        for person in (people[0], beheer):
            html = as_user(person).get("/werk-per-wijk/").content.decode()
            assert "In Arnhem staat dit uit." in html
            assert "4 uur" not in html
        MunicipalitySettings.objects.filter(municipality=arnhem).update(works_council_on=date(2026, 11, 24))
        for person in (people[0], beheer):
            html = as_user(person).get("/werk-per-wijk/").content.decode()
            assert "4 uur" in html
            assert not [other.name for other in people if other != person and other.name in html]
