"""What happens in the background and on a schedule.

Floor 3. `@job` marks a function that is safe to run twice; JobRun remembers when each job ran
and how it ended. The worker is the only process that runs them (tests run them at once).
"""
