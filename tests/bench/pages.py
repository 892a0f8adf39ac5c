"""What is measured, and what it may cost (queries, and time as a ratio to its floor)."""

from dataclasses import dataclass

PUBLIC = "public"
SIGNED_IN = "signed-in"


@dataclass(frozen=True, kw_only=True)
class Page:
    """`key` is the name under which `data.py` hands over the address."""

    key: str
    floor: str
    queries: int
    ratio: float
    posts: bool = False


PAGES = (
    Page(key="dashboard", floor=SIGNED_IN, queries=15, ratio=3.0),
    Page(key="moments", floor=SIGNED_IN, queries=8, ratio=2.5),
    Page(key="actors", floor=SIGNED_IN, queries=8, ratio=2.5),
    # With the timeline, a fragment of casework, that may cost 3.
    Page(key="actor", floor=SIGNED_IN, queries=15, ratio=2.5),
    Page(key="case", floor=SIGNED_IN, queries=12, ratio=2.5),
    Page(key="area", floor=PUBLIC, queries=8, ratio=2.0),
    Page(key="initiatives", floor=PUBLIC, queries=8, ratio=2.0),
    Page(key="post moment", floor=SIGNED_IN, queries=12, ratio=3.0, posts=True),
    Page(key="post initiative", floor=PUBLIC, queries=15, ratio=4.0, posts=True),
)
