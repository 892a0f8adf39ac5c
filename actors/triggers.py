"""Triggers: an actor of a sensitive kind has no persons, no ties, no part in a network, an alliance or an idea, and
holds no position; whoever writes and however.

A check constraint sees one row of one table; this rule spans more, so it is a trigger per way in: a new function,
tie or participation, an actor that gets another kind, a kind that becomes sensitive. On PostgreSQL the rows that the
rule reads are locked, so that two transactions at once cannot step around it.

Used by every migration that makes such a table: `create` and `drop` look which tables there are, so that they do
the right thing at each point of the history. SQLite makes a table anew when a later migration alters it, which drops
that table's triggers or fails on the others: let such a migration start with `RunPython(drop, create)` and end with
`RunPython(create, drop)`. A test asks the database whether they stand.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FUNCTION_REFUSED = "actors_function_not_at_sensitive"
PART_REFUSED = "actors_network_not_with_sensitive"
TIE_REFUSED = "actors_tie_not_with_sensitive"
PARTNER_REFUSED = "actors_partner_not_of_sensitive"
POSITION_REFUSED = "actors_position_not_of_sensitive"
BUDDY_REFUSED = "actors_buddy_not_at_sensitive"
JOINS_REFUSED = "initiatives_partner_not_of_sensitive"
KIND_REFUSED = "actors_sensitive_kind_stays_bare"

_SENSITIVE_ACTOR = """
    SELECT 1 FROM actors_actor a JOIN actors_actorkind k ON k.id = a.kind_id
    WHERE k.sensitive AND a.id IN ({actors})"""
_SENSITIVE_KIND = "SELECT 1 FROM actors_actorkind k WHERE k.sensitive AND k.id = NEW.kind_id"
_IS_BOUND = "EXISTS (SELECT 1 FROM actors_actor a WHERE ({bonds}) AND"
_HANGS_ON = "EXISTS (SELECT 1 FROM {table} b WHERE {how})"
# What may not hang on such an actor: the table, and how it is found from the actor.
_BONDS = (
    ("actors_personfunction", "b.actor_id = a.id"),
    ("actors_tie", "b.source_actor_id = a.id"),
    ("actors_tie", "b.target_actor_id = a.id"),
    ("actors_informalnetwork_actors", "b.actor_id = a.id"),
    ("actors_alliancepartner", "b.actor_id = a.id"),
    ("actors_position", "b.actor_id = a.id"),
    ("initiatives_partner", "b.actor_id = a.id"),
    ("actors_buddy", "b.channel_id IN (SELECT c.id FROM actors_channel c WHERE c.owner_id = a.id)"),
)
_BOTH_SIDES = "NEW.source_actor_id, NEW.target_actor_id"

_OWNER = "(SELECT c.owner_id FROM actors_channel c WHERE c.id = NEW.channel_id)"
_HAS_BUDDY = "EXISTS (SELECT 1 FROM actors_buddy b WHERE b.channel_id = NEW.id)"
# Stands in a rule for: something hangs on the actors that are meant.
_BOUND = "{bound}"


def _at_sensitive(actors: str) -> str:
    return f"EXISTS ({_SENSITIVE_ACTOR.format(actors=actors)})"


# table, columns that bring it about, whether a new row does too, when it refuses, the name of the refusal
_RULES = (
    ("actors_personfunction", "actor_id", True, _at_sensitive("NEW.actor_id"), FUNCTION_REFUSED),
    ("actors_informalnetwork_actors", "actor_id", True, _at_sensitive("NEW.actor_id"), PART_REFUSED),
    ("actors_tie", "source_actor_id, target_actor_id", True, _at_sensitive(_BOTH_SIDES), TIE_REFUSED),
    ("actors_alliancepartner", "actor_id", True, _at_sensitive("NEW.actor_id"), PARTNER_REFUSED),
    ("actors_position", "actor_id", True, _at_sensitive("NEW.actor_id"), POSITION_REFUSED),
    ("initiatives_partner", "actor_id", True, _at_sensitive("NEW.actor_id"), JOINS_REFUSED),
    ("actors_buddy", "channel_id", True, _at_sensitive(_OWNER), BUDDY_REFUSED),
    ("actors_channel", "owner_id", False, f"{_at_sensitive('NEW.owner_id')} AND {_HAS_BUDDY}", BUDDY_REFUSED),
    ("actors_actor", "kind_id", False, f"EXISTS ({_SENSITIVE_KIND}) AND {_BOUND} a.id = NEW.id)", KIND_REFUSED),
    ("actors_actorkind", "sensitive", False, f"NEW.sensitive AND {_BOUND} a.kind_id = NEW.id)", KIND_REFUSED),
)
_LOCKS = {
    "actors_personfunction": ("NEW.actor_id",),
    "actors_informalnetwork_actors": ("NEW.actor_id",),
    "actors_tie": ("NEW.source_actor_id", "NEW.target_actor_id"),
    "actors_alliancepartner": ("NEW.actor_id",),
    "actors_position": ("NEW.actor_id",),
    "initiatives_partner": ("NEW.actor_id",),
    "actors_buddy": (_OWNER,),
    "actors_channel": ("NEW.owner_id",),
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
    standing = set(schema_editor.connection.introspection.table_names())
    bonds = " OR ".join(_HANGS_ON.format(table=table, how=how) for table, how in _BONDS if table in standing)
    bound = _IS_BOUND.format(bonds=bonds)
    for table, columns, on_insert, refused_when, name in _RULES:
        if table in standing:
            for statement in write(table, columns, on_insert, refused_when.replace(_BOUND, bound), name):
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
