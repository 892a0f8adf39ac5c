"""Who chose to be found: places and people that stand on the public page of a wijk because they want to.

All of it comes as columns of the query that finds the wijk, for the page of a wijk is asked for most.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, F, JSONField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from actors.models import Actor, Buddy
from initiatives.models import Need
from wijknet.areas.models import Area

PLACES_SHOWN = 8
BUDDIES_SHOWN = 6
HELPS = dict(Buddy.Help.choices)


class JsonList(Aggregate):
    """The rows as one JSON list, on both databases."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """A buddy by first name: how to reach them stays with the staff."""

    name: str
    helps: str
    channel: str


def with_found(places: QuerySet[Area]) -> QuerySet[Area]:
    """With `public_places`, `public_buddies` and `public_need`, as `shown_of` reads them."""
    return places.annotate(
        public_places=_listed(
            Actor,
            Actor.objects.filter(area=OuterRef(OuterRef("pk"))).found().order_by("sort_name", "pk")[:PLACES_SHOWN],
            name=F("name"),
            pk=F("pk"),
            kind=F("kind__name"),
            street=F("street"),
            number=F("house_number"),
            website=F("website"),
        ),
        public_buddies=_listed(
            Buddy,
            Buddy.objects.shown().filter(
                channel__area=OuterRef(OuterRef("pk")), channel__archived_on=None, public=True
            )[:BUDDIES_SHOWN],
            name=F("name"),
            helps=F("helps"),
            channel=F("channel__name"),
        ),
        public_need=Subquery(
            Need.objects.open()
            .filter(initiative__area=OuterRef("pk"), initiative__moderation="PUBLIC")
            .order_by("-pk")
            .values(said=JSONObject(text=F("text"), title=F("initiative__title"), ref=F("initiative__reference")))[:1],
        ),
    )


def _listed(model: Any, rows: QuerySet[Any], **columns: Any) -> Subquery:
    """These rows of another table as one column."""
    chosen = model._default_manager.filter(pk__in=rows.values("pk")).order_by()
    whole = chosen.values(whole=Value(1)).annotate(total=JsonList(JSONObject(**columns)))
    return Subquery(whole.values("total"), output_field=JSONField())


def shown_of(wijk: Any) -> dict[str, Any]:
    """What the page shows of it."""
    found = sorted(wijk.public_places or (), key=lambda place: (place["name"].casefold(), place["pk"]))
    helpers = [
        Helper(name=row["name"].split()[0], helps=str(HELPS.get(row["helps"], "")), channel=row["channel"])
        for row in wijk.public_buddies or ()
    ]
    return {
        "public_places": found,
        "helpers": sorted(helpers, key=lambda helper: helper.name.casefold()),
        "need": wijk.public_need,
    }
