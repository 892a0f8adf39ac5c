"""Vandaag and the lanes: the right things in the right order, for who may see them, at a fixed price."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor, ActorKind, InformalNetwork, MunicipalContact
from initiatives.models import Initiative
from tests.casework.conftest import make_actor
from tests.conftest import AsUser, make_user
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, Theme
from wijknet.casework.models import Case
from wijknet.casework.services import (
    NewAgreement,
    Next,
    Talk,
    add_step,
    answer_signal,
    close_case,
    link_contact,
    log_moment,
    make_agreement,
    open_case,
    raise_signal,
)

URL = "/dashboard/"
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)
ROLE_OF = {"question": "FIXER", "unsolved": "BRIDGER", "indirect": "BROKER", "plan": "INNOVATIVE_ENTREPRENEUR"}


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    """Tuesday 24 November 2026, 9:30 in Arnhem."""
    with time_machine.travel(NOW, tick=False):
        yield


def body(response: Any) -> str:
    return str(response.content.decode())


def take_up(by: User, area: Area, life: list[Any], **values: Any) -> Case:
    problem = values.pop("problem", "unsolved")
    following = Next(
        problem=problem,
        step=values.pop("step", "Vraag om een meting"),
        turn=values.pop("turn", "SYSTEM"),
        due=values.pop("due", FRIDAY),
    )
    title = values.pop("title", "Te hard rijden")
    return open_case(
        by=by, area=area, key=uuid4(), title=title, question="Hoe dan?", following=following, life=life, **values
    )


def agree(by: User, area: Area, what: str, due: date, **values: Any) -> None:
    with time_machine.travel(NOW - timedelta(days=10), tick=False):
        make_agreement(by=by, area=area, key=uuid4(), what=what, due=due, **({"street": "Akkerstraat"} | values))


def test_an_empty_day_is_a_good_day(fatima: User, as_user: AsUser) -> None:
    page = body(as_user(fatima).get(URL))
    assert "Goedemorgen, Fatima" in page
    assert "Niets vraagt je nu. Een goede dag." in page
    assert "Dit kwartaal is nog niets afgerond." in page
    assert page.count("Hier ligt nu niets.") == 4


def test_what_was_promised_to_residents_stands_first(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, walking_bus: Initiative
) -> None:
    agree(fatima, klarendal, "Late afspraak", date(2026, 11, 20))
    agree(fatima, klarendal, "Afspraak van vandaag", date(2026, 11, 24))
    agree(fatima, klarendal, "Afspraak voor vrijdag", FRIDAY)
    agree(fatima, klarendal, "Afspraak voor later", date(2026, 12, 8))
    take_up(fatima, klarendal, [linden], turn="ME", due=date(2026, 11, 24), step="Bel Bureau Verkeer")
    Actor.objects.filter(pk=linden.pk).update(last_spoken_on=date(2026, 10, 20))
    page = body(as_user(fatima).get(URL))
    order = [
        "Late afspraak",
        "Afspraak van vandaag",
        "Nieuw: Loopbus",
        "Bel Bureau Verkeer",
        "Afspraak voor vrijdag",
        "Huisartsenpraktijk De Linden: 5 weken geleden gesproken",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Afspraak voor later" not in page
    assert "2 werkdagen te laat" in page
    assert "Vertel wat er is gebeurd" in page
    assert "6 dingen vragen je aandacht" in page


def test_a_talk_with_an_agreement_for_friday_stands_under_vandaag(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    log_moment(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        talk=Talk(line="Gesproken.", parties=[linden]),
        agreement=NewAgreement(what="Route sturen", due=FRIDAY),
    )
    page = body(as_user(fatima).get(URL))
    assert "Route sturen (Huisartsenpraktijk De Linden)" in page
    assert "vóór vr 27 november" in page


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 27, 22, 59, tzinfo=UTC), "vandaag"),
        (datetime(2026, 11, 27, 23, 1, tzinfo=UTC), "net te laat"),
        (datetime(2026, 11, 29, 12, 0, tzinfo=UTC), "net te laat"),
        (datetime(2026, 11, 30, 12, 0, tzinfo=UTC), "1 werkdag te laat"),
        (datetime(2026, 12, 28, 12, 0, tzinfo=UTC), "20 werkdagen te laat"),
    ],
)
def test_late_counts_working_days_in_amsterdam(
    fatima: User, as_user: AsUser, klarendal: Area, at: datetime, words: str
) -> None:
    """Due on Friday: late from midnight in Amsterdam; the weekend and Christmas do not count."""
    agree(fatima, klarendal, "Route sturen", FRIDAY)
    with time_machine.travel(at, tick=False):
        page = body(as_user(fatima).get(URL))
    assert words in page


def test_what_a_colleague_keeps_private_is_not_there(
    fatima: User, joris: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    log_moment(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        talk=Talk(line="Alleen voor mij.", parties=[linden], visibility="ONLY_ME"),
        agreement=NewAgreement(what="Zelf nadenken", due=FRIDAY),
    )
    assert "Zelf nadenken" in body(as_user(fatima).get(URL))
    assert "Zelf nadenken" not in body(as_user(joris).get(URL))
    assert "Niets vraagt je nu." in body(as_user(joris).get(URL))


def test_another_wijk_is_not_there_and_the_switcher_narrows(
    fatima: User, anna: User, as_user: AsUser, klarendal: Area, geitenkamp: Area, linden: Actor, elsewhere: Actor
) -> None:
    take_up(fatima, klarendal, [linden], title="Zaak in Klarendal")
    take_up(anna, geitenkamp, [elsewhere], title="Zaak op de Geitenkamp")
    assert "Zaak op de Geitenkamp" not in body(as_user(fatima).get(URL))
    Assignment.objects.create(user=fatima, area=geitenkamp, function=Function.WIJKMANAGER)
    both = User.objects.get(pk=fatima.pk)
    assert "Zaak op de Geitenkamp" in body(as_user(both).get(URL))
    one = body(as_user(both).get(URL, {"wijk": klarendal.code}))
    assert "Zaak in Klarendal" in one
    assert "Zaak op de Geitenkamp" not in one
    assert "Zaak op de Geitenkamp" in body(as_user(both).get(URL, {"wijk": "WK999999"}))


def test_each_case_stands_in_the_lane_of_its_next_step(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    for problem, role in ROLE_OF.items():
        take_up(fatima, klarendal, [linden], problem=problem, title=f"Zaak {role}")
    response = as_user(fatima).get(URL)
    lanes = {lane["role"]: [card.title for card in lane["cards"]] for lane in response.context["lanes"]}
    assert lanes == {role: [f"Zaak {role}"] for role in ROLE_OF.values()}
    moved = Case.objects.get(title="Zaak FIXER")
    following = Next(problem="indirect", step="Aan tafel", turn="LIFE", due=FRIDAY)
    add_step(by=fatima, case=moved, key=uuid4(), version=1, what="Uitgezocht", following=following)
    response = as_user(fatima).get(URL)
    assert [len(lane["cards"]) for lane in response.context["lanes"]] == [0, 1, 2, 1]
    only = as_user(fatima).get(URL, {"rol": "BROKER"})
    assert [lane["role"] for lane in only.context["lanes"]] == ["BROKER"]
    turn = as_user(fatima).get(URL, {"zet": "LIFE"})
    assert [len(lane["cards"]) for lane in turn.context["lanes"]] == [0, 0, 1, 0]


def test_a_card_without_a_desk_proposes_one_and_one_click_links_it(
    fatima: User, joris: User, as_user: AsUser, klarendal: Area, linden: Actor, safety: Theme, traffic: MunicipalContact
) -> None:
    case = take_up(fatima, klarendal, [linden], theme=safety)
    page = body(as_user(fatima).get(URL))
    assert "Past bij het thema: veilig op straat." in page
    url = f"{case.get_absolute_url()}koppelen/?contact={traffic.pk}"
    assert url in page
    assert url not in body(as_user(joris).get(URL))
    as_user(fatima).post(url)
    assert case.parties.filter(municipal_contact=traffic).exists()
    assert "wn-case__side--open" not in body(as_user(fatima).get(URL))


def test_the_result_of_the_quarter_counts_what_worked_out(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    for reached in (True, True, False):
        case = take_up(fatima, klarendal, [linden])
        close_case(
            by=fatima,
            case=case,
            version=1,
            result_life="Er ligt een drempel.",
            result_system="Het staat in het plan.",
            reached_life=reached,
            reached_system=True,
        )
    Case.objects.filter(pk=case.pk).update(closed_on=date(2026, 9, 30), reached_life=True)
    response = as_user(fatima).get(URL)
    bridger = response.context["results"][1]
    assert (bridger.life, bridger.system) == (2, 2)
    assert "2 wijkproblemen zijn opgelost." in body(response)


def finish(by: User, case: Case, on: date) -> None:
    close_case(
        by=by,
        case=case,
        version=1,
        result_life="Er ligt een drempel.",
        result_system="Het staat in het plan.",
        reached_life=True,
        reached_system=True,
    )
    Case.objects.filter(pk=case.pk).update(closed_on=on)


def test_the_result_of_other_days_stands_in_the_address(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    for on in (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 2)):
        finish(fatima, take_up(fatima, klarendal, [linden]), on)
    asked: tuple[tuple[dict[str, str], int], ...] = (
        ({}, 1),
        ({"van": "2026-03-01", "tot": "2026-03-31"}, 2),
        ({"van": "2026-03-31"}, 3),
        ({"van": "2026-03-31", "tot": "2026-03-01"}, 1),
        ({"van": "kaas", "tot": "0000-00-00"}, 1),
        ({"van": "2026-01-01", "wijk": "WK020207"}, 4),
    )
    for query, number in asked:
        response = as_user(fatima).get(URL, query)
        assert response.context["results"][1].life == number, query
    page = body(as_user(fatima).get(URL, {"van": "2025-01-01", "tot": "2025-01-31", "zet": "ME"}))
    assert "In deze dagen is niets afgerond." in page
    assert 'name="zet" value="ME"' in page


def test_a_finished_case_asks_to_answer_everyone(
    fatima: User, anna: User, joris: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    signal = raise_signal(by=fatima, area=klarendal, key=uuid4(), title="Hard rijden", count=3)
    case = take_up(fatima, klarendal, [linden])
    Case.objects.filter(pk=case.pk).update(signal=signal)
    asks = "Iedereen antwoord geven?"
    assert asks not in body(as_user(fatima).get(URL))
    finish(fatima, case, date(2026, 11, 23))
    assert asks in body(as_user(fatima).get(URL))
    assert asks in body(as_user(joris).get(URL))
    assert "Hard rijden" in body(as_user(fatima).get("/signalen/", {"staat": "antwoord"}))
    assert asks not in body(as_user(anna).get(URL))
    answer_signal(by=fatima, signal=signal, key=uuid4(), text="Er ligt een drempel.")
    assert asks not in body(as_user(fatima).get(URL))


def test_a_reader_sees_it_without_buttons_to_write(
    joris: User, fatima: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    agree(fatima, klarendal, "Route sturen", date(2026, 11, 20))
    take_up(fatima, klarendal, [linden])
    page = body(as_user(joris).get(URL))
    assert "Route sturen" in page
    assert "Vertel wat er is gebeurd" not in page
    assert "Pak iets op" not in page


def fill(by: User, area: Area, theme: Theme, kind: ActorKind, number: int) -> None:
    for index in range(number):
        actor = make_actor(f"Plek {index}", area, kind, last_spoken_on=date(2026, 6, 1))
        agree(by, area, f"Afspraak {index}", date(2026, 11, 20), street="", party=actor)
        for problem in ROLE_OF:
            case = take_up(by, area, [actor], problem=problem, theme=theme, turn="ME", due=date(2026, 11, 24))
            if index % 2:
                link_contact(by=by, case=case, contact=MunicipalContact.objects.get())
        Initiative.objects.create(
            reference=f"WN-2026-{Initiative.objects.count() + 100:04d}",
            title=f"Idee {index}",
            story="Samen.",
            area=area,
            municipality=area.municipality,  # type: ignore[misc]
            waiting_until=date(2026, 12, 1),
        )


def test_a_full_dashboard_costs_what_an_empty_one_costs(
    klarendal: Area,
    geitenkamp: Area,
    as_user: AsUser,
    safety: Theme,
    huisarts: ActorKind,
    traffic: MunicipalContact,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    fatima = make_user("druk@arnhem.example", "Druk (test)", klarendal, Function.WIJKMANAGER)
    Assignment.objects.create(user=fatima, area=geitenkamp, function=Function.WIJKMANAGER)
    browser = as_user(fatima)
    counts = []
    for number in (1, 30):
        fill(fatima, klarendal, safety, huisarts, number)
        with django_assert_max_num_queries(15) as captured:
            response = browser.get(URL)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert [len(lane["cards"]) for lane in response.context["lanes"]] == [6] * 4
    assert [lane["count"] for lane in response.context["lanes"]] == [31] * 4
    assert "Toon ze allemaal" in body(response)
    kinds: dict[str, int] = {}
    for todo in response.context["day"].todos:
        kinds[todo.icon] = kinds.get(todo.icon, 0) + 1
    assert kinds == {"agreement": 8, "idea": 8, "clock": 8, "phone": 4}
    assert "Er is meer:" in body(response)
    assert timezone.localdate() == date(2026, 11, 24)


def test_a_network_that_was_not_spoken_to_for_long_asks_too(
    fatima: User, anna: User, joris: User, as_user: AsUser, klarendal: Area, linden: Actor
) -> None:
    """Beside the places, longest first; nobody is asked for one in another wijk, and a reader gets no button."""
    place: dict[str, Any] = {"municipality": klarendal.municipality, "area": klarendal, "meeting_text": "In de tuin"}
    tea, knitting = (
        InformalNetwork.objects.create(**place, name=name, sort_name=name.lower(), last_spoken_on=spoken)
        for name, spoken in (("Theekring", date(2026, 9, 1)), ("Breiclub", date(2026, 10, 20)))
    )
    Actor.objects.filter(pk=linden.pk).update(last_spoken_on=date(2026, 10, 20))
    page = body(as_user(fatima).get(URL))
    assert "Theekring: 2 maanden geleden gesproken" in page
    assert "jullie spreken elkaar meestal elke twee maanden" in page
    assert f'href="/netwerken/{tea.pk}/gesprek/"' in page
    assert f"?network={tea.pk}" in page
    assert page.index("Theekring") < page.index("Huisartsenpraktijk De Linden: ")
    assert knitting.name not in page
    assert "Theekring" not in body(as_user(anna).get(URL))
    assert f"?network={tea.pk}" not in body(as_user(joris).get(URL))


def test_only_mine(fatima: User, beheer: User, as_user: AsUser, klarendal: Area, linden: Actor) -> None:
    colleague = make_user("sam@arnhem.example", "Sam (test)", klarendal, Function.WIJKMANAGER)
    for by, what in ((fatima, "Van mij"), (colleague, "Van Sam")):
        agree(by, klarendal, f"Afspraak {what}", FRIDAY)
        take_up(by, klarendal, [linden], title=f"Zaak {what}")
    everything, mine = (body(as_user(fatima).get(f"{URL}{query}")) for query in ("", "?wie=ik"))
    for words in ("Afspraak Van Sam", "Zaak Van Sam"):
        assert words in everything
        assert words not in mine
    for words in ("Afspraak Van mij", "Zaak Van mij"):
        assert words in mine


def test_only_one_theme_and_never_one_of_another_gemeente(
    fatima: User, as_user: AsUser, klarendal: Area, linden: Actor, safety: Theme, other_wijk: Area
) -> None:
    take_up(fatima, klarendal, [linden], title="Met thema", theme=safety)
    take_up(fatima, klarendal, [linden], title="Zonder thema")
    elsewhere = Theme.objects.create(municipality_id=other_wijk.municipality_id or 0, name="Thema van elders")
    page = body(as_user(fatima).get(f"{URL}?thema={safety.pk}"))
    assert "Met thema" in page
    assert "Zonder thema" not in page
    page = body(as_user(fatima).get(f"{URL}?thema={elsewhere.pk}"))
    assert "Zonder thema" in page
    assert "Thema van elders" not in page


def test_choices_go_along_to_another_wijk_and_to_another_role(
    fatima: User, as_user: AsUser, klarendal: Area, geitenkamp: Area, safety: Theme
) -> None:
    Assignment.objects.create(user=fatima, area=geitenkamp, function=Function.WIJKMANAGER)
    page = body(as_user(fatima).get(f"{URL}?wijk={klarendal.code}&wie=ik&thema={safety.pk}&zet=ME"))
    kept = f"wie=ik&amp;thema={safety.pk}&amp;zet=ME"
    assert f"?wijk={geitenkamp.code}&amp;thema={safety.pk}&amp;wie=ik&amp;zet=ME" in page
    assert f"?wijk={klarendal.code}&amp;{kept}&amp;rol=FIXER#rollen" in page
    assert f'href="?wijk={klarendal.code}"' in page  # "Alles tonen" keeps the wijk
    assert '<details class="wn-more" open>' in page


def test_a_wrong_choice_shows_everything(fatima: User, as_user: AsUser, klarendal: Area, linden: Actor) -> None:
    take_up(fatima, klarendal, [linden], title="Blijft staan")
    for query in ("?thema=x", "?thema=-1", "?wie=niemand", "?zet=zz", "?rol=zz", "?wijk=zz", "?thema=" + "9" * 40):
        assert "Blijft staan" in body(as_user(fatima).get(f"{URL}{query}"))
