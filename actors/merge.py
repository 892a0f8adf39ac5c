"""What happens to everything of who is who that points to a place, when two places turn out to be one.

Read by `services.merging`; the apps above declare theirs in a `merge.py` of their own. A test fails on a link to a
place that nobody declared.
"""

from wijknet.declare import Double, Merged

_TIES = ("relatie", "relaties")
# Of two relations with the same other side the closest stays, then the one that was confirmed last.
_CLOSEST = (("strength", ()), ("last_confirmed_on", ()))

MERGED = (
    Merged(model="actors.ActorArea", field="actor", what=("wijk", "wijken"), same=("area_id",)),
    Merged(model="actors.Actor_themes", field="actor", what=("thema", "thema's"), same=("theme_id",)),
    Merged(
        model="actors.InformalNetwork_actors",
        field="actor",
        what=("informeel netwerk", "informele netwerken"),
        same=("informalnetwork_id",),
    ),
    Merged(
        model="actors.InformalNetwork",
        field="meeting_place",
        what=("netwerk dat er samenkomt", "netwerken die er samenkomen"),
    ),
    Merged(model="actors.AlliancePartner", field="actor", what=("alliantie", "allianties"), same=("alliance_id",)),
    Merged(model="actors.Channel", field="owner", what=("kanaal", "kanalen")),
    # A talk may point to the function of a person, so a function that is there twice ends and does not go.
    Merged(
        model="actors.PersonFunction",
        field="actor",
        what=("aanspreekpunt", "aanspreekpunten"),
        same=("person_id", "title"),
        while_empty=("end",),
        double=Double.END,
    ),
    Merged(model="actors.Position", field="actor", what=("uitspraak over een plan", "uitspraken over een plan")),
    Merged(
        model="actors.Tie",
        field="source_actor",
        what=_TIES,
        same=("target_actor_id", "target_network_id", "kind"),
        while_empty=("end",),
        best=_CLOSEST,
        not_itself="target_actor_id",
    ),
    Merged(
        model="actors.Tie",
        field="target_actor",
        what=_TIES,
        same=("source_actor_id", "source_network_id", "kind"),
        while_empty=("end",),
        best=_CLOSEST,
        not_itself="source_actor_id",
    ),
    Merged(
        model="actors.Reach",
        field="actor",
        what=("bereikte groep", "bereikte groepen"),
        same=("group_id",),
        best=(("level", ("UNKNOWN", "REACHES", "TRUSTED")), ("last_confirmed_on", ())),
    ),
    Merged(model="actors.Approach", field="actor", what=("keer gevraagd", "keer gevraagd")),
    Merged(
        model="actors.NotDuplicate",
        field="one",
        what=("keer ‘dit zijn er twee’", "keer ‘dit zijn er twee’"),
        same=("other_id",),
        not_itself="other_id",
    ),
    Merged(
        model="actors.NotDuplicate",
        field="other",
        what=("keer ‘dit zijn er twee’", "keer ‘dit zijn er twee’"),
        same=("one_id",),
        not_itself="one_id",
    ),
)
