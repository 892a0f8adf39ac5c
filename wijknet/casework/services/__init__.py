"""Writes of the work: one file per group of verbs.

Every service is one transaction, takes the form's key where it creates (sent twice is stored once), writes
the log and returns the thing. Who may call it is decided before: views ask `permissions`.
"""

from wijknet.casework.services.agreements import (
    keep_agreement,
    make_agreement,
    reopen_agreement,
    withdraw_agreement,
)
from wijknet.casework.services.aims import set_weekly_aim
from wijknet.casework.services.answers import PURPOSE, answer_question, ask_answer, withdraw_question, write_plain
from wijknet.casework.services.asking import answer_met, answer_spoke_for, put_aside
from wijknet.casework.services.cases import Next, add_step, close_case, link_contact, open_case, reopen_case
from wijknet.casework.services.check_ins import CHECK_IN, answer_check_in, close_check_in, watch
from wijknet.casework.services.handovers import end_handovers, hand_over, recall_handover
from wijknet.casework.services.jottings import (
    WorkedOut,
    expire_jottings,
    notebook_secret,
    take_back,
    work_out,
    write_jotting,
)
from wijknet.casework.services.minutes import Minutes, Promise, keep_minutes
from wijknet.casework.services.moments import (
    Heard,
    NewAgreement,
    Talk,
    change_moment,
    expire_private_moments,
    hear_again,
    log_moment,
)
from wijknet.casework.services.outreaches import archive_outreach, keep_circle, tick_asked
from wijknet.casework.services.referrals import (
    NewReferral,
    ask_referral_later,
    refer,
    reopen_referral,
    settle_referral,
)
from wijknet.casework.services.reminders import send_digests, send_reminders
from wijknet.casework.services.rounds import Round, RoundLine, log_round
from wijknet.casework.services.signal_answers import (
    STOP,
    answer_signal,
    follow_signal,
    hear_worry,
    reopen_signal,
    stop_following,
)
from wijknet.casework.services.signals import count_again, raise_signal
from wijknet.casework.services.snoozes import snooze_agreement, snooze_case
from wijknet.casework.services.terms import clear_old

__all__ = [
    "CHECK_IN",
    "PURPOSE",
    "STOP",
    "Heard",
    "Minutes",
    "NewAgreement",
    "NewReferral",
    "Next",
    "Promise",
    "Round",
    "RoundLine",
    "Talk",
    "WorkedOut",
    "add_step",
    "answer_check_in",
    "answer_met",
    "answer_question",
    "answer_signal",
    "answer_spoke_for",
    "archive_outreach",
    "ask_answer",
    "ask_referral_later",
    "change_moment",
    "clear_old",
    "close_case",
    "close_check_in",
    "count_again",
    "end_handovers",
    "expire_jottings",
    "expire_private_moments",
    "follow_signal",
    "hand_over",
    "hear_again",
    "hear_worry",
    "keep_agreement",
    "keep_circle",
    "keep_minutes",
    "link_contact",
    "log_moment",
    "log_round",
    "make_agreement",
    "notebook_secret",
    "open_case",
    "put_aside",
    "raise_signal",
    "recall_handover",
    "refer",
    "reopen_agreement",
    "reopen_case",
    "reopen_referral",
    "reopen_signal",
    "send_digests",
    "send_reminders",
    "set_weekly_aim",
    "settle_referral",
    "snooze_agreement",
    "snooze_case",
    "stop_following",
    "take_back",
    "tick_asked",
    "watch",
    "withdraw_agreement",
    "withdraw_question",
    "work_out",
    "write_jotting",
    "write_plain",
]
