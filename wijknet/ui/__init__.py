"""The look: what every screen of WijkNet is made of.

Floor 2; no tables; knows nothing of the domain. What there is to build a page with:

Shells      ui/staff.html (blocks title, main), ui/public.html (title, before, main, width_class),
            ui/document.html (title, heading, content: one question or a short text).
            `form` in the context puts "Fout:" in the title by itself.
Forms       wijknet.ui.forms: Form, ModelForm, RequestKeyForm, VersionForm, form_helper, Chips, ChipsGrid, ManyChips,
            Cards. In a template `{% load crispy_forms_tags %}{{ form|crispy }}` or `{% crispy form %}` (pack `nlds`).
Tags        {% load wn %}: icon (names in icons.py), role_tag, role_icon, bar; filters wn_day, wn_short_day, wn_month,
            wn_moment, wn_clock, wn_ago, wn_due, role_slug.
Python      dates (day, moment, today, add_working_days, …), paging.page_by_key, conflict.Conflict/conflict_response.
Pieces      templates/ui/_*.html; each says in its first lines what it takes. /stijl/ shows them all in a browser.
            What stands on a page many times, or on every page, is drawn in Python: drawn.py and frame.py.
"""
