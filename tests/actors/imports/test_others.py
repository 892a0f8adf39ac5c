"""Persons, gemeente contacts, networks, relations and reach from a file."""

from datetime import date, timedelta

import pytest

from actors.models import Actor, InformalNetwork, MunicipalContact, Person, PersonFunction, Reach, Tie
from actors.services import change_municipal_contact
from actors.services.imports import ask_undo
from tests.actors.imports.make import checked, counts, imported, messages
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.log.models import LogEntry
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db

PEOPLE = [
    "Organisatie",
    "Contactpersoon",
    "Functie",
    "Mobiel",
    "Waarom",
    "Toestemming",
    "Verteld op",
    "Hoe verteld",
    "Bewaren tot",
]
BAKERY = "Bakkerij Yıldız (test)"


def person(*cells: str) -> list[str]:
    return [*cells, *[""] * (len(PEOPLE) - len(cells))]


def test_people_come_by_function_or_consent(fatima: User, arnhem: Area, bakery: Actor) -> None:
    until = f"{today() + timedelta(days=365):%d-%m-%Y}"
    rows = [
        PEOPLE,
        person("bakkerij yildiz (test)", "Emine (test)", "eigenaar", "612345678", "functie"),
        [
            "Bakkerij Yildiz (test)",
            "Wim (test)",
            "buur",
            "",
            "eigen toestemming",
            "Ik help graag.",
            "01-11-2026",
            "op straat",
            until,
        ],
    ]
    content = "\n".join(";".join(row) for row in rows).encode()
    run = imported(fatima, "people", content, arnhem)
    assert counts(run) == (2, 0, 0, 0)
    assert Person.objects.get(name="Wim (test)").told_on == date(2026, 11, 1)
    assert PersonFunction.objects.get(title="eigenaar").actor == bakery
    assert counts(checked(fatima, "people", content, arnhem)) == (0, 0, 2, 0)
    assert "Emine" not in str(LogEntry.objects.values())
    ask_undo(run=run, by=fatima)
    assert not Person.objects.exists()
    assert not PersonFunction.objects.exists()


def test_the_rules_for_people_hold_in_a_file(
    fatima: User, arnhem: Area, owner: PersonFunction, mosque: Actor, practice: Actor
) -> None:
    place = "Huisartsenpraktijk De Linden (test)"
    rows = [
        PEOPLE,
        person(mosque.name, "Iemand (test)", "imam", "", "functie"),
        person(place, "Zonder grond (test)", "arts"),
        person(place, "Toestemming (test)", "buur", "", "toestemming"),
        [place, "Functie (test)", "arts", "", "functie", "Ik wil.", "", "", ""],
        [place, "Half (test)", "arts", "", "functie", "", "01-11-2026", "", ""],
        [place, "Later (test)", "arts", "", "functie", "", "01-11-2099", "brief", ""],
        person("Bestaat niet", "Iemand (test)", "baas", "", "functie"),
        person(owner.actor.name, owner.person.name, "eigenaar", "0687654321", "functie"),
    ]
    content = "\n".join(";".join(row) for row in rows).encode()
    run = checked(fatima, "people", content, arnhem)
    assert counts(run) == (0, 0, 0, 8)
    said = messages(run)
    for line, words in zip(
        said,
        ("geen personen vast", "Vul in", "eigen woorden", "eigen woorden", "wanneer én hoe", "niet geweest"),
        strict=False,
    ):
        assert words in line
    assert "staat niet in wie is wie" in said[6]
    assert "staat er al, met andere gegevens" in said[7]
    assert Person.objects.count() == 1


def test_one_answer_says_why_all_people_may_be_there(fatima: User, arnhem: Area, bakery: Actor) -> None:
    rows = b"plek;naam;functie\nBakkerij Yildiz (test);Emine (test);eigenaar"
    run = imported(fatima, "people", rows, arnhem, {"ground": "openbare of beroepsmatige functie"})
    assert run.state == "DONE"
    assert Person.objects.get().ground == "FUNCTION"


def test_desks_and_colleagues(fatima: User, arnhem: Area, klarendal: Area, desk: MunicipalContact) -> None:
    Theme.objects.create(municipality=arnhem, name="Verkeer")
    heads = ["Afdeling of team", "Medewerker", "Thema's", "Wijken", "Telefoon", "Afwezig tot", "Gemeente"]
    rows = [
        heads,
        ["Bureau Verkeer", "Kees (test)", "verkeer", "Klarendal", "14 026", "31-12-2026", "Gemeente Arnhem"],
        ["Beheer (test)", "", "Verkeer", "", "0800 18 09", "", "GM0202"],
        ["Loket", "", "", "", "", "", "Goeree-Overflakkee"],
        ["Loket 2", "", "Sterrenkunde", "", "", "", ""],
    ]
    run = checked(fatima, "contacts", rows, arnhem)
    assert counts(run) == (1, 1, 0, 2)
    assert "andere gemeente" in messages(run)[0]
    assert "Sterrenkunde" in messages(run)[1]
    run = imported(fatima, "contacts", rows[:3], arnhem)
    colleague = MunicipalContact.objects.get(name="Kees (test)")
    assert list(colleague.wijken.all()) == [klarendal]
    assert colleague.absent_until == date(2026, 12, 31)
    assert [theme.name for theme in MunicipalContact.objects.get(pk=desk.pk).themes.all()] == ["Verkeer"]
    assert counts(checked(fatima, "contacts", rows[:3], arnhem)) == (0, 0, 2, 0)
    ask_undo(run=run, by=fatima)
    put_back = MunicipalContact.objects.get()
    assert (put_back.phone, list(put_back.themes.all())) == (desk.phone, [])


def test_what_a_colleague_changed_at_the_same_time_is_not_overwritten(
    fatima: User, arnhem: Area, desk: MunicipalContact
) -> None:
    run = imported(fatima, "contacts", [["Afdeling", "Telefoon"], [desk.department, "0800 18 09"]], arnhem)
    change_municipal_contact(contact=desk, by=fatima, version=2, department=desk.department, phone="14 020")
    undone = ask_undo(run=run, by=fatima)
    assert [line["why"] for line in undone.kept] == ["is daarna veranderd"]
    assert MunicipalContact.objects.get().phone == "14 020"


def test_who_stands_in_for_whom_also_within_one_file(fatima: User, arnhem: Area, desk: MunicipalContact) -> None:
    heads = ["Afdeling", "Naam", "Vervanger"]
    rows = [heads, ["Groen", "Kees", "groen: ine"], ["Groen", "Ine", "Groen: Kees"], ["Water", "Jan", desk.department]]
    run = imported(fatima, "contacts", rows, arnhem)
    assert (run.state, counts(run)) == ("DONE", (3, 0, 0, 0))
    deputies = dict(MunicipalContact.objects.exclude(deputy=None).values_list("name", "deputy__name"))
    assert deputies == {"Kees": "Ine", "Ine": "Kees", "Jan": desk.name}
    assert counts(checked(fatima, "contacts", rows, arnhem)) == (0, 0, 3, 0)
    wrong = checked(fatima, "contacts", [heads, ["Groen", "Kees", "Lucht"], ["Groen", "Ine", "Groen: Ine"]], arnhem)
    assert ["kennen we niet" in messages(wrong)[0], "Kies een ander" in messages(wrong)[1]] == [True, True]
    assert ask_undo(run=run, by=fatima).kept == []
    assert list(MunicipalContact.objects.all()) == [desk]


def test_networks(fatima: User, arnhem: Area, bakery: Actor, mosque: Actor, tea_hour: InformalNetwork) -> None:
    heads = ["Groep", "Wijk", "Waar", "Aantal", "Deelnemers", "Wanneer"]
    rows = [
        heads,
        ["Leesclub", "Klarendal", "bakkerij yildiz (test)", "12", "Bakkerij Yildiz (test)", "di 10 uur"],
        ["Theeuur Het Kopje (test)", "Klarendal", "in het park", "", "", ""],
        ["Koor", "Klarendal", "", "veel", "", ""],
        ["Kring", "Klarendal", "", "", mosque.name, ""],
    ]
    run = checked(fatima, "networks", rows, arnhem)
    assert counts(run) == (1, 1, 0, 2)
    assert "heel getal" in messages(run)[0]
    assert "geen relaties" in messages(run)[1]
    run = imported(fatima, "networks", rows[:3], arnhem)
    club = InformalNetwork.objects.get(name="Leesclub")
    assert (club.meeting_place, club.size, list(club.actors.all())) == (bakery, 12, [bakery])
    assert InformalNetwork.objects.get(pk=tea_hour.pk).meeting_text == "in het park"
    assert counts(checked(fatima, "networks", rows[:3], arnhem)) == (0, 0, 2, 0)
    ask_undo(run=run, by=fatima)
    assert [(network.name, network.meeting_text) for network in InformalNetwork.objects.all()] == [(tea_hour.name, "")]


def test_relations(fatima: User, arnhem: Area, tie: Tie, mosque: Actor, tea_hour: InformalNetwork) -> None:
    shop, doctor = (
        name.encode().decode() for name in ("Bakkerij Yildiz (test)", "Huisartsenpraktijk De Linden (test)")
    )
    heads = ["Van", "Relatie", "Naar", "Sterkte", "Laatst bevestigd"]
    rows = [
        heads,
        [shop, "kent", doctor, "werkt samen", ""],
        [shop, "", tea_hour.name, "spreekt soms", "01-11-2026"],
        [shop, "", shop, "kent goed", ""],
        [shop, "", mosque.name, "kent goed", ""],
        [shop, "vecht met", doctor, "kent goed", ""],
        [doctor, "", tea_hour.name, "heel erg", ""],
        [doctor, "", tea_hour.name, "kent goed", "01-11-2099"],
    ]
    run = checked(fatima, "ties", rows, arnhem)
    assert counts(run) == (1, 1, 0, 5)
    version = Area.objects.get(pk=tie.area_id).network_version
    run = imported(fatima, "ties", rows[:3], arnhem)
    assert Tie.objects.get(pk=tie.pk).strength == 5
    assert Tie.objects.get(target_network=tea_hour).last_confirmed_on == date(2026, 11, 1)
    assert counts(checked(fatima, "ties", rows[:3], arnhem)) == (0, 0, 2, 0)
    ask_undo(run=run, by=fatima)
    assert [(each.pk, each.strength) for each in Tie.objects.all()] == [(tie.pk, 3)]
    assert Area.objects.get(pk=tie.area_id).network_version > version + 2


def test_reach(fatima: User, arnhem: Area, bakery: Actor, elderly: ResidentGroup) -> None:
    small = ResidentGroup.objects.create(
        area=elderly.area, municipality=arnhem, name="Kleine groep", size=3, source="eigen telling"
    )
    rows = [
        ["Plek of netwerk", "Doelgroep", "Bereik", "Bron"],
        ["Bakkerij Yildiz (test)", "ouderen die alleen wonen", "wordt vertrouwd", "een bewoner"],
        ["Bakkerij Yildiz (test)", small.name, "bereikt", ""],
        ["Bakkerij Yildiz (test)", "Marsmannetjes", "bereikt", ""],
    ]
    run = checked(fatima, "reach", rows, arnhem)
    assert counts(run) == (1, 0, 0, 2)
    run = imported(fatima, "reach", rows[:2], arnhem)
    assert (Reach.objects.get().level, Reach.objects.get().source_text) == ("TRUSTED", "een bewoner")
    assert counts(checked(fatima, "reach", rows[:2], arnhem)) == (0, 0, 1, 0)
    ask_undo(run=run, by=fatima)
    assert not Reach.objects.exists()


def test_another_gemeente_is_not_looked_into(
    other_gemeente: User, goeree: Area, other_wijk: Area, bakery: Actor
) -> None:
    run = checked(
        other_gemeente, "reach", [["Plek", "Groep", "Bereik"], [bakery.name.replace("ı", "i"), "x", "bereikt"]], goeree
    )
    assert "staat niet in wie is wie" in messages(run)[0]
