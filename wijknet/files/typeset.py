"""Sets one document, as a process of its own: `python -I typeset.py <folder> <fonts> <pdf or png>`.

Started by `wijknet.files.documents`, never imported: the setter takes tens of megabytes, which the web process then
never holds, and whoever waits too long can end it. It reads only inside the folder: main.typ and what lies beside it.
"""

import sys
from pathlib import Path

import typst


def main(folder: str, fonts: str, kind: str) -> None:
    """Writes out.pdf, tagged for screen readers (PDF/UA-1), beside main.typ; or out.png, a pixel per point."""
    root = Path(folder)
    typst.compile(
        root / "main.typ",
        output=root / f"out.{kind}",
        format="png" if kind == "png" else "pdf",
        root=root,
        font_paths=[Path(fonts)],
        ignore_system_fonts=True,
        pdf_standards=None if kind == "png" else "ua-1",
        ppi=72.0,
        package_path=root / "none",
        package_cache_path=root / "none",
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
