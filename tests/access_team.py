"""The rows of the access table about who pulls and who helps: address → statuses, and arguments in the world.

Pages behind a personal link open for whoever has it; what they do takes a POST.
"""

OPEN = "200 200 200 200 200 200"
POST = "405 405 405 405 405 405"
STAFF = "302 200 200 404 403 404"
STAFF_POST = "302 405 403 405 403 405"

_SENDER = {"token": "sender_token"}
_MEMBER = {"token": "team_token"}
_HELPER = {"token": "offer_token"}
_REFERENCE = {"reference": "kookavond.reference"}

ROWS: dict[str, tuple[str, dict[str, str]]] = {
    "initiative-follow-needs": (OPEN, _SENDER),
    "initiative-follow-need": (POST, _SENDER | {"need": "needed.pk"}),
    "initiative-follow-team": (OPEN, _SENDER),
    "initiative-follow-pull": (POST, _SENDER),
    "initiative-follow-asked": (POST, _SENDER | {"member": "invited.pk"}),
    "initiative-follow-task-new": (POST, _SENDER),
    "initiative-follow-task": (POST, _SENDER | {"task": "task.pk"}),
    "initiative-follow-offer": (POST, _SENDER | {"offer": "offered.pk"}),
    "team-member": (OPEN, _MEMBER),
    "team-member-no": (POST, _MEMBER),
    "team-member-leave": (POST, _MEMBER),
    "team-member-task": (POST, _MEMBER | {"task": "task.pk"}),
    "offer-own": (OPEN, _HELPER),
    "offer-own-end": (POST, _HELPER),
    "initiative-need-place": (STAFF_POST, _REFERENCE | {"need": "needed.pk"}),
    "initiative-need-refuse": ("302 200 403 404 403 404", _REFERENCE | {"need": "needed.pk"}),
    "initiative-team-task-new": (STAFF_POST, _REFERENCE),
    "initiative-team-task": (STAFF_POST, _REFERENCE | {"task": "task.pk"}),
    "initiative-team": (STAFF, _REFERENCE),
    "initiative-sender-pulls": (STAFF_POST, _REFERENCE),
    "initiative-team-member": (STAFF_POST, _REFERENCE | {"member": "teammate.pk"}),
    "initiative-team-offer": (STAFF_POST, _REFERENCE | {"offer": "offered.pk"}),
}
