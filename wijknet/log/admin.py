"""The log as the operator reads it, and the base of every technical page that changes something."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from wijknet.log.models import LogEntry, ReadEntry
from wijknet.log.services import record, snapshot


class LoggedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Writes what the operator does into our own log; Django's would keep names of people."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        before = snapshot(self.model._base_manager.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)
        record("change" if change else "create", obj, by=_operator(request), before=before)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        record("delete", obj, by=_operator(request))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():
            for row in queryset:
                record("delete", row, by=_operator(request))
            super().delete_queryset(request, queryset)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Written in save_model."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Written in save_model."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        """Written in delete_model and delete_queryset."""


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """For tables that only machines write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _operator(request: HttpRequest) -> Any:
    return request.user


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "verb", "model", "object_pk", "actor_id", "function", "municipality_id", "erased")
    list_filter = ("verb", "model", "erased")
    date_hierarchy = "at"
    ordering = ("-at",)
    show_full_result_count = False


@admin.register(ReadEntry)
class ReadEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "model", "object_pk", "actor_id")
    list_filter = ("model",)
    date_hierarchy = "at"
    ordering = ("-at",)
    show_full_result_count = False
