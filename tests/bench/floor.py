"""The two floors that every page is measured against. FROZEN: a test compares the hash of this file.

public:    a bare Django page: one indexed query, 50 rows, a plain template, eight standard middlewares.
signed in: the same with session, user and assignments (3 queries more), and a post that stores one row.

A site of its own, in a database of its own on the same server as what is measured. `python -m tests.bench.floor make`
makes the tables and prints the session key; gunicorn serves `tests.bench.floor:application`.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import environ
from django.conf import settings

DATABASE = environ.Env().db("FLOOR_DATABASE_URL", default="sqlite:////tmp/wijknet-floor.sqlite3")
DATABASE["CONN_MAX_AGE"] = 600
if "sqlite" in DATABASE["ENGINE"]:
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Vloer</title><link rel="stylesheet" href="/static/floor.css"></head>
<body><main><h1>Vloer</h1>{% if user_name %}<p>{{ user_name }}</p>{% endif %}
<form method="post">{% csrf_token %}<input name="line" aria-label="regel"><button>Opslaan</button></form>
<table>{% for item in items %}<tr><td>{{ item.pk }}</td><td>{{ item.line }}</td><td>{{ item.who }}</td></tr>
{% endfor %}</table></main></body></html>
"""

settings.configure(
    DEBUG=False,
    SECRET_KEY="floor-" + "0" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    TIME_ZONE="Europe/Amsterdam",
    LANGUAGE_CODE="nl",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": DATABASE},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"floor.html": PAGE})]},
        }
    ],
)

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

ROWS = 20_000
ON_PAGE = 50


class Item(models.Model):
    """A row of the list."""

    at = models.DateTimeField()
    area = models.IntegerField()
    line = models.CharField(max_length=200)
    who = models.CharField(max_length=100)

    class Meta:
        app_label = "floor"
        indexes = (models.Index(fields=["area", "-at"], name="floor_item_area_at"),)

    def __str__(self) -> str:
        return self.line


class Assignment(models.Model):
    """Where a user works."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    area = models.IntegerField()

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return f"{self.user_id} {self.area}"


def public(request: HttpRequest) -> HttpResponse:
    items = Item.objects.filter(area=1).order_by("-at")[:ON_PAGE]
    return render(request, "floor.html", {"items": items})


def signed_in(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    areas = list(Assignment.objects.filter(user=request.user).values_list("area", flat=True))
    if request.method == "POST":
        Item.objects.create(at=datetime.now(UTC), area=areas[0], line=request.POST["line"][:200], who="post")
        return HttpResponseRedirect(request.path)
    items = Item.objects.filter(area=areas[0]).order_by("-at")[:ON_PAGE]
    return render(request, "floor.html", {"items": items, "user_name": request.user.get_username()})


urlpatterns = [path("public/", public), path("signed-in/", signed_in)]


def make() -> str:
    """Make the tables and rows; the key of a session that is signed in."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Item)
        editor.create_model(Assignment)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows: list[Any] = [
        Item(at=start + timedelta(minutes=n), area=1 + n % 20, line=f"Regel {n} van de vloer", who=f"Iemand {n % 97}")
        for n in range(ROWS)
    ]
    Item.objects.bulk_create(rows, batch_size=1000)
    user = User.objects.create_user("vloer")
    Assignment.objects.bulk_create([Assignment(user=user, area=area) for area in (1, 2, 3)])
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__" and sys.argv[1:] == ["make"]:
    os.write(1, make().encode())
else:
    application = get_wsgi_application()
