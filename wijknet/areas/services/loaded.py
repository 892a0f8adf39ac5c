"""What a load did, as counts and remarks for the person who ran it."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts of one kind of row."""

    what: str
    new: int = 0
    changed: int = 0
    same: int = 0

    def __str__(self) -> str:
        return f"{self.what}: {self.new} nieuw, {self.changed} gewijzigd, {self.same} gelijk"


@dataclass(slots=True)
class Loaded:
    """The result of one file."""

    tallies: list[Tally] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        return sum(tally.new for tally in self.tallies)

    @property
    def changed(self) -> int:
        return sum(tally.changed for tally in self.tallies)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.tallies), *self.remarks])


def some(names: list[str], most: int = 5) -> str:
    """A few names and how many more there are."""
    listed = ", ".join(names[:most])
    return listed if len(names) <= most else f"{listed} en nog {len(names) - most}"
