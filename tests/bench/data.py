"""Fills an empty database for the bench and says where the pages are: `python -m tests.bench.data 1000`.

Twenty wijken in one gemeente; the viewer works in three of them. Prints one line of JSON: the key of a session that
is signed in, the address of each page, and the number of queries it takes.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

django.setup()

from actors.models import Actor, ActorArea, ActorKind, MunicipalContact
from initiatives.models import Initiative, Match, ReferenceCounter, Submission
from initiatives.services import keep_draft
from tests.bench.client import FormFields
from tests.bench.pages import PAGES, PUBLIC
from tests.bench.posts import MOMENT
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, MunicipalitySettings, Plan
from wijknet.casework.models import Agreement, Case, CaseParty, ContactMoment, MomentParty, Step
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.roles import PROBLEMS, World
from wijknet.ui.dates import today
from wijknet.ui.text import fold, sort_key

WIJKEN = 20
OPEN_CASES = 2_000
BATCH = 2_000
# One per post of a run, and some to spare.
DRAFTS = 150
POSTED: dict[str, dict[str, str]] = {"post moment": MOMENT, "post initiative": {}}
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

    def many(self, make: Callable[[int], Any], count: int) -> list[int]:
        """Store `count` rows made by number, a batch at a time so that a million fits in memory; their keys."""
        keys: list[int] = []
        for start in range(0, count, BATCH):
            rows = [make(number) for number in range(start, min(start + BATCH, count))]
            keys += [row.pk for row in type(rows[0])._default_manager.bulk_create(rows)]
        return keys

    def fill(self) -> None:
        kind = ActorKind.objects.create(name="Meetpunt", formal=True, rhythm_days=90)
        actors = self.many(lambda number: self.actor(number, kind), self.actors)
        self.many(lambda number: ActorArea(actor_id=actors[number], area=self.wijk(number)), len(actors))
        self.talks(actors)
        self.cases(actors)
        initiatives = self.many(self.initiative, self.initiatives)
        self.many(lambda number: self.submission(initiatives[number]), len(initiatives))
        # Numbers were given out this year; the first of a year makes a row of its own.
        ReferenceCounter.objects.create(year=today().year, last=len(initiatives))
        self.matches(initiatives)
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
            # By turns within each wijk, so that none has all that were not spoken to the longest.
            last_spoken_on=today() - timedelta(days=number // WIJKEN % 400),
        )

    def talks(self, actors: list[int]) -> None:
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
        self.many(lambda n: MomentParty(moment_id=moments[n], actor_id=actors[n % len(actors)]), len(moments))
        self.many(lambda n: self.agreement(n, actors, moments), self.moments // 5)

    def agreement(self, number: int, actors: list[int], moments: list[int]) -> Agreement:
        return Agreement(
            municipality=self.gemeente,
            area=self.wijk(number),
            what=f"Terugbellen over vraag {number}",
            # Half of them were made in a talk.
            made_in_id=moments[number] if number % 2 else None,
            actor_id=actors[number % len(actors)],
            by=self.user,
            due=today() + timedelta(days=number % 30),
        )

    def cases(self, actors: list[int]) -> None:
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
        self.many(lambda n: CaseParty(case_id=cases[n], world=World.LIFE, actor_id=actors[n % len(actors)]), len(cases))
        self.many(lambda n: CaseParty(case_id=cases[n], world=World.SYSTEM, municipal_contact=contact), len(cases))
        roles = [problem.role for problem in PROBLEMS]
        self.many(
            lambda n: Step(case_id=cases[n], role=roles[n % len(roles)], what="Opgepakt", by=self.user), len(cases)
        )

    def initiative(self, number: int) -> Initiative:
        title = f"Bankje {number} bij het speelveld"
        return Initiative(
            municipality=self.gemeente,
            area=self.wijk(number),
            reference=f"WN-{today().year}-{number + 1:05}",
            title=title,
            story="Er is geen plek om te zitten. Een bankje helpt. " * 5,
            moderation="PUBLIC",
            published_on=today() - timedelta(days=number % 300),
            waiting_on="NOBODY",
            search_text=fold(title),
        )

    def matches(self, initiatives: list[int]) -> None:
        """Two koppelkansen per initiative, as a search of the 905 proposals of Amsterdam gives; some were judged."""
        names = ("Koele straten", "Samen buiten")
        fields = {"municipality": self.gemeente, "aim": "Meer plekken om te zitten."}
        plans = [Plan.objects.create(name=name, sort_name=sort_key(name), **fields) for name in names]
        self.many(lambda number: self.match(number, initiatives, plans), 2 * len(initiatives))

    def match(self, number: int, initiatives: list[int], plans: list[Plan]) -> Match:
        state = ("ACCEPTED", "DROPPED", "PROPOSED")[min(number % 10, 2)]
        return Match(
            state=state,
            at=None if state == "PROPOSED" else self.now - timedelta(hours=number % 1000),
            municipality=self.gemeente,
            area=self.wijk(number // 2),
            initiative_id=initiatives[number // 2],
            plan=plans[number % 2],
            score=30 + number * 37 % 90,
            reason="Allebei noemen ze ‘zitten’. Allebei gaan ze over Groen en spelen.",
        )

    def submission(self, initiative: int) -> Submission:
        return Submission(initiative_id=initiative, sender_name="Noor", reach_mail=True, email="noor@meetstad.example")

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

    def drafts(self) -> list[str]:
        """Forms that are filled in but not sent, all with the same title: one per post of the bench."""
        steps: dict[str, dict[str, str]] = {
            "idee": {"title": "Bankje bij het speelveld", "story": "Er is geen plek om te zitten."},
            "plek": {"wijk": self.wijken[0].code},
            "wie": {"sender_name": "Noor", "under_16": "nee", "reach_print": "on"},
        }
        found = []
        for _ in range(DRAFTS):
            draft = keep_draft(key=None, kind="IDEA", step="idee", values=steps["idee"])
            for step in ("plek", "wie"):
                keep_draft(key=draft.key, kind=draft.kind, step=step, values=steps[step])
            found.append(reverse("initiative-step", args=[draft.key, "controleren"]))
        return found

    def addresses(self) -> dict[str, list[str]]:
        """Where the pages are: one address, or one for each post."""
        case = Case.objects.filter(area=self.wijken[0]).earliest("pk")
        actor = Actor.objects.filter(area=self.wijken[0]).earliest("pk")
        return {
            "dashboard": [reverse("dashboard")],
            "moments": [reverse("moments")],
            "actors": [reverse("actors")],
            "actor": [reverse("actor", args=[actor.pk])],
            "case": [reverse("case", args=[case.pk])],
            "area": [reverse("area", args=[self.gemeente.slug, self.wijken[0].slug])],
            "initiatives": [reverse("initiatives")],
            "post moment": [reverse("moment-new")],
            "post initiative": self.drafts(),
        }


def ask(client: Client, key: str, address: str) -> CaptureQueriesContext:
    """One request, with its queries. A post sends the form of its page."""
    page = client.get(address, secure=True)
    if key not in POSTED:
        with CaptureQueriesContext(connection) as captured:
            client.get(address, secure=True)
        return captured
    fields = FormFields(page.content.decode()).values | POSTED[key]
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(address, fields, secure=True)
    assert answer.status_code == HTTPStatus.FOUND, key
    return captured


def count_queries(colleague: Client, addresses: dict[str, list[str]]) -> dict[str, int]:
    """Queries per page, as whoever the page is for: a public one by a visitor without a session."""
    visitor = Client(headers={"host": "localhost"})
    public = {page.key for page in PAGES if page.floor == PUBLIC}
    return {key: len(ask(visitor if key in public else colleague, key, given[0])) for key, given in addresses.items()}


def main() -> None:
    town = Town(int(sys.argv[1]))
    town.fill()
    client = Client(headers={"host": "localhost"})
    client.force_login(town.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = town.addresses()
    facts = {
        "session": client.cookies["sessionid"].value,
        "queries": count_queries(client, addresses),
        "addresses": addresses | {"post initiative": addresses["post initiative"][1:]},
    }
    sys.stdout.write(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main()
