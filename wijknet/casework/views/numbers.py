"""Who hears an answer to a signal, as numbers: by mail, on their own page, and who is counted only."""

import hashlib
from dataclasses import dataclass

from wijknet.casework.models import Signal, SignalFollower


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How many people an answer reaches, and how. Who left no address is counted."""

    mailed: int
    page: int
    counted: int

    @property
    def words(self) -> str:
        """ "4 mensen krijgen mail, 9 anderen zijn geteld"."""
        told = ["1 mens krijgt mail" if self.mailed == 1 else f"{self.mailed} mensen krijgen mail"]
        if self.page:
            told.append("1 leest het op de eigen pagina" if self.page == 1 else f"{self.page} lezen het op hun pagina")
        told.append("1 ander is geteld" if self.counted == 1 else f"{self.counted} anderen zijn geteld")
        return ", ".join(told)

    def stamp(self, text: str) -> str:
        """What was shown before sending: these words, to so many."""
        return hashlib.sha256(f"{self.mailed}-{self.page}-{self.counted}-{text}".encode()).hexdigest()[:16]


def numbers_of(signal: Signal, followers: list[SignalFollower]) -> Numbers:
    """`followers` are those `to_tell`."""
    page = sum(1 for one in followers if one.initiative and not one.initiative.submission.reach_mail)
    return Numbers(mailed=len(followers) - page, page=page, counted=max(signal.raised_count - len(followers), 0))
