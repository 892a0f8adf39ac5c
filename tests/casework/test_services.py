"""What the verbs of the work do, and what they refuse."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from actors.models import Actor, InformalNetwork, MunicipalContact
from initiatives.models import Initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.casework import services
from wijknet.casework.models import Agreement, Case, ContactMoment, Signal, Step
from wijknet.casework.services import Heard, NewAgreement, Next, Talk
from wijknet.log.models import LogEntry
from wijknet.ui import dates
from wijknet.ui.conflict import Conflict

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    """Every test here is on Tuesday 24 November 2026, 13:00 in Arnhem."""
    with time_machine.travel(NOON, tick=False):
        yield


def log(fatima: User, area: Area, **values: Any) -> ContactMoment:
    said: dict[str, Any] = {"line": "Wil meedenken over de looproute."} | values
    whole: dict[str, Any] = {name: said.pop(name) for name in ("key", "agreement", "heard") if name in said}
    return services.log_moment(by=fatima, area=area, talk=Talk(**said), **({"key": uuid4()} | whole))


def take_up(fatima: User, area: Area, **values: Any) -> Case:
    defaults: dict[str, Any] = {
        "key": uuid4(),
        "title": "Te hard rijden",
        "question": "Hoe wordt de straat veilig?",
        "following": Next(problem="unsolved", step="Vraag om een meting", turn="ME", due=FRIDAY),
    }
    return services.open_case(by=fatima, area=area, **(defaults | values))


def test_a_talk_with_an_agreement_for_friday(fatima: User, klarendal: Area, linden: Actor) -> None:
    moment = log(fatima, klarendal, parties=[linden], agreement=NewAgreement(what="Route sturen", due=FRIDAY))
    assert [str(party) for party in moment.parties.all()] == ["Huisartsenpraktijk De Linden"]
    agreement = Agreement.objects.get()
    assert (agreement.actor, agreement.due, agreement.made_in, agreement.only_me) == (linden, FRIDAY, moment, False)
    linden.refresh_from_db()
    assert linden.last_spoken_on == dates.today()
    assert set(LogEntry.objects.values_list("verb", flat=True)) == {"log", "agree"}
    assert "looproute" not in str(LogEntry.objects.values_list("after", flat=True))


def test_the_same_key_is_one_talk(fatima: User, klarendal: Area, linden: Actor) -> None:
    key = uuid4()
    again = [log(fatima, klarendal, key=key, parties=[linden]) for _ in range(2)]
    assert again[0] == again[1]
    assert again[0].uuid == key
    assert ContactMoment.objects.count() == 1


def test_a_key_of_someone_else_makes_another_talk(fatima: User, anna: User, klarendal: Area, geitenkamp: Area) -> None:
    key = uuid4()
    log(fatima, klarendal, key=key)
    other = log(anna, geitenkamp, key=key)
    assert other.uuid != key
    assert other.by == anna


def test_a_late_note_does_not_turn_the_clock_back(fatima: User, klarendal: Area, teahour: InformalNetwork) -> None:
    log(fatima, klarendal, parties=[teahour])
    log(fatima, klarendal, parties=[teahour], at=timezone.now() - timedelta(days=9))
    teahour.refresh_from_db()
    assert teahour.last_spoken_on == dates.today()


def test_the_future_is_refused_and_a_fast_clock_is_not(fatima: User, klarendal: Area) -> None:
    with pytest.raises(ValidationError, match="toekomst"):
        log(fatima, klarendal, at=timezone.now() + timedelta(minutes=6))
    assert not ContactMoment.objects.exists()
    assert log(fatima, klarendal, at=timezone.now() + timedelta(minutes=4)).at == timezone.now()


def test_iemand_gives_way_to_a_name(fatima: User, klarendal: Area, linden: Actor, elderly: ResidentGroup) -> None:
    named = log(fatima, klarendal, parties=[None, linden, elderly, linden])
    assert [str(party) for party in named.parties.order_by("pk")] == [linden.name, elderly.name]
    nobody = log(fatima, klarendal)
    assert [str(party) for party in nobody.parties.all()] == ["Iemand (geen naam)"]


def test_an_agreement_for_nobody_stores_nothing(fatima: User, klarendal: Area) -> None:
    with pytest.raises(ValidationError, match="voor één plek"):
        log(fatima, klarendal, agreement=NewAgreement(what="Terugbellen", due=FRIDAY))
    assert not ContactMoment.objects.exists()
    log(fatima, klarendal, agreement=NewAgreement(what="Terugbellen", due=FRIDAY, street="Akkerstraat"))
    assert Agreement.objects.get().for_whom == "Akkerstraat"


def test_hoor_ik_vaker_counts_in_the_open_signal(fatima: User, klarendal: Area, safety: Theme) -> None:
    heard = Heard(street="Akkerstraat")
    first = log(fatima, klarendal, themes=[safety], heard=heard)
    second = log(fatima, klarendal, themes=[safety], heard=Heard(street="AKKERSTRAAT "))
    assert first.signal == second.signal == Signal.objects.get()
    assert Signal.objects.get().raised_count == 2
    log(fatima, klarendal, line="Iets anders", heard=Heard())
    assert Signal.objects.count() == 2


def test_changing_a_talk_needs_the_version_that_was_read(fatima: User, klarendal: Area, linden: Actor) -> None:
    moment = log(fatima, klarendal)
    changed = services.change_moment(
        by=fatima, moment=moment, version=1, talk=Talk(line="Beter gezegd.", parties=[linden])
    )
    assert (changed.line, changed.version) == ("Beter gezegd.", 2)
    with pytest.raises(Conflict) as conflict:
        services.change_moment(by=fatima, moment=moment, version=1, talk=Talk(line="Oud."))
    assert conflict.value.current.line == "Beter gezegd."  # type: ignore[attr-defined]
    assert ContactMoment.objects.get().line == "Beter gezegd."


def test_only_me_ends_after_thirty_days(fatima: User, klarendal: Area, linden: Actor) -> None:
    private = log(
        fatima,
        klarendal,
        parties=[linden],
        visibility="ONLY_ME",
        agreement=NewAgreement(what="Nadenken", due=FRIDAY),
    )
    log(fatima, klarendal)
    assert private.private_until == date(2026, 12, 24)
    with time_machine.travel(NOON + timedelta(days=30), tick=False):
        assert services.expire_private_moments() == 0
    with time_machine.travel(NOON + timedelta(days=31), tick=False):
        assert services.expire_private_moments() == 1
        assert services.expire_private_moments() == 0
    assert ContactMoment.objects.count() == 1
    open_still = Agreement.objects.get()
    assert (open_still.made_in, open_still.only_me) == (None, True)


def test_an_agreement_closes_once_and_with_a_word(fatima: User, klarendal: Area, linden: Actor) -> None:
    agreement = services.make_agreement(
        by=fatima, area=klarendal, key=uuid4(), what="Route sturen", due=FRIDAY, party=linden
    )
    with pytest.raises(ValidationError, match="stilte"):
        services.keep_agreement(by=fatima, agreement=agreement, told="  ")
    kept = services.keep_agreement(by=fatima, agreement=agreement, told="De route is gestuurd.")
    assert kept.kept_on == dates.today()
    assert services.keep_agreement(by=fatima, agreement=agreement, told="De route is gestuurd.") == kept
    with pytest.raises(ValidationError, match="al afgerond"):
        services.withdraw_agreement(by=fatima, agreement=agreement, told="Toch niet.")


def test_pak_dit_op_from_a_talk(
    fatima: User, klarendal: Area, linden: Actor, traffic: MunicipalContact, safety: Theme
) -> None:
    moment = log(fatima, klarendal, parties=[linden])
    key = uuid4()
    case = take_up(fatima, klarendal, key=key, life=[linden], system=[traffic], theme=safety, moment=moment)
    assert take_up(fatima, klarendal, key=key, life=[linden]) == case
    assert (case.role, case.state, case.turn) == ("BRIDGER", "OPEN", "ME")
    assert {(party.world, str(party)) for party in case.parties.all()} == {
        ("LIFE", "Huisartsenpraktijk De Linden"),
        ("SYSTEM", "Bureau Verkeer"),
    }
    assert [(step.what, step.role) for step in case.steps.all()] == [("Opgepakt uit een contactmoment", "BRIDGER")]


def test_a_case_needs_someone_in_the_wijk(fatima: User, klarendal: Area, traffic: MunicipalContact) -> None:
    with pytest.raises(ValidationError, match="voor wie in de wijk"):
        take_up(fatima, klarendal, system=[traffic])
    assert not Case.objects.exists()


def step(fatima: User, case: Case, version: int, key: UUID | None = None, problem: str = "indirect") -> Case:
    following = Next(problem=problem, step="Breng ze aan tafel", turn="LIFE", due=FRIDAY)
    return services.add_step(
        by=fatima, case=case, key=key or uuid4(), version=version, what="Meting gevraagd", following=following
    )


def test_a_step_moves_the_case_to_the_lane_of_the_next(fatima: User, klarendal: Area, linden: Actor) -> None:
    case = take_up(fatima, klarendal, life=[linden])
    key = uuid4()
    moved = step(fatima, case, 1, key)
    assert (moved.role, moved.turn, moved.next_step) == ("BROKER", "LIFE", "Breng ze aan tafel")
    assert step(fatima, case, 1, key) == moved
    newest = Step.objects.order_by("-at", "-pk")[0]
    assert (newest.what, newest.role) == ("Meting gevraagd", "BRIDGER")
    assert moved.steps.count() == 2
    with pytest.raises(Conflict):
        step(fatima, case, 1)


def test_a_case_closes_in_both_worlds_and_opens_again(fatima: User, klarendal: Area, linden: Actor) -> None:
    case = take_up(fatima, klarendal, life=[linden])

    def close(version: int, **values: Any) -> Case:
        results: dict[str, Any] = {
            "result_life": "De straat weet het.",
            "result_system": "De gemeente weet het.",
            "reached_life": True,
            "reached_system": False,
        }
        return services.close_case(by=fatima, case=case, version=version, **(results | values))

    with pytest.raises(ValidationError, match="beide werelden"):
        close(1, result_system=" ")
    closed = close(1)
    assert (closed.state, closed.closed_on) == ("CLOSED", dates.today())
    assert close(1) == closed
    with pytest.raises(ValidationError, match="afgerond"):
        step(fatima, case, 2)
    with pytest.raises(ValidationError, match="afgerond"):
        services.link_contact(by=fatima, case=case, contact=linden)
    opened = services.reopen_case(by=fatima, case=case)
    assert (opened.state, opened.closed_on, opened.next_step) == ("OPEN", None, "Vraag om een meting")
    close(opened.version)
    with time_machine.travel(NOON + timedelta(days=31), tick=False), pytest.raises(ValidationError, match="30 dagen"):
        services.reopen_case(by=fatima, case=case)


def test_linking_twice_is_linking_once(fatima: User, klarendal: Area, linden: Actor, traffic: MunicipalContact) -> None:
    case = take_up(fatima, klarendal, life=[linden])
    for _ in range(2):
        services.link_contact(by=fatima, case=case, contact=traffic)
    assert case.parties.filter(municipal_contact=traffic).count() == 1
    assert case.steps.filter(what__startswith="Bureau Verkeer").count() == 1


def test_the_sender_sees_who_has_to_move(
    fatima: User, klarendal: Area, walking_bus: Initiative, traffic: MunicipalContact
) -> None:
    ask = Next(problem="stranding", step="Vraag wie dit kan", turn="SYSTEM", due=FRIDAY)
    case = take_up(fatima, klarendal, initiative=walking_bus, system=[traffic], following=ask)
    walking_bus.refresh_from_db()
    assert (walking_bus.waiting_on, walking_bus.waiting_until) == ("MUNICIPALITY", FRIDAY)
    assert walking_bus.waiting_text == "Bureau Verkeer van de gemeente kijkt ernaar."
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        later = Next(problem="stranding", step="Vraag het na", turn="SYSTEM", due=date(2026, 12, 8))
        services.add_step(by=fatima, case=case, key=uuid4(), version=1, what="Gebeld", following=later)
    walking_bus.refresh_from_db()
    assert (walking_bus.waiting_first, walking_bus.waiting_until) == (FRIDAY, date(2026, 12, 8))


def test_what_ended_five_years_ago_goes(fatima: User, klarendal: Area, linden: Actor) -> None:
    log(fatima, klarendal, parties=[linden], agreement=NewAgreement(what="Nog open", due=FRIDAY), heard=Heard())
    closed = take_up(fatima, klarendal, life=[linden])
    services.close_case(
        by=fatima,
        case=closed,
        version=1,
        result_life="Gelukt.",
        result_system="Gelukt.",
        reached_life=True,
        reached_system=True,
    )
    take_up(fatima, klarendal, life=[linden])
    with time_machine.travel(NOON + timedelta(days=5 * 365), tick=False):
        assert services.clear_old() == 0
    with time_machine.travel(NOON + timedelta(days=5 * 365 + 1), tick=False):
        assert services.clear_old() == 3
        assert services.clear_old() == 0
    assert not ContactMoment.objects.exists()
    assert not Signal.objects.exists()
    assert Case.objects.get().is_open
    assert Agreement.objects.get().is_open
