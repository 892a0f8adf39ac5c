"""Addresses of sign-in. Of allauth only the pages that we offer: its own list has more."""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as codes_views
from allauth.mfa.totp import views as totp_views
from allauth.usersessions.views import list_usersessions
from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, re_path

from wijknet.accounts.views import account, colleagues

SIGN_IN: list[URLPattern] = [
    path("accounts/inloggen/", account_views.login, name="account_login"),
    path("accounts/inloggen/tweede-stap/", mfa_views.authenticate, name="mfa_authenticate"),
    path("accounts/uitloggen/", account_views.logout, name="account_logout"),
    path("accounts/gesloten/", account_views.account_inactive, name="account_inactive"),
    path("accounts/aanmelden/", account_views.signup, name="account_signup"),
    path("accounts/bevestigen/", account_views.reauthenticate, name="account_reauthenticate"),
    path("accounts/bevestigen/code/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/wachtwoord/", account_views.password_change, name="account_change_password"),
    path("accounts/wachtwoord/vergeten/", account_views.password_reset, name="account_reset_password"),
    path("accounts/wachtwoord/verstuurd/", account_views.password_reset_done, name="account_reset_password_done"),
    path(
        "accounts/wachtwoord/klaar/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^accounts/wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("accounts/tweede-stap/", mfa_views.index, name="mfa_index"),
    path("accounts/tweede-stap/aanzetten/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("accounts/tweede-stap/uitzetten/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/herstelcodes/", codes_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/herstelcodes/nieuw/", codes_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/herstelcodes/bestand/", codes_views.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("accounts/apparaten/", list_usersessions, name="usersessions_list"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *SIGN_IN,
    path("beheer/", admin.site.urls),
    path("account/", account.account, name="account"),
    path("uitnodiging/<str:token>/", account.invitation, name="invitation"),
    path("collegas/", colleagues.colleagues, name="colleagues"),
    path("collegas/uitnodigen/", colleagues.invite, name="colleague-invite"),
    path("collegas/<int:pk>/", colleagues.colleague, name="colleague"),
    path("collegas/<int:pk>/functie/", colleagues.assign, name="colleague-assign"),
    path("collegas/<int:pk>/uitnodiging/", colleagues.invite_again, name="colleague-invite-again"),
    path("collegas/<int:pk>/tweede-stap/", colleagues.second_step_off, name="colleague-second-step-off"),
    path("collegas/<int:pk>/sluiten/", colleagues.close, name="colleague-close"),
    path("collegas/functies/<int:pk>/", colleagues.last_day, name="colleague-last-day"),
]
