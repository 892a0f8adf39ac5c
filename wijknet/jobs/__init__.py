"""What happens in the background: on a timetable, and because someone asked for it.

Floor 3. `settings.JOBS` names the functions and their rhythm; each is safe to run twice. JobRun
remembers when each ran and how it ended. Task is one piece of work that someone waits for (an
import): `enqueue` asks, `progress_of` tells how far it is. `manage.py worker` runs both, alone.

A queue of our own, of one table: django-tasks-db leaves the work of a killed worker "running" for
ever (its issue 46), and keeps whole tracebacks, which hold values of people, in the database.
"""
