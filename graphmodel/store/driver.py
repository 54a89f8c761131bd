"""The neo4j driver, imported when a store is opened and not before."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

_FRAME_PACKAGES = ("pandas", "pyarrow")


def import_driver(*, frames: bool = True) -> ModuleType:
    """The package ``neo4j``.

    The driver imports pandas where it is installed, which takes two seconds, so that it could take frames and timestamps
    as parameters. ``frames=False`` hides pandas from it while it is first imported: for a process of our own, such as the
    command line, where nobody passes the driver a frame. pandas itself can be imported as usual afterwards. A process in
    which either of them is loaded already gets the driver as it is.
    """
    if not frames and "neo4j" not in sys.modules and "pandas" not in sys.modules:
        hidden = [name for name in _FRAME_PACKAGES if name not in sys.modules]
        for name in hidden:
            sys.modules[name] = None  # type: ignore[assignment]  # how the import system marks what must not be imported
        try:
            return _whole_driver()
        finally:
            for name in hidden:
                del sys.modules[name]
    return _whole_driver()


def _whole_driver() -> ModuleType:
    driver = importlib.import_module("neo4j")
    # Its parts come lazily: asking for this one loads whatever would import pandas.
    assert driver.GraphDatabase is not None
    return driver
