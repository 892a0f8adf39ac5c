"""Fills an empty database with one large wijk and draws its network: `python -m tests.bench.picture_data 10000`.

Prints one line of JSON: the key of a session that is signed in, where the page and its data are, what the data costs,
how long drawing took, and which share of the nodes stood still when five actors with thirty relations came.
"""

import json
import random
import sys
import time
from datetime import timedelta

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

django.setup()

from actors.drawing import draw_of
from actors.models import Actor, ActorArea, ActorKind, Tie
from tests.bench.network import network_of
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.ui.dates import today
from wijknet.ui.text import fold, sort_key

BATCH = 2_000
LONGEST = 30
FIRST = (
    "Buurthuis",
    "Café",
    "Bakkerij",
    "Sportclub",
    "Praktijk",
    "Stichting",
    "Kapper",
    "Speeltuin",
    "Atelier",
    "Koor",
)
MIDDLE = ("Linde", "Klare", "Hoek", "Brug", "Molen", "Zon", "Werf", "Haven", "Toren", "Kamp", "Dijk", "Spil", "Roos")
MORE_ACTORS, MORE_TIES = 5, 30


class Wijk:
    def __init__(self) -> None:
        self.random = random.Random(1)
        self.gemeente = Area.objects.create(level="GEMEENTE", code="GM9998", name="Tekenstad", slug="tekenstad")
        MunicipalitySettings.objects.get_or_create(municipality=self.gemeente)
        self.scope = {"municipality": self.gemeente}
        self.area = Area.objects.create(
            level="WIJK", code="WK999801", name="Wijk", slug="wijk", parent=self.gemeente, **self.scope
        )
        self.user = User.objects.create_user("meter@tekenstad.example", None, name="Meter")
        Assignment.objects.create(user=self.user, area=self.area, function=Function.WIJKMANAGER)
        self.kinds = [ActorKind.objects.create(name=name, formal=at % 2 == 0) for at, name in enumerate(FIRST)]

    def actors(self, count: int) -> list[int]:
        rows = [self.actor() for _actor in range(count)]
        keys = [row.pk for row in Actor.objects.bulk_create(rows, BATCH)]
        ActorArea.objects.bulk_create([ActorArea(actor_id=key, area=self.area) for key in keys], BATCH)
        return keys

    def actor(self) -> Actor:
        draw = self.random
        name = f"{draw.choice(FIRST)} De {draw.choice(MIDDLE)}{draw.choice(MIDDLE).lower()} {draw.randrange(400)}"
        name = name[:LONGEST]
        words = {"name": name, "sort_name": sort_key(name), "search_text": fold(name)}
        return Actor(area=self.area, kind=draw.choice(self.kinds), **words, **self.scope)

    def tie(self, one: int, other: int, strength: int) -> Tie:
        said = today() - timedelta(days=self.random.choice((10, 10, 300)))
        ends = {"source_actor_id": one, "target_actor_id": other}
        return Tie(area=self.area, kind="KNOWS", strength=strength, last_confirmed_on=said, **ends, **self.scope)

    def fill(self, count: int) -> list[int]:
        keys = self.actors(count)
        ties = network_of(count).ties
        Tie.objects.bulk_create([self.tie(keys[one], keys[other], int(how)) for one, other, how in ties], BATCH)
        return keys

    def grow(self, keys: list[int]) -> None:
        """As the services do: the relations, and another version of the network."""
        fresh = self.actors(MORE_ACTORS)
        rows = [self.tie(fresh[at % MORE_ACTORS], self.random.choice(keys), 3) for at in range(MORE_TIES)]
        Tie.objects.bulk_create(rows)
        self.area.network_version += 1
        self.area.save(update_fields=["network_version"])


def places(client: Client, address: str) -> dict[int, tuple[int, int]]:
    nodes = json.loads(client.get(address).content)["nodes"]
    return {key: (x, y) for key, x, y in zip(nodes["key"], nodes["x"], nodes["y"], strict=True)}


def main() -> None:
    wijk = Wijk()
    keys = wijk.fill(int(sys.argv[1]))
    client = Client(headers={"host": "localhost"})
    client.force_login(wijk.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    names = [wijk.gemeente.slug, wijk.area.slug]
    address = reverse("network-drawing", args=names)
    began = time.process_time()
    draw_of(wijk.area.pk)
    drawing = time.process_time() - began
    before = places(client, address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, headers={"accept-encoding": "br"})
    queries = len(captured)
    wijk.grow(keys)
    draw_of(wijk.area.pk)
    after = places(client, address)
    facts = {
        "session": client.cookies["sessionid"].value,
        "page": f"{reverse('network-whole', args=names)}?beeld=1",
        "bytes": len(answer.content),
        "queries": queries,
        "drawing": drawing,
        "stood": sum(after[key] == place for key, place in before.items()) / len(before),
    }
    sys.stdout.write(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main()
