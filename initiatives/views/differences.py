"""Old words beside new ones, so that a person sees at a glance what changes."""

import difflib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from initiatives.models import Initiative, TextProposal

# Words with the space after them; a line end stands on its own.
_WORDS = re.compile(r"\n|[^\s]+[^\S\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of words: kind is "" (the same), "old" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field whose words change."""

    label: str
    parts: list[Part]


def parts_of(old: str, new: str) -> list[Part]:
    """Both texts in one, in order: what stays, what goes and what comes."""
    before, after = (_WORDS.findall(text.replace("\r\n", "\n")) for text in (old, new))
    parts = []
    matcher = difflib.SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after])
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            parts.append(Part(kind="", text="".join(after[c:d])))
            continue
        parts += [Part(kind="old", text="".join(before[a:b]))] if a < b else []
        parts += [Part(kind="new", text="".join(after[c:d]))] if c < d else []
    return parts


def differences(initiative: Initiative, proposal: TextProposal) -> list[Difference]:
    """What the proposal changes, field by field."""
    labels = {"title": _("Titel"), "story": _("Verhaal"), "place_text": _("Plek")}
    return [
        Difference(label=label, parts=parts_of(old, new))
        for name, label in labels.items()
        if (old := getattr(initiative, name)) != (new := getattr(proposal, name))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A proposal that waits, with what it changes."""

    proposal: TextProposal
    differences: list[Difference]


def open_proposal(initiative: Initiative) -> Shown | None:
    """The words that lie with the sender now."""
    return shown(initiative, TextProposal.objects.filter(initiative=initiative).open().first())


def shown(initiative: Initiative, proposal: TextProposal | None) -> Shown | None:
    """A proposal with what it changes; nothing when it was answered or taken back."""
    if proposal is None or proposal.answer != TextProposal.Answer.OPEN:
        return None
    return Shown(proposal=proposal, differences=differences(initiative, proposal))


def newest(initiative: Initiative) -> TextProposal | None:
    """The last words that were proposed, answered or not."""
    found: TextProposal | None = TextProposal.objects.filter(initiative=initiative).order_by("-at", "-pk").first()
    return found
