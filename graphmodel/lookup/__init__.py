"""One thing by any of its names: forgiving search, and everything the store says of it."""

from graphmodel.lookup.finding import find_things, resolve_thing
from graphmodel.lookup.showing import Thing, show_thing
from graphmodel.lookup.tracing import TRACE_COLUMNS, trace_things

__all__ = ["TRACE_COLUMNS", "Thing", "find_things", "resolve_thing", "show_thing", "trace_things"]
