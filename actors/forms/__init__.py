"""What may be typed about who is who, and the fields with which others choose from it."""

from actors.forms.actors import ActorChangeForm, ActorFilter, ActorNewForm
from actors.forms.contacts import ContactChangeForm, ContactFilter, ContactNewForm
from actors.forms.kinds import KindChangeForm, KindMergeForm, KindNewForm
from actors.forms.networks import NetworkChangeForm, NetworkFilter, NetworkNewForm
from actors.forms.party import PartiesField, PartyField, party_label, party_value
from actors.forms.people import PersonChangeForm, PersonForm, ToldForm
from actors.forms.relations import ReachForm, TieForm
from actors.forms.who import WhoForm, look_up

__all__ = [
    "ActorChangeForm",
    "ActorFilter",
    "ActorNewForm",
    "ContactChangeForm",
    "ContactFilter",
    "ContactNewForm",
    "KindChangeForm",
    "KindMergeForm",
    "KindNewForm",
    "NetworkChangeForm",
    "NetworkFilter",
    "NetworkNewForm",
    "PartiesField",
    "PartyField",
    "PersonChangeForm",
    "PersonForm",
    "ReachForm",
    "TieForm",
    "ToldForm",
    "WhoForm",
    "look_up",
    "party_label",
    "party_value",
]
