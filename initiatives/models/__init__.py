"""What residents start, and how it goes with it: one file per noun."""

from initiatives.models.initiatives import (
    GROWING,
    MESSAGE_LENGTH,
    STORY_LENGTH,
    TITLE_LENGTH,
    Initiative,
    Kind,
    Moderation,
    Phase,
    PhaseChange,
    ReferenceCounter,
    WaitingOn,
)
from initiatives.models.messages import Message, Sender
from initiatives.models.submissions import Channel, Draft, Submission

__all__ = [
    "GROWING",
    "MESSAGE_LENGTH",
    "STORY_LENGTH",
    "TITLE_LENGTH",
    "Channel",
    "Draft",
    "Initiative",
    "Kind",
    "Message",
    "Moderation",
    "Phase",
    "PhaseChange",
    "ReferenceCounter",
    "Sender",
    "Submission",
    "WaitingOn",
]
