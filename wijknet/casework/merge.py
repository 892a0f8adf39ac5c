"""What happens to talks, agreements and connections with a place, when it turns out to be another one too."""

from wijknet.declare import Merged

MERGED = (
    # Of floor 8, and here because connections hang on them: of two the one that somebody judged stays.
    Merged(
        model="initiatives.Match",
        field="actor",
        what=("koppelkans", "koppelkansen"),
        same=("initiative_id",),
        best=(("state", ("PROPOSED", "DROPPED", "ACCEPTED")),),
        follow=(("casework.Case", "match"),),
    ),
    Merged(
        model="casework.MomentParty",
        field="actor",
        what=("contactmoment", "contactmomenten"),
        same=("moment_id",),
        while_empty=("function_id",),
    ),
    Merged(model="casework.Agreement", field="actor", what=("afspraak", "afspraken")),
    Merged(model="casework.Referral", field="actor", what=("doorverwijzing", "doorverwijzingen")),
    Merged(
        model="casework.OutreachMember",
        field="actor",
        what=("kring voor nieuws", "kringen voor nieuws"),
        same=("outreach_id",),
        best=(("asked_on", ()),),
    ),
    # Answers hang on the party, and go along to the one that stays.
    Merged(
        model="casework.CaseParty",
        field="actor",
        what=("verbinding", "verbindingen"),
        same=("case_id",),
        follow=(("casework.CaseAnswer", "party"),),
    ),
)
