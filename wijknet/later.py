"""Packages that few requests need: `import openpyxl` at the top of a module reads them when somebody first uses them.

Together they take more memory than all that WijkNet itself is. The import stands where a reader looks for it, and
says what it always says; only reading the package waits. What asks at once does not wait: `from numpy import array`,
a subclass, an annotation that is worked out when the function is made, a constant at the top of a module.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

LATER = frozenset(
    {
        *("PIL.Image", "PIL.ImageOps", "cryptography.fernet", "highspy", "icalendar", "igraph", "nh3", "numpy"),
        *("openpyxl", "pyproj", "rapidfuzz", "segno", "shapely"),
        # Passkeys, which nobody here signs in with: allauth reads them, used or not, and fido2 with them.
        "allauth.mfa.webauthn.internal.auth",
    }
)
_READER = "__reader__"


class _Unread(ModuleType):
    """A module whose loader did not run yet: the first name that is asked of it runs it."""

    def __getattr__(self, name: str) -> Any:
        reader = self.__dict__.get(_READER)
        if reader and reader.read(self):
            return getattr(self, name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


class _Reader(Loader):
    """Puts off what another loader does."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.lock = RLock()
        self.reading = False
        self.folders: Any = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Unread(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        # Without its folders, importing something inside the package asks for them, and so reads the package first.
        self.folders = module.__dict__.pop("__path__", None)
        module.__dict__[_READER] = self

    def read(self, module: ModuleType) -> bool:
        """Whether the module is there now. Another thread waits; the package itself finds what it has so far."""
        with self.lock:
            if self.reading:
                return False
            if _READER in module.__dict__:
                self.reading = True
                try:
                    self._run(module)
                finally:
                    self.reading = False
        return True

    def _run(self, module: ModuleType) -> None:
        if self.folders is not None:
            module.__path__ = self.folders
        if module.__spec__:
            module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        self.loader.exec_module(module)
        del module.__dict__[_READER]
        module.__class__ = ModuleType


class _Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in LATER else None
        if spec and spec.loader:
            spec.loader = _Reader(spec.loader)
        return spec


def wait_with_packages() -> None:
    """From now on; for the whole process, once."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
