"""The technical pages under /beheer/, for the operator of the install alone."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect


class OperatorSite(AdminSite):
    """Django's own pages; sign-in and passwords go the way of everybody, second step included."""

    site_header = site_title = "WijkNet technisch beheer"
    index_title = "Technisch beheer"

    def has_permission(self, request: HttpRequest) -> bool:
        """Who is signed in and no operator is refused (403), not sent around to a sign-in that they passed."""
        if request.user.is_authenticated and not super().has_permission(request):
            raise PermissionDenied("Deze pagina's zijn voor wie WijkNet technisch beheert.")
        return super().has_permission(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return secure_admin_login(super().login)(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")
