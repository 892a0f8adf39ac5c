"""Who gets what: every address of ours × every person × the status of a GET.

The order of the people is that of `tests.world.PEOPLE`: anonymous, fatima (wijkmanager of wijk A), joris (reader
of wijk A), anna (wijkmanager of wijk B), beheer (admin of the gemeente), other_gemeente (admin elsewhere).
All things lie in wijk A. 302 is the way to sign-in, 403 the wrong function, 404 another wijk, 405 an address that
only takes a POST.
"""

from dataclasses import dataclass, replace

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
