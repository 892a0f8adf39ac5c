"""What residents start.

Floor 8. A Draft is the public form while it is being filled in; a Submission is what was sent, by whom
and how to reach them; an Initiative is the idea itself, with moderation, phase and who has to move;
PhaseChange dates the steps; Message is the talk with the sender. A question or worry is stored the same
way (kind QUESTION) and is never public. A resident needs no account and is always told what happens.
TeamMember is who pulls it or helps, by own consent and out by one link; Task is who carries what; Need and Offer are
what it looks for and who has it.
Match is a koppelkans: `scoring` weighs an idea against something else, `matching` searches a wijk, and a yes makes a
Partner, a link or a question to both senders.
What casework must show here (who has to move, results) are columns that it writes through `services`.

The circle of a wijk (models.circle) lets senders ask each other: `circle_mails` tells that something waits,
`services.circle` is what a member does, `services.circle_desk` what a wijkmanager does, and `services.circle_terms`
what goes by itself.
"""
