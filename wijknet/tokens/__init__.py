"""Keys that stand for a person or for a form.

Floor 3. PersonalLink: a secret address that opens one thing for one person without an account,
kept as a hash. RequestKey: the one-time key of a form, so that what is sent twice is stored once.
"""
