"""What residents start, and how it goes with it: one file per noun."""

from initiatives.models.circle import (
    DAYS_TO_STAY,
    KEEP_POSTS,
    POST_LENGTH,
    SILENT,
    CircleMeeting,
    CircleMember,
    CirclePost,
)
from initiatives.models.decisions import Review, StandardText, TextProposal, Use
from initiatives.models.events import KEEP_REGISTRATIONS, Event, EventKind, EventSeries, Registration, Rhythm
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
from initiatives.models.links import EventInitiative
from initiatives.models.market import KEEP_OFFERS, Need, NeedKind, Offer
from initiatives.models.matches import COLUMNS, Match, MatchRun, MatchState, Partner
from initiatives.models.meetings import Introduction, IntroductionAnswer, Term
from initiatives.models.messages import Message, Sender
from initiatives.models.pictures import ALT_LENGTH, Picture
from initiatives.models.rests import Rest
from initiatives.models.submissions import Channel, Draft, Submission
from initiatives.models.supports import DAYS_TO_CONFIRM, HandCount, Support
from initiatives.models.team import KEEP_ASKED, KEEP_TEAM, Task, TeamMember

__all__ = [
    "ALT_LENGTH",
    "COLUMNS",
    "DAYS_TO_CONFIRM",
    "DAYS_TO_STAY",
    "GROWING",
    "KEEP_ASKED",
    "KEEP_OFFERS",
    "KEEP_POSTS",
    "KEEP_REGISTRATIONS",
    "KEEP_TEAM",
    "MESSAGE_LENGTH",
    "POST_LENGTH",
    "SILENT",
    "STORY_LENGTH",
    "TITLE_LENGTH",
    "Channel",
    "CircleMeeting",
    "CircleMember",
    "CirclePost",
    "Draft",
    "Event",
    "EventInitiative",
    "EventKind",
    "EventSeries",
    "HandCount",
    "Initiative",
    "Introduction",
    "IntroductionAnswer",
    "Kind",
    "Match",
    "MatchRun",
    "MatchState",
    "Message",
    "Moderation",
    "Need",
    "NeedKind",
    "Offer",
    "Partner",
    "Phase",
    "PhaseChange",
    "Picture",
    "ReferenceCounter",
    "Registration",
    "Rest",
    "Review",
    "Rhythm",
    "Sender",
    "StandardText",
    "Submission",
    "Support",
    "Task",
    "TeamMember",
    "Term",
    "TextProposal",
    "Use",
    "WaitingOn",
]
