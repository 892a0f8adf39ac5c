"""Consent, inzage, erasure, terms and the register.

Floor 6. Works from what each app declares in its `personal_data.py`. Consent keeps which text, in
which version, someone agreed to. A personal field that nobody declared fails the test suite.
"""
