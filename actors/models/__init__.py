"""The tables of who is who; one file per noun."""

from actors.models.actor import Actor, ActorArea, ActorKind
from actors.models.alliance import Alliance, AlliancePartner
from actors.models.channel import Buddy, Channel
from actors.models.imports import ImportLine, ImportRun
from actors.models.merge import ActorMerge, MergeLine, NotDuplicate
from actors.models.municipal_contact import MunicipalContact
from actors.models.network import InformalNetwork
from actors.models.person import Person, PersonFunction
from actors.models.position import Position
from actors.models.relation import Approach, Reach, Tie

__all__ = [
    "Actor",
    "ActorArea",
    "ActorKind",
    "ActorMerge",
    "Alliance",
    "AlliancePartner",
    "Approach",
    "Buddy",
    "Channel",
    "ImportLine",
    "ImportRun",
    "InformalNetwork",
    "MergeLine",
    "MunicipalContact",
    "NotDuplicate",
    "Person",
    "PersonFunction",
    "Position",
    "Reach",
    "Tie",
]
