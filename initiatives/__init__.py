"""What residents start.

Floor 8. A Draft is the public form while it is being filled in; a Submission is what was sent and
by whom; an Initiative is the idea itself, with moderation, phase and who has to move; Message is
the talk with the sender. A resident needs no account and is always told what happens.
"""
