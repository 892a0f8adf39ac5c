"""The gate: who may open which address.

Floor 2; no tables. Defines what a viewer is (the user implements it, three floors up), the marks
`@public`, `@requires` and `@signed_in` of which every view carries one, `@limited` for what may not be
tried without end, and the middleware that refuses writes on GET. Deny by default: a view without a mark is
closed and fails the tests.
"""

from wijknet.access.gate import (
    get_prepared_or_404,
    get_visible_or_404,
    public,
    require_function,
    requires,
    rows_or_404,
    signed_in,
    viewer_of,
)
from wijknet.access.limits import limited
from wijknet.access.viewer import CURATORS, FUNCTION_LABELS, STAFF, Function, Viewer

__all__ = [
    "CURATORS",
    "FUNCTION_LABELS",
    "STAFF",
    "Function",
    "Viewer",
    "get_prepared_or_404",
    "get_visible_or_404",
    "limited",
    "public",
    "require_function",
    "requires",
    "rows_or_404",
    "signed_in",
    "viewer_of",
]
