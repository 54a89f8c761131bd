"""Who holds a claim on a store, in a text that says nothing of the machine to others, and whether that writer is gone."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import threading
import uuid
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def new_holder() -> str:
    """Who is calling, as the text that a claim carries: machine, process, thread, and a mark that is never given twice."""
    return f"{_machine()}/{os.getpid()}/{threading.get_ident()}/{secrets.token_hex(8)}"


def holder_is_gone(holder: str) -> bool:
    """Whether the writer is known to have ended, or to be the caller, who begins anew; of other machines nothing is known.

    >>> holder_is_gone(new_holder())
    True
    >>> holder_is_gone("elsewhere/1/1/00")
    False
    """
    machine, process, thread, *_ = [*holder.split("/"), "", "", ""]
    if machine != _machine() or not process.isdigit() or not thread.isdigit():
        return False
    if int(process) == os.getpid():
        others = {each.ident for each in threading.enumerate()} - {threading.get_ident()}
        return int(thread) not in others
    return _has_ended(int(process))


def _has_ended(process: int) -> bool:
    if sys.platform == "win32":  # which has no signal that does nothing: asking could end the process
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:  # it is another user's
        return False
    return False


def _machine() -> str:
    # Containers may share the name of their host, but not its numbers of processes; machines may share a name.
    known = ""
    with suppress(OSError):
        known = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        known += str(Path("/proc/self/ns/pid").readlink())
    return sha256(f"{socket.gethostname()} {known or uuid.getnode()}".encode()).hexdigest()[:12]
