"""Triggers: an actor of a sensitive kind has no persons, no ties and no part in a network, whoever writes and however.

A check constraint sees one row of one table; this rule spans more, so it is a trigger per way in: a new function,
tie or participation, an actor that gets another kind, a kind that becomes sensitive. On PostgreSQL the rows that the
rule reads are locked, so that two transactions at once cannot step around it.

Used by the migration that makes the tables. SQLite makes a table anew when a later migration alters it, which drops
that table's triggers or fails on the others: let such a migration start with `RunPython(drop, create)` and end with
`RunPython(create, drop)`. A test asks the database whether they stand.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FUNCTION_REFUSED = "actors_function_not_at_sensitive"
PART_REFUSED = "actors_network_not_with_sensitive"
TIE_REFUSED = "actors_tie_not_with_sensitive"
KIND_REFUSED = "actors_sensitive_kind_stays_bare"

_SENSITIVE_ACTOR = """
    SELECT 1 FROM actors_actor a JOIN actors_actorkind k ON k.id = a.kind_id
    WHERE k.sensitive AND a.id IN ({actors})"""
_SENSITIVE_KIND = "SELECT 1 FROM actors_actorkind k WHERE k.sensitive AND k.id = NEW.kind_id"
_IS_BOUND = """
    SELECT 1 FROM actors_actor a WHERE {actors} AND (
        EXISTS (SELECT 1 FROM actors_personfunction f WHERE f.actor_id = a.id)
        OR EXISTS (SELECT 1 FROM actors_tie t WHERE t.source_actor_id = a.id)
        OR EXISTS (SELECT 1 FROM actors_tie t WHERE t.target_actor_id = a.id)
        OR EXISTS (SELECT 1 FROM actors_informalnetwork_actors n WHERE n.actor_id = a.id))"""
_BOTH_SIDES = "NEW.source_actor_id, NEW.target_actor_id"

# table, columns that bring it about, whether a new row does too, when it refuses, the name of the refusal
_RULES = (
    (
        "actors_personfunction",
        "actor_id",
        True,
        f"EXISTS ({_SENSITIVE_ACTOR.format(actors='NEW.actor_id')})",
        FUNCTION_REFUSED,
    ),
    (
        "actors_informalnetwork_actors",
        "actor_id",
        True,
        f"EXISTS ({_SENSITIVE_ACTOR.format(actors='NEW.actor_id')})",
        PART_REFUSED,
    ),
    (
        "actors_tie",
        "source_actor_id, target_actor_id",
        True,
        f"EXISTS ({_SENSITIVE_ACTOR.format(actors=_BOTH_SIDES)})",
        TIE_REFUSED,
    ),
    (
        "actors_actor",
        "kind_id",
        False,
        f"EXISTS ({_SENSITIVE_KIND}) AND EXISTS ({_IS_BOUND.format(actors='a.id = NEW.id')})",
        KIND_REFUSED,
    ),
    (
        "actors_actorkind",
        "sensitive",
        False,
        f"NEW.sensitive AND EXISTS ({_IS_BOUND.format(actors='a.kind_id = NEW.id')})",
        KIND_REFUSED,
    ),
)
_LOCKS = {
    "actors_personfunction": ("NEW.actor_id",),
    "actors_informalnetwork_actors": ("NEW.actor_id",),
    "actors_tie": ("NEW.source_actor_id", "NEW.target_actor_id"),
}


def trigger_names(vendor: str) -> set[str]:
    """What must stand in the database."""
    if vendor == "postgresql":
        return {f"{table}_sensitive" for table, *_rest in _RULES}
    updates = {f"{table}_sensitive_update" for table, *_rest in _RULES}
    return updates | {f"{table}_sensitive_insert" for table, _columns, on_insert, *_rest in _RULES if on_insert}


def create(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    write = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    for table, columns, on_insert, refused_when, name in _RULES:
        for statement in write(table, columns, on_insert, refused_when, name):
            schema_editor.execute(statement, params=None)


def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, *_rest in _RULES:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_sensitive_insert", params=None)
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_sensitive_update", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_sensitive ON {table}", params=None)
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_sensitive()", params=None)


def _sqlite(table: str, columns: str, on_insert: bool, refused_when: str, name: str) -> list[str]:
    events = {"update": f"UPDATE OF {columns}"} | ({"insert": "INSERT"} if on_insert else {})
    return [
        f"CREATE TRIGGER {table}_sensitive_{suffix} BEFORE {event} ON {table} WHEN {refused_when} "
        f"BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}'); END"
        for suffix, event in events.items()
    ]


def _postgresql(table: str, columns: str, on_insert: bool, refused_when: str, name: str) -> list[str]:
    event = f"{'INSERT OR ' if on_insert else ''}UPDATE OF {columns}"
    locks = " ".join(
        f"PERFORM 1 FROM actors_actor a JOIN actors_actorkind k ON k.id = a.kind_id "
        f"WHERE a.id = {actor} FOR SHARE OF a, k;"
        for actor in _LOCKS.get(table, ())
    )
    if table == "actors_actor":
        locks = "PERFORM 1 FROM actors_actorkind k WHERE k.id = NEW.kind_id FOR SHARE;"
    function = (
        f"CREATE FUNCTION {table}_sensitive() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {locks} "
        f"IF {refused_when} THEN RAISE EXCEPTION 'CHECK constraint failed: {name}' "
        f"USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; RETURN NEW; END $$"
    )
    trigger = f"CREATE TRIGGER {table}_sensitive BEFORE {event} ON {table} FOR EACH ROW"
    return [function, f"{trigger} EXECUTE FUNCTION {table}_sensitive()"]
