"""What the gate knows of someone who looks: which wijken and gemeenten they work in, as what."""

from enum import StrEnum
from typing import Any, Protocol, runtime_checkable


class Function(StrEnum):
    WIJKMANAGER = "WIJKMANAGER"
    CURATOR = "CURATOR"
    READER = "READER"
    MUNICIPALITY_ADMIN = "MUNICIPALITY_ADMIN"


FUNCTION_LABELS: dict[Function, str] = {
    Function.WIJKMANAGER: "wijkmanager",
    Function.CURATOR: "redacteur wijkprofiel",
    Function.READER: "lezer",
    Function.MUNICIPALITY_ADMIN: "beheerder gemeente",
}

# Who reads the work of a wijk, and who edits its profile. Named once, so that views read like a policy.
STAFF = (Function.WIJKMANAGER, Function.READER)
CURATORS = (Function.CURATOR, Function.MUNICIPALITY_ADMIN)


@runtime_checkable
class Viewer(Protocol):
    """Implemented by the user (`wijknet.accounts`). No functions named means: any function."""

    @property
    def pk(self) -> Any: ...

    @property
    def is_authenticated(self) -> bool: ...

    def wijk_ids(self, *functions: Function) -> frozenset[int]:
        """Primary keys of the wijken assigned one by one."""
        ...

    def municipality_ids(self, *functions: Function) -> frozenset[int]:
        """Primary keys of the gemeenten assigned as a whole."""
        ...

    def works_in(self, area_id: int | None, municipality_id: int | None, *functions: Function) -> bool:
        """Whether one of the functions is held in this wijk or its whole gemeente."""
        ...
