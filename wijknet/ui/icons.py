"""Every icon of WijkNet: drawn for this project, as shapes on a grid of 24, stroke 1.75.

Used by the template tag `{% icon "name" %}`. A name says what the icon shows or stands for; the four
role icons are `role-<slug>`. Inline shapes need no extra request, follow the text colour and print well.
"""

from functools import lru_cache

from django.utils.safestring import SafeString

_SPEECH = (
    '<path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4a2 2 0 0 1-2-2z"/>'
)
_BRIDGE = '<path d="M3 17h18M6 17V7M18 17V7M3 12c1.5-1 3-3 3-5 0 4 3 6 6 6s6-2 6-6c0 2 1.5 4 3 5M12 13v4"/>'

ICONS: dict[str, str] = {
    # what one does
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "more": '<circle cx="5" cy="12" r=".8"/><circle cx="12" cy="12" r=".8"/><circle cx="19" cy="12" r=".8"/>',
    "bin": '<path d="M5 7h14M9.5 7V4.5h5V7M7 7l1 12.5h8L17 7M10.5 10.5v6M13.5 10.5v6"/>',
    "refer": '<path d="M5 20v-5a4 4 0 0 1 4-4h10M15 7l4 4-4 4M5 11V4"/>',
    "repair": (
        '<path d="M14.5 6.5a4 4 0 0 1 5-2.3l-2.5 2.5.4 2 2 .4 2.2-2.4a4 4 0 0 1-5.4 5L8.5 19.5a2 2 0 0 1-3-3l8-7.5'
        'a4 4 0 0 1 1-2.5z"/>'
    ),
    # where one goes
    "down": '<path d="m6 9 6 6 6-6"/>',
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "forward": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    # the menu
    "today": (
        '<circle cx="12" cy="12" r="4"/>'
        '<path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>'
    ),
    "pencil": (
        '<path d="M4 20l1.2-4.4L16 4.8a1.9 1.9 0 0 1 2.7 0l.5.5a1.9 1.9 0 0 1 0 2.7L8.4 18.8zM14.5 6.3l3.2 3.2"/>'
    ),
    "speech": _SPEECH,
    "bridge": _BRIDGE,
    "signal": '<path d="M5 15v-3M9 18V9M13 20V5M17 16v-6M21 14v-2"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.2"/>'
        '<path d="M3 19c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 5.2a3.2 3.2 0 0 1 0 5.6M17.5 13.8c2.1.7 3.5 2.6 3.5 5.2"/>'
    ),
    "network": (
        '<circle cx="6" cy="7" r="2.5"/><circle cx="18" cy="6" r="2.5"/><circle cx="12" cy="18" r="2.5"/>'
        '<path d="M8.5 6.8 15.5 6.2M7.2 9.2l3.7 6.6M17 8.4l-4 7.3"/>'
    ),
    "idea": '<path d="M9 18h6M10 21h4M8.5 15C7 13.8 6 12 6 10a6 6 0 0 1 12 0c0 2-1 3.8-2.5 5z"/>',
    "book": '<path d="M5 5.5C5 4.7 5.7 4 6.5 4H19v13H6.5A1.5 1.5 0 0 0 5 18.5zM5 18.5c0 .8.7 1.5 1.5 1.5H19"/>',
    "settings": (
        '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>'
    ),
    # kinds of things
    "shop": (
        '<path d="M4 10v10h16V10M3 10l2-6h14l2 6M3 10c0 3 4.5 3 4.5 0 0 3 4.5 3 4.5 0 0 3 4.5 3 4.5 0 0 3 4.5 3 4.5 0'
        'M10 20v-5h4v5"/>'
    ),
    "house": '<path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z"/>',
    "place": (
        '<path d="M12 21c-4-4.5-6.5-7.7-6.5-11a6.5 6.5 0 0 1 13 0c0 3.3-2.5 6.5-6.5 11z"/>'
        '<circle cx="12" cy="10" r="2.3"/>'
    ),
    "heart": (
        '<path d="M12 20C7 16.5 4 13.4 4 9.8A4 4 0 0 1 8 6c1.8 0 3.2 1 4 2.5C12.8 7 14.2 6 16 6a4 4 0 0 1 4 3.8'
        'c0 3.6-3 6.7-8 10.2z"/>'
    ),
    "leaf": '<path d="M5 19c0-9 5-14 15-14 0 9-4 14-11 14-1.5 0-3-.5-4-1.5M5 19c1-4 4-7 8-9"/>',
    "flag": '<path d="M6 21V4M6 5c4-2 7 2 12 0v9c-5 2-8-2-12 0"/>',
    "paper": '<path d="M7 3.5h7l4 4v13H7zM14 3.5v4h4M9.5 12h6M9.5 15.5h6"/>',
    "office": '<path d="M4 21V9l8-5 8 5v12M2.5 21h19M9 21v-5h6v5M8.5 12h.01M12 12h.01M15.5 12h.01"/>',
    # how one speaks
    "walk": (
        '<circle cx="13" cy="4.5" r="1.8"/>'
        '<path d="m9 21 2.5-6-2-2.5.8-5 3.2.6 2 2.9 2.5.8M14 21l-1.5-4-1.5-2M7 12l.7-3 2.8-1.5"/>'
    ),
    "door": '<path d="M6 21V4h9v17M3 21h18M15 7h3v14M11.5 12.5h.01"/>',
    "phone": (
        '<path d="M6 4h3l1.5 4L8.5 9.5a11 11 0 0 0 6 6L16 13.5l4 1.5v3a2 2 0 0 1-2 2C10.8 20 4 13.2 4 6'
        'a2 2 0 0 1 2-2z"/>'
    ),
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "app": '<rect x="7" y="3" width="10" height="18" rx="2.5"/><path d="M11 18h2"/>',
    "table": '<path d="M4 10h16M6 10l-1 9M18 10l1 9M8 6h8M12 6v4"/>',
    "agreement": _SPEECH + '<path d="m8.8 10 2.3 2.3 4.2-4.6"/>',
    "question": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5c.3-3 5-3 5 .2 0 1.9-2.5 2-2.5 4M12 16.7h.01"/>',
    # time, care and state
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>',
    "lock": '<rect x="5.5" y="10.5" width="13" height="9.5" rx="2"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>',
    "eye": (
        '<path d="M3 12c2.5-4 5.5-6 9-6s6.5 2 9 6c-2.5 4-5.5 6-9 6s-6.5-2-9-6z"/><circle cx="12" cy="12" r="2.5"/>'
    ),
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.7h.01"/>',
    "done": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 2.8 2.8L16 9.5"/>',
    "warning": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.5h.01"/>',
    # the four roles
    "role-fixer": _SPEECH + '<path d="M9.5 8.3c.5-1.7 4.5-1.7 4.5.4 0 1.3-2 1.5-2 2.8M12 13.5v.1"/>',
    "role-bridger": _BRIDGE,
    "role-broker": '<circle cx="9" cy="12" r="5.5"/><circle cx="15" cy="12" r="5.5"/>',
    "role-entrepreneur": '<path d="M12 21v-9M12 14c0-4-3-6-7-6 0 4 3 6 7 6zM12 12c0-4 3-7 7-7 0 4-3 7-7 7z"/>',
}


@lru_cache(maxsize=256)
def svg(name: str, size: str = "") -> SafeString:
    """The picture itself, `size` "sm" beside small text; an unknown name is a mistake of ours and must be seen."""
    extra = f" wn-icon--{size}" if size else ""
    return SafeString(f'<svg class="wn-icon{extra}" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>')
