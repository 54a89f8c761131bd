"""One thing by any of its names: forgiving search, and everything the store says of it."""

from graphmodel.lookup.finding import find_things, resolve_thing
from graphmodel.lookup.showing import Thing, show_thing

__all__ = ["Thing", "find_things", "resolve_thing", "show_thing"]
