"""The right contact: rules of the admin, what is learned of departments, and who stands in for whom."""

from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, MunicipalContact
from tests.casework.asking import ANSWER, ask, body, party_of
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.casework.contacts import Learned, best, contacts_of, propose
from wijknet.casework.models import Case, CaseAnswer, DepartmentRecord
from wijknet.casework.services import Next, answer_question, link_contact, open_case
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.ui.dates import add_working_days, today

URL = "/instellingen/arnhem/contacten/"


@pytest.fixture
def browser(as_user: AsUser, beheer: User) -> Client:
    """Of who runs Arnhem."""
    return as_user(beheer)


@pytest.fixture
def green(arnhem: Area) -> MunicipalContact:
    """A desk that no rule names."""
    return desk(arnhem, "Team Groen")


def desk(arnhem: Area, department: str, **columns: Any) -> MunicipalContact:
    made: MunicipalContact = MunicipalContact.objects.create(
        municipality=arnhem,
        department=department,
        sort_name=f"{department} {columns.get('name', '')}".lower(),
        **columns,
    )
    return made


def a_case(by: User, area: Area, life: Actor, theme: Theme | None, system: Any = ()) -> Case:
    return open_case(
        by=by,
        area=area,
        key=uuid4(),
        title="Te hard rijden",
        question="Hoe wordt de straat veilig?",
        following=Next(problem="unsolved", step="Meten", turn="ME", due=add_working_days(today(), 3)),
        life=[life],
        system=system,
        theme=theme,
    )


def answered(by: User, case: Case, contact: MunicipalContact, text: str = ANSWER, refers_to: str = "") -> CaseAnswer:
    MunicipalContact.objects.filter(pk=contact.pk).update(email="loket@arnhem.example")
    asked = ask(by, party_of(case, municipal_contact=contact))
    return answer_question(asked=asked, key=uuid4(), text=text, refers_to=refers_to)


# Learning -------------------------------------------------------------------------------------------------


def test_who_answered_about_the_theme_is_proposed_with_that_reason(
    fatima: User, klarendal: Area, arnhem: Area, linden: Actor, safety: Theme, green: MunicipalContact
) -> None:
    def found() -> Any:
        return best(contacts_of([arnhem.pk]), area=klarendal, theme_id=safety.pk)

    assert found() is None
    case = a_case(fatima, klarendal, linden, safety, [green])
    assert found() is None, "linked once is a guess"
    answered(fatima, case, green)
    assert found().contact == green
    assert found().reason == "Werkt voor de hele gemeente. Gaf eerder antwoord over dit thema, één keer."
    answered(fatima, case, green, refers_to="Beheer")
    assert "2 keer" in found().reason


def test_a_rule_of_the_admin_wins_and_what_was_learned_orders_within_it(
    klarendal: Area, arnhem: Area, safety: Theme, traffic: MunicipalContact, green: MunicipalContact
) -> None:
    DepartmentRecord.objects.create(theme=safety, department="Team Groen", answered=9)
    other = desk(arnhem, "Zorg")
    other.themes.add(safety)
    DepartmentRecord.objects.create(theme=safety, department="Zorg", answered=3, linked=4)
    found = propose(contacts_of([arnhem.pk]), area=klarendal, theme_id=safety.pk)
    assert [proposal.contact for proposal in found] == [other, traffic, green]
    assert found[0].reason == "Past bij het thema: veilig op straat. Gaf eerder antwoord over dit thema, 3 keer."
    assert found[2].exact


def test_linking_twice_counts_and_once_does_not() -> None:
    assert not Learned(linked=1).counts
    assert Learned(linked=2).words == "Werd eerder gekoppeld bij dit thema, 2 keer."
    assert Learned().words == ""


def test_it_learns_of_departments_and_never_of_a_person(
    fatima: User, klarendal: Area, arnhem: Area, linden: Actor, safety: Theme
) -> None:
    colleague = desk(arnhem, "Bureau Verkeer", name="Kanarie Contactnaam")
    answered(fatima, a_case(fatima, klarendal, linden, safety, [colleague]), colleague)
    record = DepartmentRecord.objects.get()
    assert (record.department, record.linked, record.answered) == ("Bureau Verkeer", 1, 1)
    assert {field.name for field in DepartmentRecord._meta.fields} == {
        "id",
        "theme",
        "department",
        "linked",
        "answered",
    }


def test_what_teaches_nothing(
    fatima: User, klarendal: Area, linden: Actor, safety: Theme, green: MunicipalContact
) -> None:
    """No theme, only naming another, or a partner who answers."""
    link_contact(by=fatima, case=a_case(fatima, klarendal, linden, None), contact=green)
    assert not DepartmentRecord.objects.exists()
    case = a_case(fatima, klarendal, linden, safety, [green])
    answered(fatima, case, green, text="", refers_to="Beheer")
    assert DepartmentRecord.objects.get().answered == 0


def test_linking_the_same_twice_counts_once(
    fatima: User, klarendal: Area, linden: Actor, safety: Theme, green: MunicipalContact
) -> None:
    case = a_case(fatima, klarendal, linden, safety)
    for _ in range(2):
        link_contact(by=fatima, case=case, contact=green)
    assert DepartmentRecord.objects.get().linked == 1


@pytest.mark.usefixtures("green")
def test_another_gemeente_learns_for_itself(arnhem: Area, other_wijk: Area, safety: Theme) -> None:
    assert other_wijk.municipality is not None
    desk(other_wijk.municipality, "Team Groen")
    DepartmentRecord.objects.create(theme=safety, department="Team Groen", answered=9)
    assert contacts_of([arnhem.pk]).learned
    there = contacts_of([other_wijk.municipality.pk])
    assert [contact.department for contact in there] == ["Team Groen"]
    assert not there.learned


def test_what_was_done_before_is_counted_by_the_migration(
    fatima: User, klarendal: Area, linden: Actor, safety: Theme, green: MunicipalContact
) -> None:
    answered(fatima, a_case(fatima, klarendal, linden, safety, [green]), green)
    a_case(fatima, klarendal, linden, None, [green])
    DepartmentRecord.objects.all().delete()
    import_module("wijknet.casework.migrations.0016_learn_departments").learn(apps, None)
    record = DepartmentRecord.objects.get()
    assert (record.theme, record.department, record.linked, record.answered) == (safety, "Team Groen", 1, 1)


def test_the_contacts_cost_two_queries_however_many(arnhem: Area, safety: Theme, klarendal: Area) -> None:
    for number in range(30):
        contact = desk(arnhem, f"Team {number}")
        contact.themes.add(safety)
        contact.wijken.add(klarendal)
        DepartmentRecord.objects.create(theme=safety, department=contact.department, answered=number)
    with CaptureQueriesContext(connection) as captured:
        found = propose(contacts_of([arnhem.pk]), area=klarendal, theme_id=safety.pk)
    assert len(captured) == 2
    assert (len(found), found[0].contact.department) == (30, "Team 29")
    with CaptureQueriesContext(connection) as captured:
        assert contacts_of([]) == []
    assert len(captured) == 0


# Who is absent --------------------------------------------------------------------------------------------


def absent(contact: MunicipalContact, deputy: MunicipalContact) -> None:
    contact.absent_until, contact.deputy, contact.email = today(), deputy, "weg@arnhem.example"
    contact.save()


def test_the_question_goes_to_the_deputy_and_the_page_says_so(
    fatima: User,
    as_user: AsUser,
    klarendal: Area,
    arnhem: Area,
    linden: Actor,
    safety: Theme,
    traffic: MunicipalContact,
) -> None:
    deputy = desk(arnhem, "Team Groen", email="groen@arnhem.example")
    case = a_case(fatima, klarendal, linden, safety, [traffic])
    absent(traffic, deputy)
    party = party_of(case, municipal_contact=traffic)
    page = body(as_user(fatima).get(f"/verbindingen/{case.pk}/vragen/{party.pk}/"))
    assert "De vraag gaat naar de vervanger." in page
    assert "Team Groen vervangt Bureau Verkeer" in page
    assert "groen@arnhem.example" in page
    asked = ask(fatima, party)
    assert asked.asked_of == "Team Groen"
    assert OutgoingMail.objects.get(key__startswith="case-answer").to == "groen@arnhem.example"
    assert case.steps.filter(what="Antwoord gevraagd aan Team Groen, vervangt Bureau Verkeer").exists()
    answer_question(asked=asked, key=uuid4(), text=ANSWER, refers_to="")
    assert DepartmentRecord.objects.get(answered=1).department == "Team Groen"


@pytest.mark.parametrize("why", ["no address", "away as well", "gone", "back again"])
def test_the_question_stays_with_the_contact_when_nobody_stands_in(
    fatima: User, klarendal: Area, arnhem: Area, linden: Actor, traffic: MunicipalContact, why: str
) -> None:
    deputy = desk(arnhem, "Team Groen", email="" if why == "no address" else "groen@arnhem.example")
    case = a_case(fatima, klarendal, linden, None, [traffic])
    absent(traffic, deputy)
    if why == "away as well":
        MunicipalContact.objects.filter(pk=deputy.pk).update(absent_until=today() + timedelta(days=1))
    elif why == "gone":
        MunicipalContact.objects.filter(pk=deputy.pk).update(archived_on=today())
    elif why == "back again":
        MunicipalContact.objects.filter(pk=traffic.pk).update(absent_until=today() - timedelta(days=1))
    assert ask(fatima, party_of(case, municipal_contact=traffic)).asked_of == "Bureau Verkeer"
    assert OutgoingMail.objects.get(key__startswith="case-answer").to == "weg@arnhem.example"


# The page of the admin ------------------------------------------------------------------------------------


def test_every_theme_shows_who_serves_it_or_that_nobody_does(
    browser: Client, arnhem: Area, klarendal: Area, safety: Theme, traffic: MunicipalContact, green: MunicipalContact
) -> None:
    Theme.objects.create(municipality=arnhem, name="Elkaar ontmoeten")
    traffic.wijken.add(klarendal)
    DepartmentRecord.objects.create(theme=safety, department="Team Groen", answered=2)
    page = body(browser.get(URL))
    assert "Bureau Verkeer" in page
    assert "Nog niemand. Bij dit thema doen we geen voorstel." in page
    assert "Team Groen: Gaf eerder antwoord over dit thema, 2 keer." in page
    assert "Kies een thema, dan stellen we dit contact voor." in page


def test_the_box_says_who_gets_it_and_why(
    browser: Client, klarendal: Area, safety: Theme, traffic: MunicipalContact
) -> None:
    page = body(browser.get(URL, {"plek": klarendal.code, "thema": str(safety.pk)}))
    assert "Dit is het voorstel." in page
    assert "Past bij het thema: veilig op straat." in page
    by_words = body(browser.get(URL, {"plek": klarendal.code, "woorden": "Er wordt hard rijden gezien"}))
    assert "Laat zien wie dit krijgt" in by_words
    assert "Filter" not in by_words
    assert "Thema: Veilig op straat. Wijk: Klarendal." in by_words
    nothing = body(browser.get(URL, {"plek": klarendal.code, "woorden": "blauwe maandag"}))
    assert "Geen thema herkend." in nothing
    assert "Geen voorstel: dit is een gok." in nothing
    for odd in ({"plek": "WK999999"}, {"plek": klarendal.code, "thema": "x"}, {"woorden": "x" * 300}):
        assert browser.get(URL, odd).status_code == 200


def sent(contact: MunicipalContact, **more: Any) -> dict[str, Any]:
    return {"version": contact.version, "department": contact.department} | more


def test_changing_a_rule_is_logged_with_before_and_after(
    browser: Client, beheer: User, klarendal: Area, safety: Theme, green: MunicipalContact
) -> None:
    form = sent(green, themes=[safety.pk], wijken=[klarendal.pk])
    response = browser.post(f"{URL}{green.pk}/", form, follow=True)
    assert "Wat je veranderde bij Team Groen is bewaard." in body(response)
    assert list(green.themes.all()) == [safety]
    entry = LogEntry.objects.get(model="actors.MunicipalContact")
    assert (entry.verb, entry.actor_id, entry.fields) == ("change", beheer.pk, ["themes", "wijken"])
    assert entry.before == {"themes": [], "wijken": []}
    assert entry.after == {"themes": [safety.pk], "wijken": [klarendal.pk]}
    stale = browser.post(f"{URL}{green.pk}/", form | {"department": "Groen en water"})
    assert stale.status_code == 409


def test_a_theme_is_taken_from_a_contact_and_the_contact_stays(
    browser: Client, safety: Theme, traffic: MunicipalContact
) -> None:
    for _ in range(2):
        response = browser.post(f"{URL}{traffic.pk}/weg/{safety.pk}/", follow=True)
        assert "staat niet meer bij veilig op straat" in body(response)
    traffic.refresh_from_db()
    assert not traffic.themes.exists()
    assert traffic.archived_on is None
    entry = LogEntry.objects.get(model="actors.MunicipalContact")
    assert (entry.before["themes"], entry.after["themes"]) == ([safety.pk], [])  # type: ignore[index]


def test_adding_a_desk_for_a_theme_once(browser: Client, safety: Theme) -> None:
    page = body(browser.get(f"{URL}nieuw/", {"thema": safety.pk}))
    assert f'value="{safety.pk}" id="id_themes_0" checked' in page or "checked" in page
    form = {"request_key": str(uuid4()), "department": "Wijkonderhoud", "themes": [safety.pk]}
    for _ in range(2):
        assert browser.post(f"{URL}nieuw/", form)["Location"] == URL
    assert [theme.name for theme in MunicipalContact.objects.get().themes.all()] == ["Veilig op straat"]
    wrong = browser.post(f"{URL}nieuw/", form | {"request_key": str(uuid4()), "department": ""})
    assert wrong.status_code == 400
    assert browser.get(f"{URL}nieuw/", {"thema": "9" * 30}).status_code == 200


def test_what_lies_in_another_gemeente_does_not_exist(
    browser: Client, as_user: AsUser, other_gemeente: User, other_wijk: Area, safety: Theme, traffic: MunicipalContact
) -> None:
    away = as_user(other_gemeente)
    for address in (URL, f"{URL}nieuw/", f"{URL}{traffic.pk}/"):
        assert away.get(address).status_code == 404
    assert away.post(f"{URL}{traffic.pk}/weg/{safety.pk}/").status_code == 404
    assert other_wijk.municipality is not None
    theirs = Theme.objects.create(municipality=other_wijk.municipality, name="Haven")
    assert browser.post(f"{URL}{traffic.pk}/weg/{theirs.pk}/").status_code == 404
    elsewhere = MunicipalContact.objects.create(
        municipality=other_wijk.municipality, department="Haven", sort_name="haven"
    )
    assert browser.get(f"{URL}{elsewhere.pk}/").status_code == 404
    assert traffic.themes.exists()


def test_the_page_costs_the_same_for_one_and_for_fifty(browser: Client, arnhem: Area, safety: Theme) -> None:
    counts = []
    for number in (1, 49):
        for place in range(number):
            desk(arnhem, f"Team {number}-{place}").themes.add(safety)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(URL).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
