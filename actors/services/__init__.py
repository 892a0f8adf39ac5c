"""What one can do with who is who, in verbs. Keyword-only, one transaction, written in the log."""

from actors.services.actors import add_actor, archive_actor, change_actor, mark_spoken, note_approach, restore_actor
from actors.services.alliances import (
    add_alliance,
    add_partner,
    change_alliance,
    change_partner,
    remove_partner,
    set_alliance_archived,
)
from actors.services.channels import add_buddy, add_channel, change_channel, erase_buddy, set_channel_archived
from actors.services.contacts import (
    add_municipal_contact,
    archive_municipal_contact,
    change_municipal_contact,
    remove_theme,
    restore_municipal_contact,
)
from actors.services.kinds import add_kind, change_kind, ensure_kinds, hide_kind, merge_kind, remove_kind, show_kind
from actors.services.merging import keep_apart, merge_actors
from actors.services.networks import add_network, archive_network, change_network, restore_network
from actors.services.people import (
    add_person_function,
    change_person,
    end_person_function,
    erase_person,
    give_stop_link,
    note_met,
    tell_person,
)
from actors.services.positions import add_position, remove_position
from actors.services.relations import (
    add_tie,
    confirm_reach,
    confirm_tie,
    end_tie,
    forget_reach,
    put_back,
    set_reach,
)
from actors.services.terms import clear_old
from actors.services.unmerging import undo_merge

__all__ = [
    "add_actor",
    "add_alliance",
    "add_buddy",
    "add_channel",
    "add_kind",
    "add_municipal_contact",
    "add_network",
    "add_partner",
    "add_person_function",
    "add_position",
    "add_tie",
    "archive_actor",
    "archive_municipal_contact",
    "archive_network",
    "change_actor",
    "change_alliance",
    "change_channel",
    "change_kind",
    "change_municipal_contact",
    "change_network",
    "change_partner",
    "change_person",
    "clear_old",
    "confirm_reach",
    "confirm_tie",
    "end_person_function",
    "end_tie",
    "ensure_kinds",
    "erase_buddy",
    "erase_person",
    "forget_reach",
    "give_stop_link",
    "hide_kind",
    "keep_apart",
    "mark_spoken",
    "merge_actors",
    "merge_kind",
    "note_approach",
    "note_met",
    "put_back",
    "remove_kind",
    "remove_partner",
    "remove_position",
    "remove_theme",
    "restore_actor",
    "restore_municipal_contact",
    "restore_network",
    "set_alliance_archived",
    "set_channel_archived",
    "set_reach",
    "show_kind",
    "tell_person",
    "undo_merge",
]
