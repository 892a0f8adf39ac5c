"""Lists as files: exactly the list, no formula, in the log, and read back without a difference."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from actors.exchange.columns import SHEETS
from actors.exchange.rows import heads_of
from actors.models import Actor, InformalNetwork, MunicipalContact, PersonFunction, Tie
from actors.services import add_actor, add_network, set_reach
from actors.views import exports
from tests.actors.imports.make import checked, counts, messages
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.files.sheets import read_rows
from wijknet.log.models import LogEntry, ReadEntry

pytestmark = pytest.mark.django_db
ADDRESSES = {
    "actors": "/actoren/?bestand={}",
    "networks": "/netwerken/?bestand={}",
    "contacts": "/gemeentecontacten/?bestand={}",
    "people": "/aanspreekpunten/ophalen/{}/",
    "ties": "/relaties/ophalen/{}/",
    "reach": "/bereik/ophalen/{}/",
}


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def everything(
    tie: Tie,
    owner: PersonFunction,
    desk: MunicipalContact,
    elderly: ResidentGroup,
    geitenkamp: Area,
    arnhem: Area,
    klarendal: Area,
    fatima: User,
    bakery: Actor,
) -> None:
    """At least one of each, with what is hard to write and read back."""
    add_actor(
        by=fatima,
        area=klarendal,
        name="=SOM(A1), de 'winkel'; \"echt\"",
        kind=kind_named("Winkel"),
        active_in=[geitenkamp],
        street="'t Hofje",
        house_number="-1",
        postcode="6822 GA",
        phone="+31 26 123 45 67",
        website="https://winkel.example",
        connecting=True,
        connecting_why="Iedereen komt er.\nElke dag.",
        lon=5.91,
        lat=51.98,
        rhythm_days=28,
        public=True,
    )
    desk.themes.add(Theme.objects.create(municipality=arnhem, name="Verkeer"))
    desk.wijken.add(klarendal)
    add_network(by=fatima, area=klarendal, name="Leesclub", meeting_place=bakery, actors=[bakery], size=12)
    set_reach(by=fatima, side=bakery, group=elderly, level="TRUSTED", source_text="een bewoner")


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", list(ADDRESSES))
@pytest.mark.usefixtures("everything")
def test_what_goes_out_comes_in_the_same(browser: Client, fatima: User, arnhem: Area, kind: str, format_: str) -> None:
    answer = browser.get(ADDRESSES[kind].format(format_))
    assert answer["Content-Disposition"].endswith(f'.{format_}"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    rows = list(read_rows(answer.content))
    assert rows[0].cells == tuple(heads_of(SHEETS[kind]))
    run = checked(fatima, kind, answer.content, arnhem)
    assert messages(run) == []
    assert counts(run) == (0, 0, len(rows) - 1, 0)
    assert len(run.mapping) == len(rows[0].cells)
    assert len(rows) > 1


@pytest.mark.usefixtures("everything")
def test_a_file_is_exactly_the_filtered_list(browser: Client, bakery: Actor) -> None:
    rows = list(read_rows(browser.get("/actoren/?q=bakkerij&bestand=csv").content))
    assert [row.cells[1] for row in rows[1:]] == [bakery.name]


@pytest.mark.usefixtures("everything")
def test_no_cell_is_a_formula(browser: Client) -> None:
    content = browser.get("/actoren/?bestand=xlsx").content
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert b";'=SOM" in browser.get("/actoren/?bestand=csv").content.replace(b'"', b"")


@pytest.mark.usefixtures("everything")
def test_an_export_is_in_the_log_and_persons_count_as_read(
    browser: Client, fatima: User, owner: PersonFunction
) -> None:
    browser.get("/aanspreekpunten/ophalen/csv/")
    entry = LogEntry.objects.get(verb="export")
    assert (entry.model, entry.actor_id, entry.after) == ("actors.PersonFunction", fatima.pk, {"count": 1})
    assert ReadEntry.objects.filter(actor_id=fatima.pk, object_pk=owner.person_id).count() == 1


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("kind", list(ADDRESSES))
def test_who_works_elsewhere_gets_nothing_of_it(as_user: AsUser, other_gemeente: User, kind: str) -> None:
    assert len(list(read_rows(as_user(other_gemeente).get(ADDRESSES[kind].format("csv")).content))) == 1


def test_a_list_that_is_too_long_asks_to_choose(
    browser: Client, bakery: Actor, practice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 1)
    answer = browser.get("/actoren/?bestand=csv")
    assert answer.status_code == 400
    assert "hoogstens 1 rijen" in answer.content.decode()
    assert not LogEntry.objects.filter(verb="export").exists()


@pytest.mark.parametrize("address", ["/relaties/ophalen/pdf/", "/aanspreekpunten/ophalen/x/"])
def test_another_kind_of_file_is_not_there(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_an_unknown_kind_on_a_list_is_the_page_itself(browser: Client, tea_hour: InformalNetwork) -> None:
    answer: Any = browser.get("/netwerken/?bestand=exe")
    assert answer["Content-Type"].startswith("text/html")
