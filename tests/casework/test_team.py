"""The work per wijk: numbers that lead to lists, and nothing of who did what."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from tests.conftest import AsUser, make_area, make_user
from tests.initiatives.make import make_initiative
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, Signal
from wijknet.casework.services import Next, open_case
from wijknet.casework.team import MOST, Number, work_of
from wijknet.casework.views.team import FEW
from wijknet.ui.dates import add_working_days, today

URL = "/werk-per-wijk/"


def a_case(by: User, area: Area, life: Actor, **columns: object) -> Case:
    made = open_case(
        by=by,
        area=area,
        key=uuid4(),
        title="Hard rijden",
        question="Hoe veilig?",
        following=Next(problem="unsolved", step="Meten", turn="ME", due=add_working_days(today(), 3)),
        life=[life],
    )
    Case.objects.filter(pk=made.pk).update(**columns) if columns else None
    return made


def an_agreement(by: User, area: Area, **columns: object) -> Agreement:
    values = {"made_on": today() - timedelta(days=60), "due": today(), "street": "Akkerstraat"} | columns
    made: Agreement = Agreement.objects.create(
        by=by, area=area, municipality=area.municipality or area, what="Bellen", **values
    )
    return made


def numbers(area: Area) -> dict[str, int]:
    return {number.label: number.count for number in work_of([area])[0].numbers}


def test_every_number_counts_what_it_says(fatima: User, klarendal: Area, linden: Actor, geitenkamp: Area) -> None:
    a_case(fatima, klarendal, linden)
    a_case(fatima, klarendal, linden, due=today() - timedelta(days=1), turn="SYSTEM")
    a_case(fatima, klarendal, linden, due=add_working_days(today(), -6))
    closed = {"state": "CLOSED", "closed_on": today(), "result_life": "x", "result_system": "x"}
    a_case(fatima, klarendal, linden, reached_life=True, reached_system=True, **closed)
    an_agreement(fatima, klarendal)
    an_agreement(fatima, klarendal, due=today() - timedelta(days=3))
    an_agreement(fatima, klarendal, due=today() + timedelta(days=40))
    an_agreement(fatima, klarendal, only_me=True)
    make_initiative(klarendal)
    Signal.objects.create(
        title="Afval",
        area=klarendal,
        municipality=klarendal.municipality or klarendal,
        raised_count=1,
        street="Akkerstraat",
    )
    assert numbers(klarendal) == {
        "verbindingen open": 3,
        "daarvan is de gemeente aan zet": 1,
        "verbindingen te laat": 2,
        "verbindingen veel te laat": 1,
        "afspraken open": 3,
        "afspraken voor deze week": 1,
        "afspraken te laat": 1,
        "inzendingen die wachten": 1,
        "inzendingen te laat": 0,
        "signalen open": 1,
    }
    assert set(numbers(geitenkamp).values()) == {0}


def test_beyond_a_hundred_it_does_not_count_on() -> None:
    assert Number(label="x", count=MOST, route="cases").words == "99"
    assert Number(label="x", count=MOST + 1, route="cases").words == "99+"


def test_it_names_no_colleague_and_no_note(
    fatima: User, beheer: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    a_case(fatima, klarendal, linden, due=today() - timedelta(days=30))
    html = as_user(beheer).get(URL).content.decode()
    for words in ("Fatima", "Hard rijden", "Meten"):
        assert words not in html
    # Who runs the gemeente may not open the lists, so no number leads to one.
    assert "/verbindingen/?" not in html


def test_a_number_leads_to_its_list(
    fatima: User, anna: User, as_user: AsUser, klarendal: Area, geitenkamp: Area, linden: Actor
) -> None:
    a_case(fatima, klarendal, linden, due=add_working_days(today(), -6))
    browser = as_user(fatima)
    html = browser.get(URL).content.decode()
    address = f"/verbindingen/?wijk={klarendal.code}&amp;staat=veel-te-laat"
    assert address in html
    assert "Hard rijden" in browser.get(address.replace("&amp;", "&")).content.decode()
    assert "Geitenkamp" not in html
    assert "Klarendal" not in as_user(anna).get(URL).content.decode()


def test_wijken_where_nothing_is_open_stand_in_one_line(
    fatima: User, beheer: User, as_user: AsUser, arnhem: Area, klarendal: Area, linden: Actor
) -> None:
    a_case(fatima, klarendal, linden)
    for number in range(FEW):
        make_area("WIJK", f"WK0202{number + 50}", f"Stille wijk {number}", arnhem)
    html = as_user(beheer).get(URL).content.decode()
    assert html.count('class="wn-counts"') == 1
    assert f"Stille wijk {FEW - 1}." in html
    assert "Stille wijk" not in as_user(fatima).get(URL).content.decode()


def test_late_and_very_late_are_filters(fatima: User, as_user: AsUser, klarendal: Area, linden: Actor) -> None:
    a_case(fatima, klarendal, linden, title="Net te laat", due=add_working_days(today(), -5))
    a_case(fatima, klarendal, linden, title="Veel te laat", due=add_working_days(today(), -6))
    browser = as_user(fatima)
    late = browser.get("/verbindingen/", {"staat": "laat"}).content.decode()
    assert "Net te laat" in late
    assert late.count("wn-case__title") == 2
    very = browser.get("/verbindingen/", {"staat": "veel-te-laat"}).content.decode()
    assert "Net te laat" not in very
    assert very.count("wn-case__title") == 1


def test_as_many_queries_for_one_wijk_as_for_fifty(as_user: AsUser, arnhem: Area) -> None:
    runs_all = make_user("alles@arnhem.example", "Alles (test)", arnhem, Function.WIJKMANAGER)
    browser = as_user(runs_all)
    counts = []
    for start in (0, 50):
        for number in range(start, start + max(1, start)):
            make_area("WIJK", f"WK0202{number:03}", f"Wijk {number}", arnhem)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(URL).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
