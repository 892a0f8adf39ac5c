"""After a talk: a relation is proposed and not made, one group is asked for, and who is asked too often is spared."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from actors.models import Actor, ActorKind, Approach, InformalNetwork, MunicipalContact, PersonFunction, Reach, Tie
from actors.services import add_person_function, add_tie, note_approach
from tests.casework.conftest import make_actor
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.casework import services
from wijknet.casework.asking import MetTogether, SpokeFor, question_of
from wijknet.casework.models import CaseParty, ContactMoment, PutAside
from wijknet.casework.services import Next, Talk
from wijknet.ui import dates


@pytest.fixture
def baker(klarendal: Area, huisarts: ActorKind) -> Actor:
    return make_actor("Bakker Ali", klarendal, huisarts)


def talk(by: User, area: Area, *parties: Any, **fields: Any) -> ContactMoment:
    made = services.log_moment(
        by=by, area=area, key=uuid4(), talk=Talk(line="Samen gesproken.", parties=parties), **fields
    )
    found: ContactMoment = ContactMoment.objects.with_parties().get(pk=made.pk)
    return found


def give(client: Client, moment: ContactMoment, question: Any, answer: str) -> str:
    url = reverse("moment-answer", args=[moment.pk])
    return client.post(url, {"key": question.key, "antwoord": answer}, follow=True).content.decode()


def test_two_that_met_are_proposed_and_made_by_one_word(
    as_user: AsUser, fatima: User, klarendal: Area, linden: Actor, teahour: InformalNetwork
) -> None:
    moment = talk(fatima, klarendal, linden, teahour)
    assert not Tie.objects.exists()
    question = question_of(fatima, moment)
    assert isinstance(question, MetTogether)
    page = as_user(fatima).get(moment.get_absolute_url()).content.decode()
    assert "Hoe goed kennen" in page
    for word in ("Spreekt soms", "Kent goed", "Werkt samen"):
        assert word in page
    assert "Kies een van de antwoorden" in give(as_user(fatima), moment, question, "4")
    assert "De relatie is bewaard." in give(as_user(fatima), moment, question, "3")
    tie = Tie.objects.get()
    assert (tie.strength, tie.last_confirmed_on) == (Tie.Strength.WELL, dates.local_date(moment.at))
    assert question_of(fatima, moment) is None
    give(as_user(fatima), moment, question, "5")
    assert Tie.objects.get().strength == Tie.Strength.WELL


def test_a_relation_that_is_known_in_either_direction_is_not_asked(
    fatima: User, klarendal: Area, linden: Actor, baker: Actor
) -> None:
    add_tie(by=fatima, area=klarendal, source=baker, target=linden, strength=1)
    assert question_of(fatima, talk(fatima, klarendal, linden, baker)) is None


def test_nee_is_remembered_for_the_next_talk(
    as_user: AsUser, fatima: User, klarendal: Area, linden: Actor, baker: Actor
) -> None:
    moment = talk(fatima, klarendal, linden, baker)
    question = question_of(fatima, moment)
    for _ in range(2):
        give(as_user(fatima), moment, question, "nee")
    assert PutAside.objects.count() == 1
    assert question_of(fatima, talk(fatima, klarendal, baker, linden)) is None
    assert not Tie.objects.exists()


def test_one_pair_at_a_time(
    fatima: User, klarendal: Area, linden: Actor, baker: Actor, teahour: InformalNetwork
) -> None:
    moment, asked = talk(fatima, klarendal, linden, baker, teahour), set()
    while question := question_of(fatima, moment):
        assert question.key not in asked
        asked.add(question.key)
        services.put_aside(by=fatima, moment=moment, key=question.key)
    assert len(asked) == 3


def test_never_of_a_sensitive_kind_or_a_person(
    fatima: User, klarendal: Area, linden: Actor, baker: Actor, elderly: ResidentGroup
) -> None:
    sensitive = ActorKind.objects.create(name="gebedshuis (test)", sensitive=True)
    house = make_actor("Huis van gebed", klarendal, sensitive)
    doctor: PersonFunction = add_person_function(
        by=fatima, actor=linden, name="Dokter (test)", title="huisarts", ground="FUNCTION"
    )
    assert question_of(fatima, talk(fatima, klarendal, house, doctor)) is None
    question = question_of(fatima, talk(fatima, klarendal, house, doctor, baker))
    assert isinstance(question, SpokeFor)
    assert question.side == baker


def test_for_whom_was_spoken_is_asked_one_at_a_time(
    as_user: AsUser, fatima: User, klarendal: Area, linden: Actor, elderly: ResidentGroup
) -> None:
    small = ResidentGroup.objects.create(
        name="Heel klein", area=klarendal, municipality=elderly.municipality, size=3, source="schatting"
    )
    moment = talk(fatima, klarendal, linden)
    question = question_of(fatima, moment)
    assert isinstance(question, SpokeFor)
    assert list(question.groups) == [elderly]
    assert "Kies een van de antwoorden" in give(as_user(fatima), moment, question, str(small.pk))
    assert "bereikt" in give(as_user(fatima), moment, question, str(elderly.pk))
    reach = Reach.objects.get()
    assert (reach.actor, reach.group, reach.level) == (linden, elderly, Reach.Level.REACHES)
    assert question_of(fatima, moment) is None


def test_an_old_talk_asks_nothing(fatima: User, klarendal: Area, linden: Actor, elderly: ResidentGroup) -> None:
    moment = talk(fatima, klarendal, linden)
    assert question_of(fatima, moment) is not None
    moment.at = moment.at.replace(year=moment.at.year - 1)
    assert question_of(fatima, moment) is None


def test_a_reader_is_not_asked_and_cannot_answer(
    as_user: AsUser, fatima: User, joris: User, klarendal: Area, linden: Actor, elderly: ResidentGroup
) -> None:
    moment = talk(fatima, klarendal, linden)
    assert "Voor wie sprak je vandaag?" not in as_user(joris).get(moment.get_absolute_url()).content.decode()
    question = question_of(fatima, moment)
    assert question is not None
    url = reverse("moment-answer", args=[moment.pk])
    assert as_user(joris).post(url, {"key": question.key, "antwoord": "nee"}).status_code == 403


def test_a_talk_alone_is_no_request_and_a_question_in_it_is(fatima: User, klarendal: Area, linden: Actor) -> None:
    talk(fatima, klarendal, linden)
    assert not Approach.objects.exists()
    talk(fatima, klarendal, linden, asked=True)
    approach = Approach.objects.get()
    assert (approach.actor, approach.by, approach.area) == (linden, fatima, klarendal)


def test_a_partner_is_asked_and_who_it_is_for_is_not(
    fatima: User, klarendal: Area, linden: Actor, baker: Actor, traffic: MunicipalContact
) -> None:
    Actor.objects.filter(pk=linden.pk).update(email="praktijk@arnhem.example")
    case = services.open_case(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        title="Zitplek",
        question="Wie heeft een stoel?",
        following=Next(problem="unsolved", step="Vraag het", turn="ME", due=dates.today()),
        life=[baker],
        system=[traffic],
    )
    assert not Approach.objects.exists()
    for _ in range(2):
        services.link_contact(by=fatima, case=case, contact=Actor.objects.get(pk=linden.pk))
    assert [(row.actor, row.why) for row in Approach.objects.all()] == [(linden, "partner in een verbinding")]
    party = CaseParty.objects.with_names().get(actor=linden)
    wanted = dates.add_working_days(dates.today(), 5)
    services.ask_answer(by=fatima, party=party, key=uuid4(), question="Heb je een stoel?", wanted_by=wanted)
    assert Approach.objects.filter(actor=linden).count() == 2


def test_who_is_asked_too_often_is_said_before_the_next_time(
    as_user: AsUser, fatima: User, anna: User, klarendal: Area, geitenkamp: Area, linden: Actor
) -> None:
    url = f"{reverse('moment-new')}?actor={linden.pk}"
    for by, area in ((fatima, klarendal), (anna, geitenkamp)):
        note_approach(actor=linden, by=by, area=area, why="geheim doel")
    assert "al 2 keer gevraagd" not in as_user(fatima).get(url).content.decode()
    note_approach(actor=linden, by=anna, area=geitenkamp, why="geheim doel")
    for address in (url, f"/actoren/{linden.pk}/gesprek/"):
        page = " ".join(as_user(fatima).get(address).content.decode().split())
        assert f"{linden} is al 3 keer gevraagd" in page
        assert "1 keer vanuit jouw wijken, 2 keer vanuit een andere wijk" in page
        assert "geheim doel" not in page
        assert anna.first_name not in page
