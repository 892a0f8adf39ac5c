"""Organisations and places from a file: what is new, changed, the same or wrong, and undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.models import Actor, ImportLine, ImportRun
from actors.services import add_person_function, change_actor
from actors.services.actors import NewActor, new_actor
from actors.services.imports import ask_import, ask_undo, discard_import, do_import, do_undo
from actors.services.terms import clear_old
from tests.actors.imports.make import checked, counts, imported, messages, uploaded
from tests.actors.places import kind_named
from tests.conftest import make_area
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Border, Postcode, Theme
from wijknet.files.models import StoredFile
from wijknet.log.models import LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds", "geitenkamp")]
HEADS = ["Organisatie", "Type", "Wijk", "Adres", "Tel.", "E-mailadres", "Lat", "Lon"]
BAKER = ["Bakkerij Één", "Winkel", "Klarendal", "Hommelstraat 12-a, 6822 ga Arnhem", "612345678", "", "51,98", "5,91"]
CAFE = ["Café De Klare", "café", "WK020207", "", "(026) 123 45 67", "info@klare.example", "", ""]
FILE = [HEADS, BAKER, CAFE]


def change(row: list[str], place: int, text: str) -> list[str]:
    return [*row[:place], text, *row[place + 1 :]]


def test_a_file_of_excel_becomes_places(fatima: User, arnhem: Area, klarendal: Area) -> None:
    run = imported(fatima, "actors", FILE, arnhem)
    assert (run.state, counts(run)) == ("DONE", (2, 0, 0, 0))
    baker = Actor.objects.get(name="Bakkerij Één")
    assert (baker.street, baker.house_number, baker.postcode, baker.city) == (
        "Hommelstraat",
        "12-a",
        "6822 GA",
        "Arnhem",
    )
    assert (baker.phone, baker.lat, baker.lon, baker.area) == ("0612345678", 51.98, 5.91, klarendal)
    assert list(baker.active_in.all()) == [klarendal]
    assert LogEntry.objects.filter(model="actors.Actor", verb="create", actor_id=fatima.pk).count() == 2
    assert LogEntry.objects.filter(model="actors.ImportRun", verb="import").exists()


def test_the_same_file_twice_changes_nothing(fatima: User, arnhem: Area) -> None:
    imported(fatima, "actors", FILE, arnhem)
    assert counts(checked(fatima, "actors", FILE, arnhem)) == (0, 0, 2, 0)


def test_what_a_file_leaves_empty_stays(fatima: User, arnhem: Area) -> None:
    imported(fatima, "actors", FILE, arnhem)
    again = [
        ["Naam", "Soort", "Wijk", "Telefoon", "Website"],
        ["cafe de klare", "Café", "Klarendal", "", "klare.example"],
    ]
    run = imported(fatima, "actors", again, arnhem)
    assert counts(run) == (0, 1, 0, 0)
    cafe = Actor.objects.get(sort_name="cafe de klare")
    assert (cafe.phone, cafe.website, cafe.version) == ("(026) 123 45 67", "https://klare.example", 2)


def test_what_is_wrong_says_where_and_what_to_do(fatima: User, arnhem: Area) -> None:
    rows = [
        HEADS,
        change(BAKER, 0, ""),
        change(BAKER, 1, "Ruimteschip"),
        change(BAKER, 2, "Nergenshuizen"),
        change(BAKER, 2, "Geitenkamp"),
        change(BAKER, 4, "12"),
        change(BAKER, 5, "geen apenstaart"),
        change(BAKER, 6, "151,98"),
        change(BAKER, 7, ""),
        change(BAKER, 0, "x" * 200),
        change(BAKER, 0, "a\x01b"),
        BAKER,
        BAKER,
    ]
    run = checked(fatima, "actors", rows, arnhem)
    assert counts(run) == (1, 0, 0, 11)
    said = messages(run)
    assert said[0] == "2 Naam: Vul in: Naam"
    assert "Ruimteschip" in said[1]
    assert "kennen we niet" in said[2]
    assert "Je werkt niet in de wijk Geitenkamp" in said[3]
    assert "telefoonnummer" in said[4]
    assert "naam@voorbeeld.nl" in said[5]
    assert "plek op de kaart" in said[6]
    assert "lengtegraad en een breedtegraad" in said[7]
    assert "hoogstens 120 tekens" in said[8]
    assert "13 : Dit staat ook in rij 12." in said


def test_nothing_is_imported_while_a_row_is_wrong_unless_it_is_skipped(fatima: User, arnhem: Area) -> None:
    run = checked(fatima, "actors", [HEADS, BAKER, change(CAFE, 1, "Ruimteschip")], arnhem)
    with pytest.raises(ValidationError, match="over te slaan"):
        ask_import(run=run, by=fatima, skip_wrong=False)
    assert not Actor.objects.exists()
    done = ask_import(run=run, by=fatima, skip_wrong=True)
    assert (done.state, Actor.objects.count()) == ("DONE", 1)


def test_all_or_nothing(fatima: User, arnhem: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    run = checked(fatima, "actors", FILE, arnhem)

    calls: list[Any] = []

    def second_fails(**facts: Any) -> NewActor:
        calls.append(facts)
        if len(calls) == 2:
            raise ValidationError({"kind": "Kan niet."})
        return new_actor(**facts)

    monkeypatch.setattr("actors.services.imports.places.new_actor", second_fails)
    run = ask_import(run=run, by=fatima, skip_wrong=False)
    assert (run.state, run.problem) == ("FAILED", "Rij 3. Soort: Kan niet.")
    assert not Actor.objects.exists()
    assert not ImportLine.objects.exists()
    assert not LogEntry.objects.filter(model="actors.Actor").exists()


def test_what_the_database_refuses_names_the_rows(fatima: User, arnhem: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    run = checked(fatima, "actors", FILE, arnhem)
    monkeypatch.setattr("actors.services.actors.fold_actor", lambda actor: setattr(actor, "sort_name", ""))
    run = ask_import(run=run, by=fatima)
    assert run.state == "FAILED"
    assert run.problem.startswith("Rij 2-3 past niet")
    assert not Actor.objects.exists()


def test_many_new_places_take_few_statements(fatima: User, arnhem: Area) -> None:
    def statements(count: int, street: str) -> int:
        rows = [[*BAKER[:3], f"{street} {number}", *BAKER[4:]] for number in range(1, count + 1)]
        run = checked(fatima, "actors", [HEADS, *rows], arnhem)
        with CaptureQueriesContext(connection) as queries:
            ask_import(run=run, by=fatima)
        return len(queries)

    assert statements(60, "Steenstraat") - statements(10, "Hommelstraat") <= 3


def test_themes_come_in_and_are_only_added(fatima: User, arnhem: Area) -> None:
    green, young = (Theme.objects.create(municipality=arnhem, name=name) for name in ("Groen", "Jeugd"))
    heads = [*HEADS, "Thema's"]
    imported(fatima, "actors", [heads, [*CAFE, "groen"]], arnhem)
    cafe = Actor.objects.get()
    assert list(cafe.themes.all()) == [green]
    run = imported(fatima, "actors", [heads, [*CAFE, "Jeugd"]], arnhem)
    assert counts(run) == (0, 1, 0, 0)
    assert set(cafe.themes.all()) == {green, young}
    ask_undo(run=run, by=fatima)
    assert list(cafe.themes.all()) == [green]
    assert (
        "Het thema ‘Ruimte’ kennen we niet"
        in messages(checked(fatima, "actors", [heads, [*CAFE, "Ruimte"]], arnhem))[0]
    )


def test_the_buurt_follows_from_the_point_or_the_postcode(fatima: User, arnhem: Area, klarendal: Area) -> None:
    north, south = (make_area("BUURT", f"BU020207{n}", name, klarendal) for n, name in ((1, "Noord"), (2, "Zuid")))
    ring = [[5.9, 51.97], [5.92, 51.97], [5.92, 51.99], [5.9, 51.99], [5.9, 51.97]]
    square = {"type": "Polygon", "coordinates": [ring]}
    Border.objects.create(area=north, year=2024, name="Noord", geometry=square, source="test")
    Postcode.objects.create(postcode="6821CD", area=south)
    by_postcode = [*change(CAFE, 3, "Steenstraat 3, 6821 cd Arnhem")]
    imported(fatima, "actors", [HEADS, BAKER, by_postcode], arnhem)
    assert Actor.objects.get(name="Bakkerij Één").buurt == north
    assert Actor.objects.get(name="Café De Klare").buurt == south
    moved = change(change(by_postcode, 6, "51,98"), 7, "5,91")
    imported(fatima, "actors", [HEADS, moved], arnhem)
    assert Actor.objects.get(name="Café De Klare").buurt == north


def test_texts_that_may_tell_too_much_are_asked_about_once(fatima: User, arnhem: Area) -> None:
    rows = [[*HEADS, "Wil graag"], [*CAFE, "Hulp voor Henk de Vries met zijn depressie"], [*BAKER, "een nieuwe oven"]]
    run = checked(fatima, "actors", rows, arnhem)
    assert [(each["row"], each["column"]) for each in run.asks] == [(2, "Wil graag")]
    assert "gezondheid" in run.asks[0]["message"]
    assert "Henk" not in str(run.errors)
    assert run.wrong == []
    with pytest.raises(ValidationError, match="Kijk de teksten na"):
        ask_import(run=run, by=fatima)
    assert ask_import(run=run, by=fatima, keep_texts=True).state == "DONE"
    assert checked(fatima, "actors", rows, arnhem).asks == []


def test_doing_it_twice_does_it_once(fatima: User, arnhem: Area) -> None:
    run = imported(fatima, "actors", FILE, arnhem)
    do_import(run.pk)
    ask_import(run=run, by=fatima, skip_wrong=False)
    assert Actor.objects.count() == 2


def test_the_admin_of_the_gemeente_fills_any_wijk_of_it(beheer: User, arnhem: Area, klarendal: Area) -> None:
    rows = [HEADS, BAKER, change(CAFE, 2, "Geitenkamp")]
    assert counts(imported(beheer, "actors", rows, arnhem)) == (2, 0, 0, 0)


def test_answers_for_all_rows_stand_in_for_columns(fatima: User, arnhem: Area, klarendal: Area) -> None:
    run = imported(
        fatima,
        "actors",
        [["naam", "iets"], ["De Malle Molen", "x"]],
        arnhem,
        {"kind": "Buurthuis", "area": "Klarendal"},
    )
    actor = Actor.objects.get()
    assert (run.state, actor.kind.name, actor.area) == ("DONE", "Buurthuis", klarendal)


def test_a_place_of_another_wijk_with_this_name_is_another_place(
    fatima: User, anna: User, arnhem: Area, geitenkamp: Area
) -> None:
    imported(anna, "actors", [HEADS, change(change(CAFE, 2, "Geitenkamp"), 3, "Dorpsplein 1")], arnhem)
    assert counts(checked(fatima, "actors", [HEADS, CAFE], arnhem)) == (1, 0, 0, 0)
    same_street = checked(fatima, "actors", [HEADS, change(CAFE, 3, "Dorpsplein 1")], arnhem)
    assert counts(same_street) == (0, 0, 0, 1)
    assert "Vraag het je collega daar" in messages(same_street)[0]


def test_two_places_of_one_name_ask_for_the_number(fatima: User, arnhem: Area) -> None:
    rows = [HEADS, change(CAFE, 3, "Steenstraat 1"), change(CAFE, 3, "Steenstraat 2")]
    imported(fatima, "actors", rows, arnhem)
    assert "WijkNet-nummer" in messages(checked(fatima, "actors", [HEADS, CAFE], arnhem))[0]
    number = str(Actor.objects.get(house_number="2").pk)
    by_number = [[*HEADS, "WijkNet-nummer"], [*change(CAFE, 4, "14 026"), number]]
    assert counts(imported(fatima, "actors", by_number, arnhem)) == (0, 1, 0, 0)
    assert Actor.objects.get(house_number="2").phone == "14 026"


def test_a_formula_is_text_and_an_apostrophe_that_fends_it_off_goes(fatima: User, arnhem: Area) -> None:
    imported(fatima, "actors", [HEADS, change(CAFE, 0, "'=1+1"), change(BAKER, 0, "=2+2")], arnhem)
    assert set(Actor.objects.values_list("name", flat=True)) == {"=1+1", "=2+2"}


def test_numbers_of_people_are_masked(fatima: User, arnhem: Area) -> None:
    rows = [[*HEADS, "Wil graag"], [*CAFE, "Steun op NL91ABNA0417164300"]]
    imported(fatima, "actors", rows, arnhem)
    assert "ABNA" not in Actor.objects.get().wants
    assert counts(checked(fatima, "actors", rows, arnhem)) == (0, 0, 1, 0)


# Undo


def test_a_whole_import_is_undone(fatima: User, arnhem: Area) -> None:
    imported(fatima, "actors", [HEADS, CAFE], arnhem)
    before = Actor.objects.values().get()
    run = imported(fatima, "actors", [HEADS, BAKER, change(CAFE, 4, "14 026")], arnhem)
    assert counts(run) == (1, 1, 0, 0)
    undone = ask_undo(run=run, by=fatima)
    assert (undone.state, undone.kept, undone.counts["undone"]) == ("UNDONE", [], 2)
    after = Actor.objects.values().get()
    assert {**after, "version": 1} == before
    assert after["version"] == 3
    assert not ImportLine.objects.filter(run=run).exists()
    assert not StoredFile.objects.filter(owner_pk=run.pk).exists()
    do_undo(run.pk)


def test_what_was_changed_or_used_since_stays_and_is_named(fatima: User, arnhem: Area, klarendal: Area) -> None:
    third = change(change(CAFE, 0, "Derde"), 3, "Elders 3")
    run = imported(fatima, "actors", [HEADS, BAKER, CAFE, third], arnhem)
    baker, cafe = Actor.objects.get(name="Bakkerij Één"), Actor.objects.get(name="Café De Klare")
    change_actor(actor=baker, by=fatima, version=1, area=klarendal, name="Bakkerij Twee", kind=kind_named("Winkel"))
    add_person_function(by=fatima, actor=cafe, name="Emine (test)", title="eigenaar", ground="FUNCTION")
    undone = ask_undo(run=run, by=fatima)
    assert [(line["what"], line["why"]) for line in undone.kept] == [
        ("Café De Klare", "wordt gebruikt"),
        ("Bakkerij Twee", "is daarna veranderd"),
    ]
    assert set(Actor.objects.values_list("name", flat=True)) == {"Bakkerij Twee", "Café De Klare"}


def test_after_its_term_it_cannot_be_undone_and_its_file_is_gone(fatima: User, arnhem: Area) -> None:
    run = imported(fatima, "actors", FILE, arnhem)
    ImportRun.objects.update(done_at=timezone.now() - timedelta(days=31))
    run.refresh_from_db()
    assert ask_undo(run=run, by=fatima).state == "DONE"
    assert clear_old() > 0
    assert not StoredFile.objects.exists()
    assert not ImportLine.objects.exists()
    assert ImportRun.objects.exists()
    assert Actor.objects.count() == 2


def test_what_nobody_finished_goes(fatima: User, arnhem: Area) -> None:
    uploaded(fatima, "actors", FILE, arnhem)
    assert clear_old() == 0
    ImportRun.objects.update(started_at=timezone.now() - timedelta(days=15))
    clear_old()
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()


def test_thrown_away_is_gone_and_done_is_not_thrown_away(fatima: User, arnhem: Area) -> None:
    discard_import(run=uploaded(fatima, "actors", FILE, arnhem), by=fatima)
    assert not StoredFile.objects.exists()
    with pytest.raises(ValidationError, match="al geïmporteerd"):
        discard_import(run=imported(fatima, "actors", FILE, arnhem), by=fatima)
