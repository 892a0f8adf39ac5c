"""Writes of initiatives, one module per group of verbs. Import the verbs from here."""

from initiatives.services.desk import (
    answer,
    change_initiative,
    look_at,
    not_place,
    publish,
    renew_link,
    reopen,
    write_remark,
)
from initiatives.services.pictures import approve_picture, keep_picture, remove_picture
from initiatives.services.progress import set_phase, set_results, set_waiting
from initiatives.services.sender import change_own, confirm_email, mail_link_again, sender_writes, withdraw
from initiatives.services.submit import clear_old, keep_draft, submit

__all__ = [
    "answer",
    "approve_picture",
    "change_initiative",
    "change_own",
    "clear_old",
    "confirm_email",
    "keep_draft",
    "keep_picture",
    "look_at",
    "mail_link_again",
    "not_place",
    "publish",
    "remove_picture",
    "renew_link",
    "reopen",
    "sender_writes",
    "set_phase",
    "set_results",
    "set_waiting",
    "submit",
    "withdraw",
    "write_remark",
]
