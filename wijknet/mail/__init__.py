"""The outbox: the only way a mail leaves WijkNet.

Floor 3. OutgoingMail is written in the same transaction as what it tells of, and sent
afterwards by the worker: at least once, with the same Message-ID, with back-off, and with dead
letters that stay visible. The text is emptied once the mail has left.
"""
