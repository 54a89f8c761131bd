"""What is odd in the data: each check finds things that contradict themselves, or stand where they cannot be right.

Nothing is put right here. A check tells how many it found of how many it looked at, names examples, and says what to do.
"""

from graphmodel.report.checks.catalogue import CHECKS, DataCheck, choose_check
from graphmodel.report.checks.frames import CHECK_COLUMNS, ODDITY_COLUMNS, store_to_checks, store_to_oddities

__all__ = [
    "CHECKS",
    "CHECK_COLUMNS",
    "ODDITY_COLUMNS",
    "DataCheck",
    "choose_check",
    "store_to_checks",
    "store_to_oddities",
]
