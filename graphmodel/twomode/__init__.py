"""The two-mode network: actors, the events they took part in, and the ties between them.

Organisations work together *through* something: a project, an alliance, a cluster they are members of. Keeping that
something in the data (two modes) is what lets a consortium of thirty be told from 435 separate friendships. Everything
with one mode only (who is tied to whom, how strongly) is derived from a :class:`TwoMode`.
"""

from __future__ import annotations

from graphmodel.twomode.frames import ACTOR_COLUMNS, EVENT_COLUMNS, TIE_COLUMNS, two_mode
from graphmodel.twomode.network import TwoMode

__all__ = ["ACTOR_COLUMNS", "EVENT_COLUMNS", "TIE_COLUMNS", "TwoMode", "two_mode"]
