"""What happens to events and partners when two places turn out to be one. Read by `actors.services.merging`.

Koppelkansen are declared in casework, because connections hang on them.
"""

from wijknet.declare import Merged

MERGED = (
    Merged(model="initiatives.Event", field="place", what=("bijeenkomst", "bijeenkomsten")),
    Merged(
        model="initiatives.Partner",
        field="actor",
        what=("initiatief waarin deze plek meedoet", "initiatieven waarin deze plek meedoet"),
        same=("initiative_id",),
    ),
)
