"""What keeps the log honest: the database itself refuses every change that is not erasure or the end of a term.

Used by the migration that makes the tables. A later migration that rebuilds one of the tables on SQLite
drops its triggers with it, and must run `create` again. Both databases answer a refusal as IntegrityError.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Everything but the values themselves and the mark that they went.
_KEPT = (
    "id",
    "at",
    "actor_id",
    "function",
    "verb",
    "model",
    "object_pk",
    "municipality_id",
    "area_id",
    "fields",
    "keep_until",
)
_NO_CHANGE = "Een logregel verandert niet: alleen zijn waarden mogen worden gewist."
_NO_READ_CHANGE = "Een inzageregel verandert niet."
_NOT_YET = "Deze regel moet worden bewaard tot en met zijn bewaartermijn."


def _only_emptied(same: str) -> str:
    kept = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in _KEPT)
    return f'NEW."before" IS NULL AND NEW."after" IS NULL AND NEW."erased" AND {kept}'


def _sqlite() -> list[str]:
    def refuse(name: str, event: str, table: str, when: str, message: str) -> str:
        return (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {when} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )

    young = "OLD.\"keep_until\" >= date('now')"
    return [
        refuse("log_entry_only_emptied", "UPDATE", "log_logentry", f"NOT ({_only_emptied('IS')})", _NO_CHANGE),
        refuse("log_entry_keeps_its_term", "DELETE", "log_logentry", young, _NOT_YET),
        refuse("log_read_never_changes", "UPDATE", "log_readentry", "1", _NO_READ_CHANGE),
        refuse("log_read_keeps_its_term", "DELETE", "log_readentry", young, _NOT_YET),
    ]


def _postgresql() -> list[str]:
    refuse = (
        "CREATE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$"
    )

    def trigger(name: str, event: str, table: str, when: str, message: str) -> str:
        return (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN ({when}) '
            f"EXECUTE FUNCTION log_refuse('{message}')"
        )

    def whole(table: str) -> str:
        return (
            f'CREATE TRIGGER "{table}_not_emptied" BEFORE TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION log_refuse('{_NOT_YET}')"
        )

    young = 'OLD."keep_until" >= CURRENT_DATE'
    changed = f"NOT ({_only_emptied('IS NOT DISTINCT FROM')})"
    return [
        refuse,
        trigger("log_entry_only_emptied", "UPDATE", "log_logentry", changed, _NO_CHANGE),
        trigger("log_entry_keeps_its_term", "DELETE", "log_logentry", young, _NOT_YET),
        trigger("log_read_never_changes", "UPDATE", "log_readentry", "TRUE", _NO_READ_CHANGE),
        trigger("log_read_keeps_its_term", "DELETE", "log_readentry", young, _NOT_YET),
        whole("log_logentry"),
        whole("log_readentry"),
    ]


def create(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers; for RunPython."""
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement, params=None)


def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back; for RunPython."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if sqlite else _postgresql():
        if statement.startswith("CREATE TRIGGER"):
            name, table = statement.split('"')[1], statement.split('"')[3]
            schema_editor.execute(f'DROP TRIGGER "{name}"' + ("" if sqlite else f' ON "{table}"'), params=None)
    if not sqlite:
        schema_editor.execute("DROP FUNCTION log_refuse()", params=None)
