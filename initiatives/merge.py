"""What happens to events when two places turn out to be one. Read by `actors.services.merging`."""

from wijknet.declare import Merged

MERGED = (Merged(model="initiatives.Event", field="place", what=("bijeenkomst", "bijeenkomsten")),)
