"""What happens in the background, on a timetable.

Floor 3. `settings.JOBS` names the functions and their rhythm; each is safe to run twice. JobRun
remembers when each ran and how it ended. `manage.py worker` is the only process that runs them.
"""
