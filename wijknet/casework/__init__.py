"""What a wijkverbinder does.

Floor 9. ContactMoment is a talk, with its parties; Agreement is what you said you would do;
Signal is what keeps coming back; Jotting is a line in the notebook that may become one of these.
Case links leefwereld and systeemwereld, and each Step of it carries one of the four roles. The lane of a case
is the role of its next step.
"""
