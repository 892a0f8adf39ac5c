"""Every wijk of the country, from the official files, has a page: `python -m tests.bench.country`.

The suite opens one in sixteen; here all are opened, and looked for among each other.
"""

import subprocess
import sys
import tempfile

from tests.areas.files import REAL
from tests.bench.runner import project_environment, run, say
from tests.house import ROOT


def main() -> int:
    if not REAL.is_dir():
        say(f"the official files are not at {REAL.name}/ beside the project")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        env = project_environment(f"sqlite:///{folder}/country.sqlite3", folder)
        for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"]):
            run(env, "manage.py", *command)
        done = subprocess.run([sys.executable, "-m", "tests.bench.country_pages"], cwd=ROOT, env=env, check=False)
        return done.returncode


if __name__ == "__main__":
    sys.exit(main())
