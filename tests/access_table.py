"""Who gets what: every address of ours × every person × the status of a GET.

The order of the people is that of `tests.world.PEOPLE`: anonymous, fatima (wijkmanager of wijk A), joris (reader
of wijk A), anna (wijkmanager of wijk B), beheer (admin of the gemeente), other_gemeente (admin elsewhere).
All things lie in wijk A. 302 is the way to sign-in, 403 the wrong function, 404 another wijk, 405 an address that
only takes a POST.
"""

from dataclasses import dataclass, replace

from tests.access_circle import ROWS as CIRCLE
from tests.access_team import ROWS as TEAM

Statuses = tuple[int, int, int, int, int, int]


@dataclass(frozen=True)
class Row:
    """Statuses in the order of PEOPLE, and where in the world each argument of the address comes from.

    `is_page` is off for what is no HTML page of its own (data, a fragment, a file).
    """

    statuses: Statuses
    arguments: dict[str, str]
    is_page: bool = True


def row(statuses: str, /, **arguments: str) -> Row:
    """`row("302 200 200 404 404 404", pk="case.pk")`: the statuses, and attributes of the world as arguments."""
    anonymous, fatima, joris, anna, beheer, other = (int(status) for status in statuses.split())
    return Row((anonymous, fatima, joris, anna, beheer, other), arguments)


def data(statuses: str, /, **arguments: str) -> Row:
    """The same for an address that answers with something else than a page."""
    return replace(row(statuses, **arguments), is_page=False)


PUBLIC = "200 200 200 200 200 200"
# Pages of the wijk's own staff: a list is open to every wijkmanager and reader, each sees their own wijken.
STAFF_LIST = "302 200 200 200 403 200"
STAFF_THING = "302 200 200 404 403 404"
STAFF_WRITE = "302 200 403 404 403 404"

TABLE: dict[str, Row] = {}

TABLE |= {"style": row(PUBLIC)}

# Workshop of the wijkprofiel: staff of the wijk is refused, another wijk does not exist, the admin writes.
CURATE = "302 403 403 404 200 404"
_WIJK = {"municipality": "arnhem.slug", "wijk": "klarendal.slug"}
_DRAFT = "profile profile-preview profile-programme quote-new profile-picture-new profile-publish"
_EDITIONS = "profile-editions profile-compare"

TABLE |= {
    "start": row(PUBLIC),
    "wijken": row(PUBLIC),
    "municipality": row(PUBLIC, municipality="arnhem.slug"),
    "area": row(PUBLIC, **_WIJK),
    "area-figures": row(PUBLIC, **_WIJK),
    **{name: data(PUBLIC, **_WIJK) for name in ("area-at-a-glance", "area-share", "area-profile")},
    "privacy": row(PUBLIC),
    "accessibility": row(PUBLIC),
    "help": row(PUBLIC),
    **{name: row(CURATE, **_WIJK) for name in (*_DRAFT.split(), *_EDITIONS.split())},
    "profiles": row("302 403 403 403 200 200"),
    "profile-autosave": row("302 405 405 405 405 405", **_WIJK),
    "profile-agree": row("302 405 405 405 405 405", **_WIJK),
    "quote-erase": row(CURATE, **_WIJK, pk="quote.pk"),
    "quote-extend": row(CURATE, **_WIJK, pk="quote.pk"),
    "profile-picture-remove": row(CURATE, **_WIJK, pk="profile_picture.pk"),
    "profile-picture-take-away": row(CURATE, **_WIJK, pk="profile_picture.pk"),
    "profile-picture": data("404 404 404 404 200 404", pk="profile_picture.pk"),
    "profile-take": row("302 405 405 405 405 405", **_WIJK, number="edition.number"),
    "profile-edition": row(CURATE, **_WIJK, number="edition.number"),
    "profile-edition-print": data(CURATE, **_WIJK, number="edition.number"),
}

# Initiatives: a form and a sender's page are open to who has the address; the desk is of the wijk's own staff.
_SENDER = {"token": "sender_token"}
_POST_BY_SENDER = row("405 405 405 405 405 405", **_SENDER)
_REFERENCE = {"reference": "kookavond.reference"}
_POST_BY_STAFF = row("302 405 403 405 403 405", **_REFERENCE)

_EVENT = {"pk": "talk_evening.pk"}
_EVENT_POST = "302 405 403 405 403 405"

TABLE |= {
    "initiatives": row(PUBLIC),
    "initiatives-atom": data(PUBLIC),
    "initiatives-json": data(PUBLIC),
    "initiatives-embed": row(PUBLIC, municipality="arnhem.slug"),
    "borders": data(PUBLIC),
    "map": row(STAFF_LIST),
    "initiative": row(PUBLIC, reference="geveltuin.reference"),
    "initiative-submit": row(PUBLIC),
    "initiative-elsewhere": row(PUBLIC),
    "initiative-start": row(PUBLIC, kind="idea_word"),
    "initiative-step": row(PUBLIC, key="form.key", step="step_word"),
    "initiative-follow": row(PUBLIC, **_SENDER),
    "initiative-follow-change": row(PUBLIC, **_SENDER),
    "initiative-follow-withdraw": row(PUBLIC, **_SENDER),
    "initiative-follow-paper": row(PUBLIC, **_SENDER),
    "initiative-lost": row(PUBLIC),
    "initiative-follow-new-link": row(PUBLIC, **_SENDER),
    "initiative-follow-neighbours": row(PUBLIC, **_SENDER),
    "initiative-follow-text": row(PUBLIC, **_SENDER),
    "initiative-follow-write": _POST_BY_SENDER,
    "initiative-follow-confirm": _POST_BY_SENDER,
    "initiative-follow-link": _POST_BY_SENDER,
    "initiative-map": row(PUBLIC, key="form.key"),
    "initiative-picture": row(PUBLIC, key="form.key"),
    "initiative-picture-file": data(PUBLIC, key="form.key"),
    "initiative-follow-picture": row(PUBLIC, **_SENDER),
    "initiative-follow-picture-file": data(PUBLIC, **_SENDER),
    "initiative-site-picture": data(PUBLIC, reference="geveltuin.reference"),
    "initiative-desk-picture": data(STAFF_THING, **_REFERENCE),
    "initiative-picture-approve": _POST_BY_STAFF,
    "initiative-picture-remove": _POST_BY_STAFF,
    "agenda": row(PUBLIC),
    "agenda-calendar": data(PUBLIC),
    "agenda-feed": data(PUBLIC),
    "event": row(PUBLIC, **_EVENT),
    "event-calendar": data(PUBLIC, **_EVENT),
    "event-sign-up": row(PUBLIC, **_EVENT),
    "registration": row(PUBLIC, token="visitor_token"),
    "registration-end": row("405 405 405 405 405 405", token="visitor_token"),
    "my-calendar": row(STAFF_LIST),
    "my-calendar-file": data(PUBLIC, token="calendar_token"),
    "events": row(STAFF_LIST),
    "event-new": row("302 200 403 200 403 200"),
    "event-desk": row(STAFF_THING, **_EVENT),
    "event-change": row(STAFF_WRITE, **_EVENT),
    "event-cancel": row(STAFF_WRITE, **_EVENT),
    "event-visitor": row(STAFF_WRITE, **_EVENT),
    "event-restore": row(_EVENT_POST, **_EVENT),
    "event-minutes": row(STAFF_WRITE, pk="past_evening.pk"),
    "event-initiative": row(_EVENT_POST, **_EVENT, reference="kookavond.reference"),
    "event-came": row(_EVENT_POST, **_EVENT),
    "event-visitor-off": row(_EVENT_POST, **_EVENT, registration="visitor.pk"),
    "initiatives-desk": row(STAFF_LIST),
    "initiative-cards": row(STAFF_LIST),
    # Of what is not on the site; who works there goes on to the log.
    "initiative-card": data("404 302 404 404 404 404", **_REFERENCE),
    "initiative-intake": row("302 200 403 200 403 200"),
    "initiative-desk": row(STAFF_THING, **_REFERENCE),
    "initiative-timeline": row(STAFF_THING, **_REFERENCE),
    "initiative-publish": row(STAFF_WRITE, **_REFERENCE),
    "initiative-not-place": row(STAFF_WRITE, **_REFERENCE),
    "initiative-edit": row(STAFF_WRITE, **_REFERENCE),
    "initiative-look": _POST_BY_STAFF,
    "initiative-reopen": _POST_BY_STAFF,
    "initiative-remark": _POST_BY_STAFF,
    "initiative-answer": _POST_BY_STAFF,
    "initiative-support": row(PUBLIC, reference="geveltuin.reference"),
    "support": row(PUBLIC, token="supporter_token"),
    **dict.fromkeys(("support-confirm", "support-end"), row("405 405 405 405 405 405", token="supporter_token")),
    "initiative-supports": row(STAFF_THING, **_REFERENCE),
    "initiative-hands-off": row("302 405 403 405 403 405", **_REFERENCE, count="counted.pk"),
    "initiative-offer": row(PUBLIC, reference="geveltuin.reference"),
    "initiative-market": row(STAFF_THING, **_REFERENCE),
    "initiative-need-found": row("302 405 403 405 403 405", **_REFERENCE, need="needed.pk"),
    "initiative-offer-settle": row("302 405 403 405 403 405", **_REFERENCE, offer="offered.pk"),
    "initiative-rest": row("302 200 403 404 403 404", **_REFERENCE),
    "initiative-rest-end": _POST_BY_STAFF,
    **dict.fromkeys(("initiative-turn", "initiative-phase", "initiative-renew-link"), _POST_BY_STAFF),
    "matches": row(STAFF_LIST),
    "match": row(_EVENT_POST, pk="match.pk"),
    "matches-search": row(_EVENT_POST),
    "initiative-partner": row(STAFF_WRITE, **_REFERENCE, partner="joined.pk"),
    "initiative-partner-end": row(_EVENT_POST, **_REFERENCE, partner="joined.pk"),
    "initiative-alike": row(STAFF_THING, **_REFERENCE),
    "initiative-introduce": _POST_BY_STAFF,
    "initiative-proposal": _POST_BY_STAFF,
    "initiative-agree": _POST_BY_STAFF,
    "initiative-disagree": row(STAFF_WRITE, **_REFERENCE),
}

# Who runs the gemeente looks after colleagues there; what a colleague does elsewhere does not exist for them.
ADMIN = "302 403 403 403 200 200"
COLLEAGUE = "302 403 403 403 200 404"

TABLE |= {
    "livez": data(PUBLIC),
    "readyz": data(PUBLIC),
    "account": row("302 200 200 200 200 200"),
    "invitation": row(PUBLIC, token="invitation_token"),
    "settings": row(ADMIN),
    "municipality-settings": row(COLLEAGUE, municipality="arnhem.slug"),
    "shown-figures": row(COLLEAGUE, municipality="arnhem.slug"),
    "standard-texts": row(COLLEAGUE, municipality="arnhem.slug"),
    "standard-text-new": row(COLLEAGUE, municipality="arnhem.slug"),
    "standard-text": row(COLLEAGUE, municipality="arnhem.slug", key="text_word"),
    "standard-text-remove": row("302 403 403 403 405 405", municipality="arnhem.slug", key="text_word"),
    "contact-rules": row(COLLEAGUE, municipality="arnhem.slug"),
    "contact-rule-new": row(COLLEAGUE, municipality="arnhem.slug"),
    "contact-rule-change": row(COLLEAGUE, municipality="arnhem.slug", pk="desk.pk"),
    "contact-rule-remove": row("302 403 403 403 405 405", municipality="arnhem.slug", pk="desk.pk", theme="desk.pk"),
    "colleagues": row(ADMIN),
    "colleague-invite": row(ADMIN),
    "colleague": row(COLLEAGUE, pk="fatima.pk"),
    "colleague-assign": row(COLLEAGUE, pk="fatima.pk"),
    "colleague-close": row(COLLEAGUE, pk="fatima.pk"),
    "colleague-second-step-off": row(COLLEAGUE, pk="fatima.pk"),
    "colleague-invite-again": row("302 403 403 403 405 405", pk="fatima.pk"),
    "colleague-last-day": row(COLLEAGUE, pk="assignment.pk"),
}

# The work: lists are open to staff, each thing to the staff of its wijk, writing to the wijkmanager.
_WRITER_LIST = "302 200 403 200 403 200"
_POST_BY_WRITER = "302 405 403 405 403 405"

TABLE |= {
    "dashboard": row(STAFF_LIST),
    # Each sees their own work alone; without the word of the works council there is no file to fetch.
    "my-work": row(STAFF_LIST),
    "my-aim": row("302 405 405 405 403 405"),
    "my-work-file": data("302 302 302 302 403 302"),
    "team": row("302 200 403 200 200 200"),
    "notebook": row(_WRITER_LIST),
    "jot-new": row(_POST_BY_WRITER),
    "jot-receive": row(_POST_BY_WRITER),
    "jot-secret": row(_POST_BY_WRITER),
    "jot-device": row(PUBLIC),
    "service-worker": data(PUBLIC),
    "jot-sort-chosen": row(_POST_BY_WRITER),
    "jot-sort": row(_POST_BY_WRITER, pk="moment.pk"),
    "jot-undo": row(_POST_BY_WRITER, pk="moment.pk"),
    "moments": row(STAFF_LIST),
    "moment-new": row(_WRITER_LIST),
    "moment": row(STAFF_THING, pk="moment.pk"),
    "moment-heard": row(_POST_BY_WRITER, pk="moment.pk"),
    "moment-change": row(STAFF_WRITE, pk="moment.pk"),
    "agreements": row(STAFF_LIST),
    "agreement-new": row(_WRITER_LIST),
    "agreement": row(STAFF_THING, pk="agreement.pk"),
    "agreement-close": row(STAFF_WRITE, pk="agreement.pk"),
    "agreement-snooze": row(STAFF_WRITE, pk="agreement.pk"),
    "agreement-reopen": row(STAFF_WRITE, pk="agreement.pk"),
    "case-snooze": row(STAFF_WRITE, pk="case.pk"),
    "round": row(STAFF_LIST),
    "handover": row(_WRITER_LIST),
    "handover-back": row(_POST_BY_WRITER, pk="case.pk"),
    "outreaches": row(STAFF_LIST),
    "outreach": row(STAFF_THING, pk="outreach.pk"),
    "outreach-new": row(STAFF_WRITE, municipality="arnhem.slug", wijk="klarendal.slug"),
    "outreach-asked": row(_POST_BY_WRITER, pk="outreach.pk", member="outreach_member.pk"),
    "outreach-archive": row(_POST_BY_WRITER, pk="outreach.pk"),
    "signals": row(STAFF_LIST),
    "signal-new": row(_WRITER_LIST),
    "signal": row(STAFF_THING, pk="signal.pk"),
    "signal-follow": row(STAFF_WRITE, pk="signal.pk"),
    "signal-unfollow": row(_POST_BY_WRITER, pk="signal.pk", follower="follower.pk"),
    "signal-answer": row(STAFF_WRITE, pk="signal.pk"),
    "signal-reopen": row(_POST_BY_WRITER, pk="signal.pk"),
    "signal-worry": row(_POST_BY_WRITER, reference="kookavond.reference"),
    "signal-stop": row(PUBLIC, token="stop_token"),
    "signal-again": row(_POST_BY_WRITER, pk="signal.pk"),
    "radar": row(STAFF_LIST),
    "check-in": row(STAFF_THING, pk="check_in.pk"),
    "check-in-close": row(_POST_BY_WRITER, pk="check_in.pk"),
    "check-in-answer": row(PUBLIC, token="check_in_token"),
    "cases": row(STAFF_LIST),
    "referrals": row(STAFF_LIST),
    "referral-new": row(_WRITER_LIST),
    "referral": row(STAFF_THING, pk="referral.pk"),
    "referral-settle": row(_POST_BY_WRITER, pk="referral.pk"),
    "referral-later": row(_POST_BY_WRITER, pk="referral.pk"),
    "referral-reopen": row(_POST_BY_WRITER, pk="referral.pk"),
    "moment-answer": row(_POST_BY_WRITER, pk="moment.pk"),
    "round-log": row(_WRITER_LIST),
    "case-new": row(_WRITER_LIST),
    "case": row(STAFF_THING, pk="case.pk"),
    "case-step": row(STAFF_WRITE, pk="case.pk"),
    "case-link": row(STAFF_WRITE, pk="case.pk"),
    "case-close": row(STAFF_WRITE, pk="case.pk"),
    "case-reopen": row(STAFF_WRITE, pk="case.pk"),
    "case-answer": row(PUBLIC, token="answer_token"),
    "case-ask": row(STAFF_WRITE, pk="asked.case_id", party="asked.party_id"),
    "case-answer-plain": row(STAFF_WRITE, pk="answered.case_id", answer="answered.pk"),
    "case-answer-withdraw": row(STAFF_WRITE, pk="asked.case_id", answer="asked.pk"),
}

# Who is who. A gemeente contact is there for every wijk of the gemeente, so anna sees and keeps it too.
_ACTOR, _NETWORK, _DESK = {"pk": "bakery.pk"}, {"pk": "tea_hour.pk"}, {"pk": "desk.pk"}
_TWO = {**_ACTOR, "other": "tie.target_actor_id"}
_PERSON = {**_ACTOR, "function": "owner.pk"}
_ADD = "302 200 403 200 403 200"
_POST_ONLY = "302 405 403 405 403 405"
# A file that fatima read in: hers, and of who runs the gemeente.
_RUN = {"pk": "import_run.pk"}
_IMPORT = "302 200 403 404 200 404"
_IMPORT_LIST = "302 200 403 200 200 200"
_POST_BY_ADMIN = "302 403 403 403 405 405"

TABLE |= {
    "actors": row(STAFF_LIST),
    "actor-borders": data(STAFF_LIST),
    "actor": row(STAFF_THING, **_ACTOR),
    "area-timeline": row(STAFF_THING, municipality="arnhem.slug", wijk="klarendal.slug"),
    "actor-talk": row(STAFF_THING, **_ACTOR),
    "network-talk": row(STAFF_THING, **_NETWORK),
    "actor-new": row(_ADD),
    "actor-likely": data(_ADD),
    "duplicates": row(_IMPORT_LIST),
    "duplicate-apart": row("302 405 403 405 405 405", **_TWO),
    "actor-merge": row(_IMPORT, **_TWO),
    "actor-merged": row(_IMPORT, pk="merged.pk"),
    "actor-merge-undo": row("302 405 403 405 405 405", pk="merged.pk"),
    "actor-change": row(STAFF_WRITE, **_ACTOR),
    "actor-archive": row(STAFF_WRITE, **_ACTOR),
    "actor-restore": row(_POST_ONLY, **_ACTOR),
    "actor-tie-new": row(STAFF_WRITE, **_ACTOR),
    "actor-reach": row(STAFF_WRITE, **_ACTOR),
    "person-new": row(STAFF_WRITE, **_ACTOR),
    "new-face": row(STAFF_WRITE, **_ACTOR),
    "actor-met": row(_POST_ONLY, **_ACTOR),
    "person": row(STAFF_THING, **_PERSON),
    "person-change": row(STAFF_WRITE, **_PERSON),
    "person-told": row(STAFF_WRITE, **_PERSON),
    "person-link": row(STAFF_WRITE, **_PERSON),
    "person-end": row(STAFF_WRITE, **_PERSON),
    "person-erase": row(STAFF_WRITE, **_PERSON),
    "person-stop": row(PUBLIC, token="person_token"),
    "tie-confirm": row(_POST_ONLY, pk="tie.pk"),
    "tie-end": row(_POST_ONLY, pk="tie.pk"),
    "kinds": row(ADMIN),
    "kind-new": row(ADMIN),
    "kind-change": row(COLLEAGUE, pk="own_kind.pk"),
    "kind-merge": row(COLLEAGUE, pk="own_kind.pk"),
    "kind-remove": row(COLLEAGUE, pk="own_kind.pk"),
    "kind-hide": row(_POST_BY_ADMIN, pk="own_kind.pk"),
    "kind-show": row(_POST_BY_ADMIN, pk="own_kind.pk"),
    "networks": row(STAFF_LIST),
    "network": row(STAFF_THING, **_NETWORK),
    "network-new": row(_ADD),
    "network-change": row(STAFF_WRITE, **_NETWORK),
    "network-archive": row(STAFF_WRITE, **_NETWORK),
    "network-restore": row(_POST_ONLY, **_NETWORK),
    "network-tie-new": row(STAFF_WRITE, **_NETWORK),
    "network-reach": row(STAFF_WRITE, **_NETWORK),
    "network-wijken": row(STAFF_LIST),
    "channels": row(STAFF_LIST),
    "channel": row(STAFF_THING, pk="channel.pk"),
    "channel-new": row(_ADD),
    "channel-change": row(STAFF_WRITE, pk="channel.pk"),
    "channel-archive": row(_POST_ONLY, pk="channel.pk"),
    "buddy-new": row(STAFF_WRITE, pk="channel.pk"),
    "buddy-erase": row(STAFF_WRITE, pk="channel.pk", buddy="buddy.pk"),
    "alliances": row(STAFF_LIST),
    "alliance": row(STAFF_THING, pk="alliance.pk"),
    "alliance-new": row(_ADD),
    "alliance-change": row(STAFF_WRITE, pk="alliance.pk"),
    "alliance-archive": row(_POST_ONLY, pk="alliance.pk"),
    "partner-new": row(STAFF_WRITE, pk="alliance.pk"),
    "partner-change": row(STAFF_WRITE, pk="alliance.pk", partner="partner.pk"),
    "partner-remove": row(_POST_ONLY, pk="alliance.pk", partner="partner.pk"),
    # A plan is of the gemeente: every wijk of it sees it, and its admins keep it too.
    "plans": row("302 200 200 200 200 200"),
    "plan": row("302 200 200 200 200 404", pk="plan.pk"),
    "plan-new": row("302 200 403 200 200 200"),
    "plan-change": row("302 200 403 200 200 404", pk="plan.pk"),
    "actor-position-new": row(STAFF_WRITE, **_ACTOR),
    "network-position-new": row(STAFF_WRITE, **_NETWORK),
    "position-remove": row(STAFF_WRITE, pk="position.pk"),
    "reach-matrix": row(STAFF_THING, **_WIJK),
    "network-whole": row(STAFF_THING, **_WIJK),
    "network-drawing": data(STAFF_THING, **_WIJK),
    "network-answers": row(STAFF_THING, **_WIJK),
    "network-export": row(STAFF_THING, **_WIJK),
    "network-over-time": row(STAFF_THING, **_WIJK),
    "trusted-circle": row(STAFF_THING, **_WIJK),
    "warm-path": row(STAFF_THING, **_WIJK),
    "still-true": row(STAFF_WRITE, **_WIJK),
    "groups": row("302 200 200 404 200 404", **_WIJK),
    "group-new": row("302 200 403 404 200 404", **_WIJK),
    "group-change": row("302 200 403 404 200 404", **_WIJK, pk="elderly.pk"),
    "people-export": data(STAFF_LIST, format_="format_word"),
    "ties-export": data(STAFF_LIST, format_="format_word"),
    "reach-export": data(STAFF_LIST, format_="format_word"),
    "imports": row(_IMPORT_LIST),
    "import-new": row(_IMPORT_LIST),
    "import-example": data(_IMPORT_LIST, kind="import_word"),
    "import": row(_IMPORT, **_RUN),
    "import-columns": row(_IMPORT, **_RUN),
    "import-progress": data(_IMPORT, **_RUN),
    "import-file": data(_IMPORT, **_RUN),
    "import-wrong": data(_IMPORT, **_RUN),
    "import-undo": row(_IMPORT, **_RUN),
    "import-discard": row("302 405 403 405 405 405", **_RUN),
    "municipal-contacts": row(STAFF_LIST),
    "municipal-contact": row("302 200 200 200 403 404", **_DESK),
    "municipal-contact-new": row(_ADD),
    "municipal-contact-change": row("302 200 403 200 403 404", **_DESK),
    "municipal-contact-archive": row("302 200 403 200 403 404", **_DESK),
    "municipal-contact-restore": row(_POST_ONLY, **_DESK),
}

TABLE |= {name: row(statuses, **arguments) for name, (statuses, arguments) in (TEAM | CIRCLE).items()}
