"""What ideas are made of, and which are alike."""

from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from initiatives.likeness import ALIKE, features, likeness, numbers
from initiatives.models import Initiative, Kind, Term

# How far back in a wijk is looked, how many of those are compared word by word, and how many are shown.
NEWEST, COMPARED, SHOWN = 1000, 40, 3
# Ideas without their terms that one run of the job takes on.
AT_ONCE = 500


def write_terms(initiative: Initiative, *, is_new: bool = False) -> None:
    """Keep what an idea is made of, so that others find it. Inside the transaction that changed its words."""
    if not is_new:
        Term.objects.filter(initiative=initiative).delete()
    if initiative.kind == Kind.IDEA:
        Term.objects.bulk_create(
            Term(initiative=initiative, area_id=initiative.area_id, feature=number)
            for number in numbers(features(initiative.title, initiative.story))
        )


def fill_terms() -> int:
    """A job: the terms of ideas that have none, such as those from before there were terms. Safe to run twice."""
    without = Initiative.objects.filter(kind=Kind.IDEA).exclude(pk__in=Term.objects.values("initiative"))
    found = list(without.order_by("pk")[:AT_ONCE])
    for initiative in found:
        with transaction.atomic():
            write_terms(initiative)
    return len(found)


def alike(initiative: Initiative, *, among: QuerySet[Any]) -> list[Initiative]:
    """The ideas of the same wijk that are most alike, best first. Two queries, however many ideas there are."""
    if initiative.kind != Kind.IDEA:
        return []
    mine = features(initiative.title, initiative.story)
    near = among.filter(area=initiative.area_id, kind=Kind.IDEA).exclude(pk=initiative.pk)
    recent = near.order_by("-received_on", "-pk").values("pk")[:NEWEST]
    hits = Term.objects.filter(area=initiative.area_id, feature__in=numbers(mine), initiative__in=recent)
    counted = hits.values_list("initiative").annotate(shared=Count("pk")).order_by("-shared", "-initiative")
    rows: list[Initiative] = list(Initiative.objects.filter(pk__in=[pk for pk, _shared in counted[:COMPARED]]))
    scored = [(likeness(mine, features(row.title, row.story)), row) for row in rows]
    best = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], -pair[1].pk))
    return [row for _score, row in best[:SHOWN]]
