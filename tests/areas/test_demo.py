"""The demo's places: real codes, names and numbers, the same after a second time."""

from django.core.management import call_command

from wijknet.areas.models import Area, Border, Figure, MunicipalitySettings, ResidentGroup, Theme
from wijknet.areas.services.demo import load_demo_areas

GOLDEN = {
    "GM0202": ("Arnhem", 167632),
    "WK020201": ("Centrum", 7465),
    "WK020207": ("Klarendal", 7285),
    "WK020224": ("Schuytgraaf", 15705),
    "GM1924": ("Goeree-Overflakkee", 51867),
    "WK192412": ("Stad aan 't Haringvliet", 1540),
}


def test_the_demo_knows_its_places_and_their_numbers(db: None) -> None:
    load_demo_areas()
    values = Figure.objects.filter(indicator__code="AantalInwoners", year=2024)
    found = {f.area.code: (f.area.name, f.value) for f in values.select_related("area")}
    assert {code: found[code] for code in GOLDEN} == GOLDEN
    assert Area.objects.wijken().filter(municipality__code="GM0202").count() == 24
    assert Area.objects.wijken().filter(municipality__code="GM1924").count() == 14
    assert Area.objects.get(code="WK020206").slug == "st-marten-sonsbeek"


def test_the_demo_is_the_same_after_a_second_time(db: None) -> None:
    call_command("load_demo_areas", verbosity=0)
    Theme.objects.filter(name="Leefbaar dorp").update(aim="door ons veranderd")
    counted = [model.objects.count() for model in (Area, Border, Figure, Theme, ResidentGroup)]
    again = load_demo_areas()
    assert (again.new, again.changed) == (0, 0)
    assert [model.objects.count() for model in (Area, Border, Figure, Theme, ResidentGroup)] == counted
    assert Theme.objects.get(name="Leefbaar dorp").aim == "door ons veranderd"


def test_every_group_of_the_demo_is_an_estimate_that_says_so(db: None) -> None:
    load_demo_areas()
    groups = ResidentGroup.objects.all()
    assert groups.count() == ResidentGroup.objects.shown().count() >= 15
    assert all(group.is_estimate and "schatting" in group.source and "(demo)" in group.source for group in groups)
    assert MunicipalitySettings.objects.exclude(phone="").count() == 2
    assert {area.level for area in Area.objects.filter(pk__in=groups.values("area"))} == {"WIJK"}


def test_the_demo_does_not_undo_newer_names_or_settings(db: None) -> None:
    load_demo_areas()
    MunicipalitySettings.objects.filter(municipality__code="GM0202").update(phone="026 123 45 67")
    Area.objects.filter(code="WK020207").update(name="Klarendal-Noord", border_year=2026)
    load_demo_areas()
    assert Area.objects.get(code="WK020207").name == "Klarendal-Noord"
    assert MunicipalitySettings.objects.get(municipality__code="GM0202").phone == "026 123 45 67"
