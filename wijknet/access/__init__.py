"""The gate: who may open which address.

Floor 2; no tables. Defines what a viewer is (the user implements it, five floors up), the
marks `@public` and `@requires` that every view carries one of, and the middleware that
refuses writes on GET. Deny by default: a view without a mark is closed and fails the tests.
"""
