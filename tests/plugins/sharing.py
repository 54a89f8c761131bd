"""How the tests are shared out to parallel workers: a file stays together, so that what it set up is set up once.

A marker ``xdist_group("name")`` on a test, class or file keeps several files together, as those that share one server.
"""

from __future__ import annotations

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test that names no group the group of its file."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.location[0]))
