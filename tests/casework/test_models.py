"""The rules that the database keeps, each shown to refuse what is wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors.models import Actor, InformalNetwork, MunicipalContact
from tests.casework.conftest import place
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, CaseParty, ContactMoment, MomentParty, Signal, Step

TODAY = date(2026, 11, 24)


def a_moment(area: Area, by: User, **values: Any) -> ContactMoment:
    moment: ContactMoment = ContactMoment.objects.create(**(place(area) | {"by": by, "line": "Een regel."} | values))
    return moment


def a_case(area: Area, by: User, **values: Any) -> Case:
    defaults = {
        "by": by,
        "title": "Te hard rijden",
        "question": "Hoe wordt de straat veilig?",
        "problem": "unsolved",
        "role": "BRIDGER",
        "next_step": "Vraag Bureau Verkeer om een meting",
        "turn": "ME",
        "due": TODAY,
    }
    case: Case = Case.objects.create(**(place(area) | defaults | values))
    return case


def an_agreement(area: Area, by: User, **values: Any) -> Agreement:
    defaults = {"by": by, "what": "Route sturen", "made_on": TODAY, "due": TODAY + timedelta(days=3)}
    agreement: Agreement = Agreement.objects.create(**(place(area) | defaults | values))
    return agreement


def refused(name: str, make: Callable[[], Any]) -> None:
    """The database itself refuses, by the rule with this name."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def test_a_moment_lies_in_the_past_and_says_something(klarendal: Area, fatima: User) -> None:
    a_moment(klarendal, fatima)
    later = timezone.now() + timedelta(hours=1)
    refused("casework_moment_not_future", lambda: a_moment(klarendal, fatima, at=later))
    refused("casework_moment_has_line", lambda: a_moment(klarendal, fatima, line=""))
    refused("casework_moment_minutes", lambda: a_moment(klarendal, fatima, minutes=0))


def test_only_me_has_an_end_and_nothing_else_has(klarendal: Area, fatima: User) -> None:
    a_moment(klarendal, fatima, visibility="ONLY_ME", private_until=TODAY)
    refused("casework_moment_private_ends", lambda: a_moment(klarendal, fatima, visibility="ONLY_ME"))
    refused("casework_moment_private_ends", lambda: a_moment(klarendal, fatima, private_until=TODAY))


def test_a_party_is_one_thing_or_nobody(klarendal: Area, fatima: User, linden: Actor, teahour: InformalNetwork) -> None:
    moment = a_moment(klarendal, fatima)
    assert str(MomentParty.objects.create(moment=moment)) == "Iemand (geen naam)"
    assert str(MomentParty.objects.create(moment=moment, actor=linden)) == "Huisartsenpraktijk De Linden"
    refused(
        "casework_moment_party_one",
        lambda: MomentParty.objects.create(moment=moment, actor=linden, network=teahour),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        MomentParty.objects.create(moment=moment, actor=linden)


def test_an_agreement_is_for_exactly_one(klarendal: Area, fatima: User, linden: Actor) -> None:
    an_agreement(klarendal, fatima, actor=linden)
    an_agreement(klarendal, fatima, street="Akkerstraat")
    refused("casework_agreement_for_one", lambda: an_agreement(klarendal, fatima))
    refused("casework_agreement_for_one", lambda: an_agreement(klarendal, fatima, actor=linden, street="Akkerstraat"))


def test_an_agreement_closes_one_way_and_never_in_silence(klarendal: Area, fatima: User, linden: Actor) -> None:
    def closed(**values: Any) -> Callable[[], Agreement]:
        return lambda: an_agreement(klarendal, fatima, actor=linden, **values)

    closed(kept_on=TODAY, told="Gestuurd.")()
    refused("casework_agreement_closing", closed(kept_on=TODAY))
    closed(told="Gestuurd.")()  # opened again: the words stay
    refused("casework_agreement_closing", closed(kept_on=TODAY, withdrawn_on=TODAY, told="Allebei."))
    refused("casework_agreement_due", closed(due=TODAY - timedelta(days=1)))


def test_an_open_case_says_who_moves(klarendal: Area, fatima: User) -> None:
    for name in ("next_step", "turn", "role"):
        refused("casework_case_moves", partial(a_case, klarendal, fatima, **{name: ""}))
    refused("casework_case_asks", lambda: a_case(klarendal, fatima, question=""))
    refused("casework_case_open", lambda: a_case(klarendal, fatima, closed_on=TODAY))


def test_a_closed_case_has_a_result_in_both_worlds(klarendal: Area, fatima: User) -> None:
    both = {"result_life": "De straat weet het.", "result_system": "De gemeente weet het."}
    whole = both | {"state": "CLOSED", "closed_on": TODAY, "reached_life": True, "reached_system": False}
    a_case(klarendal, fatima, **whole)
    for name, empty in (("result_life", ""), ("result_system", ""), ("closed_on", None), ("reached_life", None)):
        refused("casework_case_closed", partial(a_case, klarendal, fatima, **(whole | {name: empty})))


def test_the_gemeente_stands_in_the_systeemwereld(
    klarendal: Area, fatima: User, traffic: MunicipalContact, teahour: InformalNetwork, linden: Actor
) -> None:
    case = a_case(klarendal, fatima)

    def side(**values: Any) -> Callable[[], CaseParty]:
        return lambda: CaseParty.objects.create(case=case, **values)

    side(world="SYSTEM", municipal_contact=traffic)()
    side(world="LIFE", network=teahour)()
    refused("casework_case_party_world", side(world="LIFE", municipal_contact=traffic))
    refused("casework_case_party_world", side(world="SYSTEM", network=teahour))
    refused("casework_case_party_one", side(world="LIFE"))
    refused("casework_case_party_one", side(world="SYSTEM", municipal_contact=traffic, actor=linden))


def test_signals_count_from_one_and_steps_say_something(klarendal: Area, fatima: User) -> None:
    refused("casework_signal_count", lambda: Signal.objects.create(**place(klarendal), title="Afval", raised_count=0))
    refused("casework_signal_title", lambda: Signal.objects.create(**place(klarendal), title=""))
    refused(
        "casework_signal_dates",
        lambda: Signal.objects.create(
            **place(klarendal), title="Afval", first_heard_on=TODAY, last_heard_on=TODAY - timedelta(days=1)
        ),
    )
    refused("casework_step_what", lambda: Step.objects.create(case=a_case(klarendal, fatima), role="FIXER", by=fatima))
