"""A network as it stands in a file: points with a name, lines between them, and whatever was written beside these."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNode:
    """`key` is what lines point to, `kind` the word for what it is."""

    key: str
    label: str
    kind: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEdge:
    """`mutual` works both ways, from `source` to `target` and back."""

    source: str
    target: str
    kind: str = ""
    mutual: bool = False
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNetwork:
    """Keys of nodes are unique. `notes` are sentences about what stands in the file and was not taken."""

    nodes: tuple[FileNode, ...]
    edges: tuple[FileEdge, ...]
    notes: tuple[str, ...] = ()

    @property
    def directed(self) -> bool:
        return any(not edge.mutual for edge in self.edges)
