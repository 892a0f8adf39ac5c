"""Whether the public page of a wijk is still the one that was made before. One small query, for every visit."""

import hashlib
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.db.models import Aggregate, Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.utils.translation import get_language

from actors.models import Actor, Buddy
from initiatives.models import Event, Initiative
from wijknet.access import Function
from wijknet.accounts.models import Assignment
from wijknet.areas.models import Area, Border, Figure
from wijknet.profiles.models import EditionQuote, ProfileEdition, ProfilePicture
from wijknet.ui.dates import today

# Finished pages by their stamp, in this process only: what is erased never lies in the database's cache or in a dump.
kept = LocMemCache("pages", {"timeout": 3600, "max_entries": 300})

# Stand in the compiled query where an address puts its slugs.
_GEMEENTE, _WIJK = "{gemeente}", "{wijk}"


def etag_of(municipality: str, wijk: str) -> str | None:
    """Another one when anything on the page may have changed; None when there is no such wijk.

    Every day gives another one, because functions begin and end by date, and so does every release.
    """
    sql, params = _query()
    slugs = {_GEMEENTE: municipality, _WIJK: wijk}
    with connection.cursor() as cursor:
        cursor.execute(sql, [slugs.get(param, param) for param in params])
        row = cursor.fetchone()
    if row is None:
        return None
    facts = repr((today(), get_language(), _release(), row))
    return f'"{hashlib.md5(facts.encode(), usedforsecurity=False).hexdigest()}"'


@lru_cache(maxsize=1)
def _query() -> tuple[str, tuple[str, ...]]:
    """The query as SQL. Compiling it costs ten times what running it does, so that is done once."""
    here = {"area": OuterRef("pk")}
    figures = Figure.objects.filter(Q(area=OuterRef("pk")) | Q(area=OuterRef("municipality"))).order_by()
    connectors = Assignment.objects.filter(function=Function.WIJKMANAGER.value, **here).order_by()
    sisters = Area.objects.wijken().filter(municipality=OuterRef("municipality")).order_by()
    editions = ProfileEdition.objects.filter(**here).order_by("-number")
    rows = (
        Area.objects.wijken()
        .filter(municipality__slug=_GEMEENTE, slug=_WIJK)
        .values_list(
            "pk",
            "name",
            F("municipality__name"),
            F("municipality__settings__phone"),
            F("municipality__settings__version"),
            # A figure of another wijk may be why one of this wijk is not said.
            F("municipality__figures_version"),
        )
        .annotate(
            edition=Subquery(editions.values("published_at")[:1]),
            signed=Subquery(editions.values("signed_name")[:1]),
            initiative=Subquery(Initiative.objects.order_by("-updated_at").values("updated_at")[:1]),
            initiatives=_one(Initiative.objects.filter(**here).public().order_by(), Count("*")),
            event=Subquery(Event.objects.order_by("-updated_at").values("updated_at")[:1]),
            events=_one(Event.objects.filter(**here).public().order_by(), Count("*")),
            connectors=_one(connectors, Sum("pk")),
            quotes=_one(
                EditionQuote.objects.filter(edition__area=OuterRef("pk")).exclude(text="").order_by(), Count("*")
            ),
            gone=_one(ProfilePicture.objects.filter(**here, gone_at__isnull=False).order_by(), Count("*")),
            found=_one(Actor.objects.filter(**here).found().order_by(), Sum(F("pk") + F("version"))),
            helpers=_one(Buddy.objects.filter(channel__area=OuterRef("pk"), public=True).order_by(), Sum("pk")),
            figures=_one(figures, Sum("value")),
            newest=_one(sisters, Max("border_year")),
            border=Subquery(Border.objects.filter(**here).order_by("-year").values("digest")[:1]),
        )
    )
    sql, params = rows.query.sql_with_params()
    return sql, params


def _one(rows: QuerySet[Any], total: Aggregate) -> Subquery:
    """One number over all rows, as a column of another query."""
    return Subquery(rows.values(whole=Value(1)).annotate(total=total).values("total"))


@lru_cache(maxsize=1)
def _release() -> float:
    """When a template was last changed."""
    return max(path.stat().st_mtime for path in (settings.BASE_DIR / "templates").rglob("*.*"))
