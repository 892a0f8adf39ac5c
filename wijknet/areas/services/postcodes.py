"""Store which postcode lies where."""

from django.db import transaction

from wijknet.areas.exchange.postcodes import PostcodeFact
from wijknet.areas.models import Area, Postcode
from wijknet.areas.services.loaded import Loaded, Tally, some


@transaction.atomic
def store_postcodes(facts: list[PostcodeFact]) -> Loaded:
    """Replace what was known of the postcodes in the list; postcodes that are not in it stay."""
    tally, unknown = Tally("postcodes"), set()
    areas = dict(Area.objects.exclude(level=Area.Level.GEMEENTE).values_list("code", "pk"))
    wanted: set[tuple[str, int | None, int | None, int]] = set()
    for fact in facts:
        if fact.area in areas:
            wanted.add((fact.postcode, fact.house_from, fact.house_to, areas[fact.area]))
        else:
            unknown.add(fact.area)
    # The one field that compares the whole file with the table at once: 450,000 short rows for the country.
    named = {row[0] for row in wanted}
    known: dict[tuple[str, int | None, int | None, int], int] = {}
    stored = Postcode.objects.values_list("pk", "postcode", "house_from", "house_to", "area_id")
    for pk, postcode, house_from, house_to, area in stored.iterator(chunk_size=5000):
        if postcode in named:
            known[postcode, house_from, house_to, area] = pk
    gone = [pk for row, pk in known.items() if row not in wanted]
    for start in range(0, len(gone), 1000):
        Postcode.objects.filter(pk__in=gone[start : start + 1000]).delete()
    new = sorted(wanted - known.keys(), key=lambda row: (row[0], row[1] or 0))
    Postcode.objects.bulk_create(
        [Postcode(postcode=p, house_from=low, house_to=high, area_id=area) for p, low, high, area in new],
        batch_size=2000,
    )
    before = {row[0] for row in known}
    tally.same = len(wanted) - len(new)
    tally.changed = sum(row[0] in before for row in new)
    tally.new = len(new) - tally.changed
    loaded = Loaded([tally])
    if gone:
        loaded.remarks.append(f"Vervallen regels: {len(gone)}.")
    if unknown:
        loaded.remarks.append(f"Overgeslagen, want niet bekend als gebied: {some(sorted(unknown))}.")
    return loaded
