"""Who you are and where you work.

Floor 5. User signs in by e-mail; Assignment gives a user a function (wijkmanager, curator,
reader, gemeente admin) in one wijk or a whole gemeente, from a date until a date. The user is
the Viewer that the gate on floor 2 asks. Sign-up is closed: people are invited.
"""
