"""The house around the subject: the floors that `actors` and `initiatives` stand on, and the roof.

Imports go down only; `pyproject.toml` holds the floors and the test suite checks them. From the
ground up: plain Python (roles, graph, declare, later), look and gate (ui, access), services without a view
on the world (log, mail, tokens, files, jobs), where (areas), who you are (accounts), privacy; then
actors and initiatives; then casework, profiles, and the roof (dashboard, pages, api).
"""

from wijknet.later import wait_with_packages

wait_with_packages()
