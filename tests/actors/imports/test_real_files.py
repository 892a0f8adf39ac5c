"""Real files as gemeenten and volunteers keep them: nothing breaks, and what is right comes in."""

from pathlib import Path

import pytest

from actors.models import Actor, MunicipalContact
from actors.services.imports import ask_import, view_file
from tests.actors.imports.make import checked, counts, messages, uploaded
from tests.conftest import make_area
from tests.house import ROOT
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
DATA = ROOT.parent / "shared" / "data"


def real(name: str) -> bytes:
    path: Path = DATA / name
    if not path.is_file():
        pytest.skip(f"the real file {name} is not there")
    return path.read_bytes()


@pytest.fixture
def zuilen(fatima: User) -> Area:
    """A wijk of another gemeente, where fatima works too."""
    wijk = make_area("WIJK", "WK034403", "Zuilen", make_area("GEMEENTE", "GM0344", "Utrecht"))
    Assignment.objects.create(user=fatima, area=wijk, function=Function.WIJKMANAGER)
    return wijk


def test_meeting_places_of_rotterdam(fatima: User, zuilen: Area) -> None:
    """Categories in English are no kinds of ours: one answer stands for all rows, and the column is left alone."""
    content = real("actoren/ontmoetingsplekken_rotterdam.csv")
    assert zuilen.municipality is not None
    run = uploaded(fatima, "actors", content, zuilen.municipality)
    assert {"name", "address", "city", "lat", "lon", "kind"} <= set(run.mapping)
    run = checked(fatima, "actors", content, zuilen.municipality, {"kind": "Buurthuis", "area": "Zuilen"})
    assert counts(run)[3] == 34, "every category is a kind that we do not know"
    assert "kennen we niet" in messages(run)[0]
    without = content.replace(b",categorie,", b",rubriek van hen,", 1)
    run = checked(fatima, "actors", without, zuilen.municipality, {"kind": "Buurthuis", "area": "Zuilen"})
    assert counts(run)[0] >= 30
    done = ask_import(run=run, by=User.objects.get(pk=fatima.pk), skip_wrong=True)
    assert done.state == "DONE"
    church = Actor.objects.get(name="Pauluskerk")
    assert (church.street, church.house_number, church.postcode) == ("Mauritsweg", "20", "3012 JR")
    assert church.lat == 51.9182


def test_gyms_of_zuilen(fatima: User, zuilen: Area) -> None:
    content = real("actoren/sportscholen_zuilen_utrecht.csv").replace(b";Type;", b";Aanbod;", 1)
    assert zuilen.municipality is not None
    run = checked(fatima, "actors", content, zuilen.municipality, {"kind": "Sportschool", "area": "Zuilen"})
    assert counts(run) == (11, 0, 0, 0), messages(run)
    ask_import(run=run, by=User.objects.get(pk=fatima.pk), skip_wrong=False)
    gym = Actor.objects.get(name="Sportcentrum Box&Joy")
    assert (gym.street, gym.house_number, gym.city) == ("Minister Talmastraat", "20", "Utrecht")


@pytest.mark.parametrize("name", ["gemeente/roo_gemeenten_12.csv", "hostile/roo_gemeenten_cp1252.csv"])
def test_the_register_of_gemeenten(fatima: User, zuilen: Area, name: str) -> None:
    """Up to 46 columns, several values in one cell: what fits is shown, what does not is said, nothing breaks."""
    assert zuilen.municipality is not None
    run = uploaded(fatima, "actors", real(name), zuilen.municipality)
    seen = view_file(run)
    assert len(seen.heads) >= 6
    assert seen.heads[run.mapping["name"]] == "Officiële naam"
    run = checked(fatima, "actors", real(name), zuilen.municipality, {"kind": "Andere plek", "area": "Zuilen"})
    assert sum(counts(run)) > 10


def test_departments(fatima: User, zuilen: Area) -> None:
    """Of 240 desks only those of one's own gemeente; chaos in names is kept as it is."""
    assert zuilen.municipality is not None
    run = checked(fatima, "contacts", real("gemeente/roo_afdelingen_woo.csv"), zuilen.municipality)
    new, _changed, _same, wrong = counts(run)
    assert (new >= 1, wrong > 200) == (True, True)
    assert "andere gemeente" in messages(run)[0]
    done = ask_import(run=run, by=User.objects.get(pk=fatima.pk), skip_wrong=True)
    assert MunicipalContact.objects.count() == done.counts["new"]
