"""Give a large table an index, or take one away, while people work in it.

For migrations with `atomic = False`. PostgreSQL does so beside the work that goes on; SQLite knows no such thing,
and is used where a moment's wait is no harm. (Django's own pair for PostgreSQL does not run on SQLite at all.)
"""

from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation


def _change(verb: str, operation: Operation, schema_editor: Any, model: Any, index: Any) -> None:
    beside = {"concurrently": True} if schema_editor.connection.vendor == "postgresql" else {}
    if operation.allow_migrate_model(schema_editor.connection.alias, model):
        getattr(schema_editor, verb)(model, index, **beside)


class AddIndex(migrations.AddIndex):
    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        _change("add_index", self, schema_editor, model, self.index)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        _change("remove_index", self, schema_editor, model, self.index)


class RemoveIndex(migrations.RemoveIndex):
    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        index = from_state.models[app_label, self.model_name_lower].get_index_by_name(self.name)
        _change("remove_index", self, schema_editor, model, index)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        index = to_state.models[app_label, self.model_name_lower].get_index_by_name(self.name)
        _change("add_index", self, schema_editor, model, index)
