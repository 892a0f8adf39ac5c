"""Koppelkansen in a wijk: what is found, who says yes or no, what a yes makes, and how that is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.models import Actor, ActorKind, Alliance, AlliancePartner, Reach
from initiatives.matching import search
from initiatives.models import (
    Event,
    EventInitiative,
    Initiative,
    Introduction,
    Match,
    MatchRun,
    MatchState,
    Moderation,
    Partner,
    Phase,
)
from initiatives.services import (
    change_partner,
    find_matches,
    judge_link,
    judge_match,
    remove_partner,
    reopen_match,
    search_wijk,
)
from initiatives.services.matches import search_again
from initiatives.services.meetings import answer_meeting
from tests.initiatives.make import make_event, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Plan, ResidentGroup, Theme
from wijknet.log.models import LogEntry
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden(klarendal: Area) -> Initiative:
    return make_initiative(
        klarendal, title="Buurttuin aan de rand", story="Samen planten met de jongeren.", place_text="Akkerstraat"
    )


@pytest.fixture
def plan(arnhem: Area) -> Plan:
    return Plan.objects.create(
        municipality=arnhem, name="Koele wijk", sort_name="koele wijk", aim="Meer planten en bomen."
    )


@pytest.fixture
def youth(arnhem: Area, klarendal: Area) -> ResidentGroup:
    return ResidentGroup.objects.create(municipality=arnhem, area=klarendal, name="Jongeren", matters="Een eigen plek.")


def offer_flowers(bakery: Actor) -> Actor:
    Actor.objects.filter(pk=bakery.pk).update(wants="Een groene straat.", offers="Biedt bloemen en planten.")
    return bakery


def found(area: Area) -> dict[str, Match]:
    """What a search stores, by the sort of the other side; one of each is enough here."""
    search_again(area, anyway=True)
    return {str(row.sort): row for row in Match.objects.filter(area=area).with_sides()}


def one_match(area: Area, sort: str) -> Match:
    return found(area)[sort]


def test_all_sorts_are_found_each_with_its_reason(
    klarendal: Area, fatima: User, garden: Initiative, plan: Plan, youth: ResidentGroup, bakery: Actor
) -> None:
    offer_flowers(bakery)
    make_event(klarendal, fatima, title="Samen planten")
    make_initiative(klarendal, title="Bloembakken planten", story="Voor elke deur.", place_text="Hoofdweg")
    rows = found(klarendal)
    assert set(rows) == {"partner", "plan", "groep", "bijeenkomst", "initiatief"}
    assert rows["groep"].reason == "Het idee noemt Jongeren."
    assert "‘planten’" in rows["plan"].reason
    assert all(row.is_open and row.score > 0 for row in rows.values())
    assert rows["initiatief"].initiative_id < (rows["initiatief"].other_id or 0)


def test_what_is_elsewhere_over_small_sensitive_or_ended_is_not_found(
    arnhem: Area,
    klarendal: Area,
    geitenkamp: Area,
    fatima: User,
    anna: User,
    garden: Initiative,
    plan: Plan,
    youth: ResidentGroup,
    mosque: Actor,
    bakery: Actor,
) -> None:
    Plan.objects.update(end=today() - timedelta(days=1))
    ResidentGroup.objects.update(size=4, source="telling")
    Actor.objects.filter(pk=mosque.pk).update(offers="Biedt planten.")
    Actor.objects.filter(pk=bakery.pk).update(offers="Biedt planten.", archived_on=today())
    make_event(geitenkamp, anna, title="Samen planten")
    Event.objects.filter(pk=make_event(klarendal, fatima, title="Samen planten").pk).update(
        cancelled_on=today(), cancelled_why="Storm"
    )
    make_initiative(klarendal, title="Buurttuin planten", phase=Phase.STOPPED)
    make_initiative(klarendal, title="Buurttuin planten", moderation=Moderation.WITHDRAWN)
    make_initiative(klarendal, title="Waarom geen planten?", kind="QUESTION")
    make_initiative(geitenkamp, title="Buurttuin planten")
    assert found(klarendal) == {}


def test_what_a_partner_says_in_an_alliance_counts_and_whom_it_reaches(
    arnhem: Area, klarendal: Area, garden: Initiative, youth: ResidentGroup, bakery: Actor
) -> None:
    green = Theme.objects.create(municipality=arnhem, name="Groen")
    garden.themes.add(green)
    alliance = Alliance.objects.create(municipality=arnhem, area=klarendal, name="A", sort_name="a", goal="Samen.")
    alliance.themes.add(green)
    AlliancePartner.objects.create(alliance=alliance, actor=bakery, offers="Een zaal.")
    Reach.objects.create(municipality=arnhem, area=klarendal, actor=bakery, group=youth, level="TRUSTED")
    match = one_match(klarendal, "partner")
    assert match.actor == bakery
    assert match.reason == "De partner bereikt Jongeren, en het idee noemt die ook. Allebei gaan ze over Groen."


def test_a_search_again_changes_only_proposals_and_finds_nothing_new_when_nothing_changed(
    klarendal: Area, fatima: User, garden: Initiative, plan: Plan, youth: ResidentGroup
) -> None:
    assert find_matches() >= 1
    assert find_matches() == 0
    judge_match(match=Match.objects.get(plan=plan), accepted=False, by=fatima)
    group = Match.objects.get(group=youth)
    plan.aim = "Nieuwe lantaarns."
    plan.version += 1
    plan.save()
    Initiative.objects.filter(pk=garden.pk).update(story="Samen planten.", updated_at=timezone.now())
    assert find_matches() == 1
    assert Match.objects.get(plan=plan).state == MatchState.DROPPED
    assert not Match.objects.filter(pk=group.pk).exists()
    search_wijk(klarendal.pk)
    assert MatchRun.objects.get(area=klarendal).mark


def test_a_partner_is_made_changed_and_taken_back(
    klarendal: Area, fatima: User, garden: Initiative, bakery: Actor
) -> None:
    offer_flowers(bakery)
    match = one_match(klarendal, "partner")
    for _ in range(2):
        judge_match(match=match, accepted=True, by=fatima)
    partner = Partner.objects.get()
    assert (partner.initiative, partner.actor, partner.contribution) == (garden, bakery, "Biedt bloemen en planten.")
    change_partner(partner=partner, goal="Een groene straat", contribution="Zaad", version=1, by=fatima)
    with pytest.raises(Conflict):
        change_partner(partner=partner, goal="x", contribution="", version=1, by=fatima)
    assert one_match(klarendal, "partner").is_accepted
    remove_partner(partner=Partner.objects.get(), by=fatima)
    assert not Partner.objects.exists()
    assert one_match(klarendal, "partner").is_open
    verbs = LogEntry.objects.filter(model__in=["initiatives.Partner", "initiatives.Match"])
    assert sorted(verbs.values_list("verb", flat=True)) == ["change", "change", "change", "create", "delete"]


def test_neighbours_are_asked_and_an_answer_holds_the_undo(klarendal: Area, fatima: User, garden: Initiative) -> None:
    other = make_initiative(klarendal, title="Bloembakken planten", story="Voor elke deur.", place_text="Hoofdweg")
    match = judge_match(match=one_match(klarendal, "initiatief"), accepted=True, by=fatima)
    asked = Introduction.objects.get()
    assert (asked.first, asked.second) == (garden, other)
    reopen_match(match=match, by=fatima)
    assert not Introduction.objects.exists()
    judge_match(match=match, accepted=True, by=fatima)
    answer_meeting(introduction=Introduction.objects.get(), initiative=other, yes=True)
    with pytest.raises(ValidationError, match="gaf al antwoord"):
        reopen_match(match=match, by=fatima)
    assert Match.objects.get(pk=match.pk).is_accepted


def test_an_event_is_linked_and_both_pages_say_the_same(klarendal: Area, fatima: User, garden: Initiative) -> None:
    event = make_event(klarendal, fatima, title="Samen planten")
    match = judge_match(match=one_match(klarendal, "bijeenkomst"), accepted=True, by=fatima)
    link = EventInitiative.objects.get(event=event, initiative=garden)
    assert (link.state, link.reason) == ("LINKED", match.reason)
    judge_link(event=event, initiative=garden, linked=False, reason="", by=fatima)
    assert Match.objects.get(pk=match.pk).state == MatchState.DROPPED
    reopen_match(match=match, by=fatima)
    assert not EventInitiative.objects.exists()
    assert Match.objects.get(pk=match.pk).is_open


def test_what_was_judged_on_the_page_of_the_event_is_no_new_proposal(
    klarendal: Area, fatima: User, garden: Initiative
) -> None:
    event = make_event(klarendal, fatima, title="Samen planten")
    judge_link(event=event, initiative=garden, linked=False, reason="", by=fatima)
    assert one_match(klarendal, "bijeenkomst").state == MatchState.DROPPED


def test_who_comes_second_is_told_what_a_colleague_said(
    klarendal: Area, fatima: User, joris: User, garden: Initiative, plan: Plan
) -> None:
    match = judge_match(match=one_match(klarendal, "plan"), accepted=False, by=fatima)
    for accepted in (True, False):
        with pytest.raises(ValidationError, match="zei al dat dit niet past"):
            judge_match(match=match, accepted=accepted, by=joris)
    with pytest.raises(ValidationError, match="zei al dat dit niet past"):
        judge_match(match=match, accepted=True, by=fatima)
    assert LogEntry.objects.filter(model="initiatives.Match").count() == 1


@pytest.mark.parametrize(
    "ended", [{"phase": Phase.STOPPED}, {"phase": Phase.SUCCEEDED}, {"moderation": Moderation.WITHDRAWN}]
)
def test_what_stopped_is_not_joined_but_may_be_dropped(
    klarendal: Area, fatima: User, garden: Initiative, plan: Plan, ended: dict[str, Any]
) -> None:
    match = one_match(klarendal, "plan")
    assert list(Match.objects.proposed()) == [match]
    Initiative.objects.filter(pk=garden.pk).update(**ended)
    assert not Match.objects.proposed().exists()
    with pytest.raises(ValidationError, match="gestopt of klaar"):
        judge_match(match=match, accepted=True, by=fatima)
    assert Match.objects.get(pk=match.pk).is_open
    judge_match(match=match, accepted=False, by=fatima)


def test_neighbours_who_cannot_be_asked_are_told_and_nothing_is_half_written(
    klarendal: Area, fatima: User, garden: Initiative
) -> None:
    make_initiative(
        klarendal,
        title="Bloembakken planten",
        story="Elke deur.",
        sender={"under_16": True, "sender_name": "A", "contact_name": "Juf"},
    )
    match = one_match(klarendal, "initiatief")
    with pytest.raises(ValidationError, match="niet aan elkaar voorstellen"):
        judge_match(match=match, accepted=True, by=fatima)
    assert Match.objects.get(pk=match.pk).is_open
    assert not LogEntry.objects.filter(model="initiatives.Match").exists()


def test_a_place_that_became_sensitive_or_was_put_away_is_no_partner(
    klarendal: Area, fatima: User, garden: Initiative, bakery: Actor
) -> None:
    offer_flowers(bakery)
    match = one_match(klarendal, "partner")
    Actor.objects.filter(pk=bakery.pk).update(archived_on=today())
    assert not Match.objects.proposed().exists()
    with pytest.raises(ValidationError, match="geen partner"):
        judge_match(match=match, accepted=True, by=fatima)


def test_the_database_refuses_what_makes_no_sense(
    klarendal: Area, garden: Initiative, plan: Plan, youth: ResidentGroup, mosque: Actor, bakery: Actor
) -> None:
    row: dict[str, Any] = {"municipality": klarendal.municipality, "area": klarendal, "initiative": garden}
    Match.objects.create(plan=plan, **row)
    judged: tuple[dict[str, Any], ...] = (
        {"state": "ACCEPTED"},
        {"at": timezone.now()},
        {"state": "X", "at": timezone.now()},
    )
    others: tuple[dict[str, Any], ...] = ({}, {"plan": plan, "group": youth}, {"other": garden}, {"plan": plan})
    for wrong in others:
        with pytest.raises(IntegrityError), transaction.atomic():
            Match.objects.create(**row, **wrong)
    for wrong in judged:
        with pytest.raises(IntegrityError, match="match_state"), transaction.atomic():
            Match.objects.create(group=youth, **row, **wrong)
    with pytest.raises(IntegrityError, match="initiatives_partner_not_of_sensitive"), transaction.atomic():
        Partner.objects.create(initiative=garden, actor=mosque)
    Partner.objects.create(initiative=garden, actor=bakery)
    with pytest.raises(IntegrityError, match="stays_bare"), transaction.atomic():
        Actor.objects.filter(pk=bakery.pk).update(kind=ActorKind.objects.filter(sensitive=True)[0])


def test_a_search_asks_as_much_with_one_as_with_many(
    klarendal: Area, fatima: User, garden: Initiative, plan: Plan, bakery: Actor
) -> None:
    offer_flowers(bakery)
    make_event(klarendal, fatima, title="Samen planten")
    counts = []
    for extra in (0, 20):
        for number in range(extra):
            make_initiative(klarendal, title=f"Planten {number}")
            make_event(klarendal, fatima, title=f"Planten {number}")
        with CaptureQueriesContext(connection) as asked:
            search(klarendal, today=today())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16
