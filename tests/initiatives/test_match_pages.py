"""Koppelkansen on screen: the list of a wijk, the block at an idea, and a connection in two clicks."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.models import Actor
from initiatives.models import Event, Initiative, Introduction, IntroductionAnswer, Match, Partner, Phase
from initiatives.services import judge_match
from initiatives.services.matches import search_again
from tests.conftest import AsUser
from tests.initiatives.make import make_event, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Plan
from wijknet.casework.models import Case
from wijknet.casework.services import Next, close_case, open_case
from wijknet.jobs.models import Task
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db
LIST = "/initiatieven/beheer/koppelkansen/"


@pytest.fixture
def garden(klarendal: Area) -> Initiative:
    return make_initiative(klarendal, title="Buurttuin aan de rand", story="Samen planten.", place_text="Akkerstraat")


def matched(idea: Initiative, *, score: int = 50, **fields: Any) -> Match:
    values = {"area": idea.area, "municipality": idea.municipality, "reason": "Allebei noemen ze ‘planten’."} | fields
    return Match.objects.create(initiative=idea, score=score, **values)


def plan_of(area: Area, name: str) -> Plan:
    assert area.municipality is not None
    return Plan.objects.create(municipality=area.municipality, name=name, sort_name=name.lower(), aim="Meer groen.")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_best_stands_first_with_its_reason_and_pages_go_on(
    as_user: AsUser, fatima: User, klarendal: Area, garden: Initiative
) -> None:
    for number in range(25):
        matched(garden, plan=plan_of(klarendal, f"Plan {number:02}"), score=10 + number)
    page = text(as_user(fatima), LIST)
    assert page.index("Plan 24") < page.index("Plan 05")
    assert "Plan 04" not in page
    assert "Allebei noemen ze ‘planten’." in page
    assert "Er wachten <b>25</b> voorstellen." in page
    onward = as_user(fatima).get(LIST).context["page"].earlier
    assert "Volgende" in page
    further = text(as_user(fatima), f"{LIST}?eerder={onward}")
    assert "Plan 04" in further
    assert "Vorige" in further
    assert "Eerdere" not in page
    for broken in ("x", "1-x", "-5-1", "99999999999999999999-1"):
        assert "Plan 24" in text(as_user(fatima), f"{LIST}?eerder={broken}")


def test_choices_are_in_the_address_and_an_empty_list_says_what_to_do(
    as_user: AsUser, fatima: User, klarendal: Area, garden: Initiative, bakery: Actor
) -> None:
    staff = as_user(fatima)
    assert "Nu geen voorstellen." in text(staff, LIST)
    plan = matched(garden, plan=plan_of(klarendal, "Koele wijk"))
    matched(garden, actor=bakery)
    assert bakery.name not in text(staff, f"{LIST}?soort=plan")
    assert "Koele wijk" not in text(staff, f"{LIST}?soort=partner")
    assert "Niets gevonden met deze keuzes." in text(staff, f"{LIST}?soort=groep")
    assert "Koele wijk" in text(staff, f"{LIST}?soort=onzin&wijk=onzin&staat=onzin")
    judge_match(match=plan, accepted=False, by=fatima)
    assert "Koele wijk" not in text(staff, LIST)
    assert "Koele wijk" in text(staff, f"{LIST}?staat=past-niet&wijk={klarendal.code}")


def test_another_wijk_sees_nothing_and_a_reader_only_looks(
    as_user: AsUser, fatima: User, anna: User, joris: User, klarendal: Area, garden: Initiative
) -> None:
    match = matched(garden, plan=plan_of(klarendal, "Koele wijk"))
    assert "Buurttuin" not in text(as_user(anna), LIST)
    assert as_user(anna).post(f"{LIST}{match.pk}/", {"antwoord": "ja"}).status_code == 404
    assert "Pak dit op" not in text(as_user(joris), LIST)
    assert "Koele wijk" in text(as_user(joris), LIST)
    assert as_user(joris).post(f"{LIST}{match.pk}/", {"antwoord": "ja"}).status_code == 403
    assert as_user(anna).get(f"/verbindingen/nieuw/?koppelkans={match.pk}").status_code == 404
    assert as_user(fatima).get("/verbindingen/nieuw/?koppelkans=x").status_code == 404
    assert Match.objects.get().is_open


def test_yes_no_and_undo_lead_back_to_where_one_was(
    as_user: AsUser, fatima: User, klarendal: Area, garden: Initiative, bakery: Actor
) -> None:
    match, staff = matched(garden, actor=bakery), as_user(fatima)
    choices = {"vraag": f"soort=partner&wijk={klarendal.code}&eerder=5-5&kwaad=//elders"}
    for _ in range(2):
        answer = staff.post(f"{LIST}{match.pk}/", {"antwoord": "ja"} | choices, follow=True)
        assert "is nu partner" in answer.content.decode()
    address = answer.redirect_chain[-1][0]
    assert address.startswith(LIST)
    assert "kwaad" not in address
    assert "eerder" not in address
    assert f"wijk={klarendal.code}" in address
    assert Partner.objects.count() == 1
    here = {"van": garden.reference}
    for word, said in (
        ("terug", "Teruggedraaid"),
        ("nee", "We stellen dit niet meer voor"),
        ("wat", "Kies of het past"),
    ):
        answer = staff.post(f"{LIST}{match.pk}/", {"antwoord": word} | here, follow=True)
        assert answer.redirect_chain[-1][0] == f"{garden.get_desk_url()}#koppelkansen"
        assert said in answer.content.decode()


def test_a_colleague_was_first_and_a_stopped_idea_are_told(
    as_user: AsUser, fatima: User, beheer: User, klarendal: Area, garden: Initiative
) -> None:
    first, second = (matched(garden, plan=plan_of(klarendal, name)) for name in ("Een", "Twee"))
    judge_match(match=first, accepted=True, by=beheer)
    answer = as_user(fatima).post(f"{LIST}{first.pk}/", {"antwoord": "nee"}, follow=True).content.decode()
    assert f"{beheer} nam deze koppelkans al aan" in answer
    Initiative.objects.update(phase=Phase.STOPPED)
    answer = as_user(fatima).post(f"{LIST}{second.pk}/", {"antwoord": "ja"}, follow=True).content.decode()
    assert "is gestopt of klaar" in answer
    assert "Twee" not in text(as_user(fatima), LIST)


def test_the_page_of_an_idea_shows_its_partners_and_koppelkansen_of_both_ideas(
    as_user: AsUser, fatima: User, joris: User, garden: Initiative, bakery: Actor
) -> None:
    other = make_initiative(garden.area, title="Bloembakken")
    matched(garden, other=other)
    partner = Partner.objects.create(initiative=garden, actor=bakery, contribution="Brood van gisteren")
    page = text(as_user(fatima), garden.get_desk_url())
    for words in ("Twee plannen die elkaar helpen.", "Bloembakken", "Brood van gisteren", "Breng in contact"):
        assert words in page
    assert "Buurttuin aan de rand" in text(as_user(fatima), other.get_desk_url())
    address = f"{garden.get_desk_url()}partners/{partner.pk}/"
    staff = as_user(fatima)
    assert staff.post(address, {"goal": "x\0", "contribution": "", "version": 1}).status_code == 400
    saved = staff.post(address, {"goal": "Minder weggooien", "contribution": "Brood", "version": 1}, follow=True)
    assert "Minder weggooien" in saved.content.decode()
    assert staff.post(address, {"goal": "Anders", "contribution": "", "version": 1}).status_code == 409
    wrong = f"{other.get_desk_url()}partners/{partner.pk}/"
    assert staff.get(wrong).status_code == 404
    assert as_user(joris).get(address).status_code == 403
    for _ in range(2):
        assert "geen partner meer" in staff.post(f"{address}weg/", follow=True).content.decode()
    assert not Partner.objects.exists()


def test_a_connection_is_made_filled_in_and_what_came_of_it_is_counted(
    as_user: AsUser, fatima: User, klarendal: Area, garden: Initiative, bakery: Actor
) -> None:
    match = matched(garden, actor=bakery)
    judge_match(match=match, accepted=True, by=fatima)
    staff = as_user(fatima)
    page = text(staff, f"/verbindingen/nieuw/?koppelkans={match.pk}")
    assert f"Hoe helpen “{garden.title}” en “{bakery.name}” elkaar?" in page
    form = staff.get(f"/verbindingen/nieuw/?koppelkans={match.pk}").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"area": klarendal.code, "life": [f"actor-{bakery.pk}"], "next_step": "Bellen", "due": today().isoformat()}
    answer = staff.post(f"/verbindingen/nieuw/?koppelkans={match.pk}", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    case = Case.objects.get()
    assert (case.match, case.initiative) == (match, garden)
    page = text(staff, f"{LIST}?staat=aangenomen")
    assert "Daarvan leidde er 1 tot iets: 1 partner, 1 verbinding." in page
    assert "doet mee als partner, opgepakt" in page
    results: dict[str, Any] = {"result_life": "Brood", "result_system": "Geen"}
    close_case(by=fatima, case=case, version=case.version, reached_life=True, reached_system=False, **results)
    page = text(staff, f"{LIST}?staat=aangenomen")
    assert "Eén verbinding had resultaat." in page
    assert "opgepakt, met resultaat" in page


def test_meetings_and_events_count_only_when_they_happened(
    as_user: AsUser, fatima: User, klarendal: Area, garden: Initiative
) -> None:
    other = make_initiative(klarendal, title="Bloembakken")
    event = make_event(klarendal, fatima, title="Plantdag")
    for match in (
        matched(garden, other=other),
        matched(garden, event=event),
        matched(garden, plan=plan_of(klarendal, "P")),
    ):
        judge_match(match=match, accepted=True, by=fatima)
    staff, address = as_user(fatima), f"{LIST}?staat=aangenomen"
    assert "Daar kwam nog niets uit." in text(staff, address)
    assert "gevraagd, wacht op antwoord" in text(staff, address)
    asked = Introduction.objects.get()
    for idea in (garden, other):
        IntroductionAnswer.objects.create(introduction=asked, initiative=idea, yes=True)
    past = timezone.now() - timedelta(days=1)
    Event.objects.update(starts_at=past - timedelta(hours=1), ends_at=past)
    page = text(staff, address)
    assert "Daarvan leidden er 2 tot iets: 1 kennismaking, 1 bijeenkomst." in page
    assert "zij zeiden allebei ja" in page


def test_one_searches_again_once_a_minute_and_only_in_the_own_wijk(
    as_user: AsUser, fatima: User, anna: User, joris: User, klarendal: Area, garden: Initiative
) -> None:
    plan_of(klarendal, "Koele wijk met planten")
    staff = as_user(fatima)
    for _ in range(2):
        page = staff.post(f"{LIST}zoeken/", {"wijk": klarendal.code}, follow=True).content.decode()
    assert "We zoeken opnieuw" in page
    assert "Gezocht op" in page
    assert Task.objects.count() == 1
    assert (
        "Kies eerst een wijk"
        in as_user(anna).post(f"{LIST}zoeken/", {"wijk": klarendal.code}, follow=True).content.decode()
    )
    assert as_user(joris).post(f"{LIST}zoeken/", {"wijk": klarendal.code}).status_code == 403


@pytest.mark.parametrize("state", ["", "aangenomen"])
def test_pages_ask_as_much_with_one_as_with_fifty(
    as_user: AsUser, fatima: User, klarendal: Area, garden: Initiative, state: str
) -> None:
    staff, counts = as_user(fatima), []
    for number in range(50):
        made = matched(garden, plan=plan_of(klarendal, f"Plan {number}"), score=number)
        if state:
            judge_match(match=made, accepted=True, by=fatima)
        if number in {0, 49}:
            for address in (f"{LIST}?staat={state}", garden.get_desk_url()):
                staff.get(address)
                with CaptureQueriesContext(connection) as asked:
                    staff.get(address)
                counts.append(len([one for one in asked.captured_queries if "log_readentry" not in one["sql"]]))
    assert counts[:2] == counts[2:]
    assert counts[0] <= 8, counts
    # As the page of an idea: 12, and of the 3 of its fragment with the partners and plans of other apps 2.
    assert counts[1] <= 14, counts


def test_a_whole_wijk_is_searched_from_nothing(
    as_user: AsUser, fatima: User, klarendal: Area, garden: Initiative
) -> None:
    plan_of(klarendal, "Samen planten in de wijk")
    assert search_again(klarendal)
    assert not search_again(klarendal)
    assert "Samen planten in de wijk" in text(as_user(fatima), LIST)


def test_a_case_of_a_koppelkans_stays_when_the_koppelkans_goes(
    fatima: User, klarendal: Area, garden: Initiative
) -> None:
    match = matched(garden, plan=plan_of(klarendal, "P"))
    following = Next(problem="stranding", step="Bellen", turn="ME", due=today())
    made = open_case(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        title="T",
        question="Q",
        following=following,
        initiative=garden,
        match=match,
    )
    match.delete()
    made.refresh_from_db()
    assert made.match is None
