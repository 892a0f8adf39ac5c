"""The look: what every screen of WijkNet is made of.

Floor 2; no tables. Form fields and the template pack for NL Design System classes, template
tags for icons and dates, keyset paging, and the style page. Knows nothing of the domain.
"""
