"""Fills an empty database for the bench and says where the pages are: `python -m tests.bench.data 1000`.

Twenty wijken in one gemeente; the viewer works in three of them. Prints one line of JSON: the key of a session that
is signed in, the address of each page, and the number of queries it takes.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

django.setup()

from actors.models import Actor, ActorArea, ActorKind, MunicipalContact
from initiatives.models import Initiative, Submission
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.casework.models import Agreement, Case, CaseParty, ContactMoment, MomentParty, Step
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.roles import PROBLEMS, World
from wijknet.ui.dates import today
from wijknet.ui.text import fold, sort_key

WIJKEN = 20
OPEN_CASES = 2_000
BATCH = 2_000
SEED = 20_261_124


class Town:
    """One gemeente with its wijken and the person who looks."""

    def __init__(self, moments: int) -> None:
        self.random = random.Random(SEED)
        self.moments = moments
        self.actors = max(500, min(moments // 10, 100_000))
        self.initiatives = max(500, min(moments // 10, 20_000))
        self.gemeente = Area.objects.create(level="GEMEENTE", code="GM9999", name="Meetstad", slug="meetstad")
        MunicipalitySettings.objects.get_or_create(municipality=self.gemeente)
        self.wijken = [
            Area.objects.create(
                level="WIJK",
                code=f"WK9999{number:02}",
                name=f"Wijk {number}",
                slug=f"wijk-{number}",
                parent=self.gemeente,
                municipality=self.gemeente,
            )
            for number in range(1, WIJKEN + 1)
        ]
        self.user = User.objects.create_user("meter@meetstad.example", None, name="Meter")
        for wijk in self.wijken[:3]:
            Assignment.objects.create(user=self.user, area=wijk, function=Function.WIJKMANAGER)
        self.now = timezone.now()

    def wijk(self, number: int) -> Area:
        return self.wijken[number % WIJKEN]

    def many(self, make: Callable[[int], Any], count: int) -> list[Any]:
        """Store `count` rows made by number, in batches; the rows with their keys."""
        rows = [make(number) for number in range(count)]
        return rows[0].__class__._default_manager.bulk_create(rows, batch_size=BATCH) if rows else []

    def fill(self) -> None:
        kind = ActorKind.objects.create(name="Meetpunt", formal=True, rhythm_days=90)
        actors = self.many(lambda number: self.actor(number, kind), self.actors)
        self.many(lambda number: ActorArea(actor=actors[number], area_id=actors[number].area_id), len(actors))
        self.talks(actors)
        self.many(lambda number: self.agreement(number, actors), self.moments // 5)
        self.cases(actors)
        initiatives = self.many(self.initiative, self.initiatives)
        self.many(lambda number: self.submission(initiatives[number]), len(initiatives))
        self.edition()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def actor(self, number: int, kind: ActorKind) -> Actor:
        name = f"Plek {number} aan de Meetstraat"
        return Actor(
            municipality=self.gemeente,
            area=self.wijk(number),
            name=name,
            sort_name=sort_key(name),
            search_text=fold(name),
            kind=kind,
            phone="0261234567",
            last_spoken_on=today() - timedelta(days=number % 400),
        )

    def talks(self, actors: list[Actor]) -> None:
        moments = self.many(
            lambda number: ContactMoment(
                municipality=self.gemeente,
                area=self.wijk(number),
                at=self.now - timedelta(minutes=5 * number + 5),
                logged_at=self.now,
                line=f"Gesprek {number} over de stoep, het speelveld en wie er wil meedoen.",
                by=self.user,
            ),
            self.moments,
        )
        self.many(lambda n: MomentParty(moment=moments[n], actor=actors[n % len(actors)]), len(moments))

    def agreement(self, number: int, actors: list[Actor]) -> Agreement:
        return Agreement(
            municipality=self.gemeente,
            area=self.wijk(number),
            what=f"Terugbellen over vraag {number}",
            actor=actors[number % len(actors)],
            by=self.user,
            due=today() + timedelta(days=number % 30),
        )

    def cases(self, actors: list[Actor]) -> None:
        contact = MunicipalContact.objects.create(municipality=self.gemeente, department="Verkeer", sort_name="verkeer")
        cases = self.many(
            lambda number: Case(
                municipality=self.gemeente,
                area=self.wijk(number),
                title=f"Verbinding {number}",
                question="Wie kan hier iets aan doen?",
                problem=PROBLEMS[number % len(PROBLEMS)].code,
                role=PROBLEMS[number % len(PROBLEMS)].role,
                next_step="Bellen",
                turn=Case.Turn.ME,
                due=today() + timedelta(days=number % 60 - 10),
                by=self.user,
            ),
            OPEN_CASES,
        )
        self.many(lambda n: CaseParty(case=cases[n], world=World.LIFE, actor=actors[n % len(actors)]), len(cases))
        self.many(lambda n: CaseParty(case=cases[n], world=World.SYSTEM, municipal_contact=contact), len(cases))
        self.many(lambda n: Step(case=cases[n], role=cases[n].role, what="Opgepakt", by=self.user), len(cases))

    def initiative(self, number: int) -> Initiative:
        title = f"Bankje {number} bij het speelveld"
        return Initiative(
            municipality=self.gemeente,
            area=self.wijk(number),
            reference=f"WN-2026-{number + 1:05}",
            title=title,
            story="Er is geen plek om te zitten. Een bankje helpt. " * 5,
            moderation="PUBLIC",
            published_on=today() - timedelta(days=number % 300),
            waiting_on="NOBODY",
            search_text=fold(title),
        )

    def submission(self, initiative: Initiative) -> Submission:
        return Submission(initiative=initiative, sender_name="Noor", reach_mail=True, email="noor@meetstad.example")

    def edition(self) -> None:
        profile = Profile.objects.create(municipality=self.gemeente, area=self.wijken[0], question="Wat verbindt ons?")
        ProfileEdition.objects.create(
            profile=profile,
            municipality=self.gemeente,
            area=self.wijken[0],
            number=1,
            signed_name="Meter",
            content=dict.fromkeys(("question", "who", "breathes", "makes"), "Een wijk met veel stoepen. " * 20),
        )

    def addresses(self) -> dict[str, str]:
        """Where the pages are; a page that is not built yet is left out."""
        case = Case.objects.filter(area=self.wijken[0]).earliest("pk")
        actor = Actor.objects.filter(area=self.wijken[0]).earliest("pk")
        wanted: dict[str, tuple[str, list[Any]]] = {
            "dashboard": ("dashboard", []),
            "moments": ("moments", []),
            "actors": ("actors", []),
            "actor": ("actor", [actor.pk]),
            "case": ("case", [case.pk]),
            "area": ("area", [self.gemeente.slug, self.wijken[0].slug]),
            "initiatives": ("initiatives", []),
            "post moment": ("moment-new", []),
        }
        return dict(reachable(wanted))


def reachable(wanted: dict[str, tuple[str, list[Any]]]) -> Iterator[tuple[str, str]]:
    for key, (name, arguments) in wanted.items():
        try:
            yield key, reverse(name, args=arguments)
        except NoReverseMatch:
            sys.stderr.write(f"{key}: no address named {name}\n")


def count_queries(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    """Queries per page, the second time it is asked for."""
    found = {}
    for key, address in addresses.items():
        client.get(address, secure=True)
        with CaptureQueriesContext(connection) as captured:
            client.get(address, secure=True)
        found[key] = len(captured)
    return found


def main() -> None:
    town = Town(int(sys.argv[1]))
    town.fill()
    client = Client(headers={"host": "localhost"})
    client.force_login(town.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = town.addresses()
    facts = {
        "session": client.cookies["sessionid"].value,
        "addresses": addresses,
        "queries": count_queries(client, addresses),
    }
    sys.stdout.write(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main()
