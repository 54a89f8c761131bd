"""Several processes, and processes that are killed: what is in the folder stays whole."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from graphmodel.errors import StoreError
from graphmodel.records import Changes, NodeChange
from graphmodel.store import open_store
from tests.store.samples import nodes, relationships, sample_changes

ROOT = Path(__file__).resolve().parents[2]
#: Beginnings of programs; what they print is read line by line.
PROGRAM = """
import datetime as dt, json, sys
import pandas as pd
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store import open_store
from tests.store.samples import sample_changes

def say(*words):
    print(*words, flush=True)

def large(prefix, count=20000):
    nodes = [NodeChange(("Organisation",), {"id": f"{prefix}{i}", "name": "x" * 50}) for i in range(count)]
    ends = pd.DataFrame({"start": [f"{prefix}{i}" for i in range(count)], "end": f"{prefix}0"})
    return Changes(new_nodes=nodes, new_relationships=[RelationshipChange("MEMBER_OF", "Organisation", "Organisation", ends)])

folder = sys.argv[1]
"""


@contextmanager
def running(code: str, folder: Path, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Another Python at work on a store."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM + code, str(folder)],
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def lines(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def answer(process: subprocess.Popen[str]) -> str:
    return lines(process).readline().strip()


def let_go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


HOLDER = """
with open_store(folder) as store:
    say("open")
    sys.stdin.readline()
    say(json.dumps(store.counts()))
    sys.stdin.readline()
say("closed")
sys.stdin.readline()
"""


def test_a_second_process_joins_reads_and_writes(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with running(HOLDER, folder) as holder:
        assert answer(holder) == "open"
        with open_store(folder) as guest:
            assert type(guest).__name__ == "JoinedStore"
            assert guest.address == str(folder)
            assert guest.empty()
            guest.fill(sample_changes())
            assert guest.counts()["Organisation"] == 3
            assert len(guest.read_nodes("Organisation", ["labels"])) == 3
            let_go_on(holder)
            assert json.loads(answer(holder)) == guest.counts()

            let_go_on(holder)
            assert answer(holder) == "closed"
            for use in (guest.empty, lambda: guest.query("RETURN 1"), lambda: guest.apply(sample_changes())):
                with pytest.raises(StoreError, match=f"number {holder.pid}. has ended or closed it") as raised:
                    use()
                assert raised.value.remedy == "Open the store again."
    with open_store(folder) as store:
        assert type(store).__name__ == "EmbeddedStore"
        assert store.counts()["Organisation"] == 3


def test_a_guest_sees_what_the_holder_fills(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(folder) as holder, open_store(folder) as guest:
        assert guest.empty()
        holder.fill(sample_changes())
        assert guest.counts() == holder.counts()
        assert nodes(guest) == nodes(holder)
        assert relationships(guest) == relationships(holder)


def test_a_holder_does_not_overwrite_what_a_guest_has_written(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(folder) as holder, open_store(folder) as guest:

        def write_in_between(done: int, total: int) -> None:
            if done == total:
                guest.fill(sample_changes())

        with pytest.raises(StoreError, match="nothing was written"):
            holder.fill(sample_changes(), on_progress=write_in_between)
        assert holder.counts()["Organisation"] == 3
        assert sum(relationships(holder).values()) == 6


def test_a_holder_reads_relationships_by_the_ids_a_guest_has_just_given(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(folder) as holder, open_store(folder) as guest:
        holder.fill(sample_changes())
        before = holder.read_relationships("PARTICIPATES_IN", [], "Organisation", "Project")
        renamed = NodeChange(("Organisation",), {"id": "ror:1", "claims": "{}"}, "pic:1", ("Organisation",))
        guest.apply(Changes(changed_nodes=[renamed]))
        after = holder.read_relationships("PARTICIPATES_IN", [], "Organisation", "Project")
    assert set(before["start"]) == {"pic:1", "mine:mbk"}
    assert set(after["start"]) == {"ror:1", "mine:mbk"}
    assert set(after["end"]) == {"cordis-grant:9"}


def test_many_processes_that_open_at_once_share_one_store(tmp_path: Path) -> None:
    code = """
with open_store(folder) as store:
    store.query("RETURN 1")
    say(type(store).__name__)
    sys.stdin.readline()
"""
    folder = tmp_path / "store"
    with running(code, folder) as one, running(code, folder) as two, running(code, folder) as three:
        assert sorted(answer(process) for process in (one, two, three)) == [
            "EmbeddedStore",
            "JoinedStore",
            "JoinedStore",
        ]


def test_a_program_that_forgets_to_close_ends_and_leaves_a_sound_store(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with running('store = open_store(folder)\nstore.fill(sample_changes())\nsay("filled")\n', folder) as process:
        assert answer(process) == "filled"
        assert process.wait(60) == 0
    assert not (folder / "connection.json").exists()
    with open_store(folder) as store:
        assert store.counts()["Organisation"] == 3


def killed(code: str, folder: Path, eighths: int) -> None:
    """Run a program and kill it when it has reported that so many eighths of its 40,000 things are written."""
    with running(code, folder) as process:
        for line in lines(process):
            if int(line) * 8 >= eighths * 40_000:
                break
        else:
            pytest.fail("the program ended before it could be killed")
        process.kill()
        process.wait()


FILLING = "open_store(folder).fill(large('a'), on_progress=lambda done, total: say(done))\n"
APPLYING = """
store = open_store(folder)
store.fill(sample_changes())
store.apply(large('b'), on_progress=lambda done, total: say(done))
"""


COPYING = """
from graphmodel.store import embedded
embedded.WORTH_A_COPY = 0
store = open_store(folder)
store.fill(sample_changes())
with store.lease("load:mine:2") as lease:
    store.apply(large('b'), lease=lease, on_progress=lambda done, total: say(done))
"""


@pytest.mark.parametrize("eighths", [1, 5, 8])
def test_killed_while_filling_the_store_is_empty_and_sound(tmp_path: Path, eighths: int) -> None:
    folder = tmp_path / "store"
    killed(FILLING, folder, eighths)
    left = {path.name for path in (folder / "databases").iterdir() if path.is_dir()}

    with open_store(folder) as store:
        assert store.empty()
        store.fill(sample_changes())
        assert store.counts()["Organisation"] == 3

    assert "graph-2" in left
    assert {path.name for path in (folder / "databases").iterdir() if path.is_dir()} == {"graph-3"}


@pytest.mark.parametrize(
    ("code", "eighths"),
    [(APPLYING, 1), (APPLYING, 4), (APPLYING, 7), (APPLYING, 8), (COPYING, 1), (COPYING, 5), (COPYING, 8)],
    ids=["applying 1", "applying 4", "applying 7", "applying 8", "copying 1", "copying 5", "copying 8"],
)
def test_killed_while_writing_nothing_of_the_write_is_there(tmp_path: Path, code: str, eighths: int) -> None:
    folder = tmp_path / "store"
    killed(code, folder, eighths)

    with open_store(folder) as store:
        store.recover()
        counts = store.counts()
        # At the very end the transaction may have been committed: then all of it is there.
        assert counts in (
            [
                {
                    "Organisation": 3,
                    "Cluster": 1,
                    "Ministry": 1,
                    "Project": 1,
                    "Sector": 1,
                    "PARTICIPATES_IN": 4,
                    "ABOUT": 1,
                    "OVERSEES": 1,
                }
            ]
            + [
                {
                    "Organisation": 20003,
                    "Cluster": 1,
                    "Ministry": 1,
                    "Project": 1,
                    "Sector": 1,
                    "PARTICIPATES_IN": 4,
                    "ABOUT": 1,
                    "OVERSEES": 1,
                    "MEMBER_OF": 20000,
                }
            ]
            * (eighths == 8)
        )
        assert len(store.read_nodes("Organisation", [])) == counts["Organisation"]
        assert store.query("MATCH (n:Organisation {id: 'mine:mbk'}) RETURN n.name").rows == [
            ("Mecsek Bányászati Klaszter",)
        ]
        store.apply(sample_changes().__class__(gone_nodes=[(("Organisation",), "pic:1")]))


@pytest.mark.proof
@pytest.mark.parametrize("program", ["filling", "applying", "copying"])
def test_killed_at_any_time_the_store_is_whole(tmp_path: Path, program: str, seed: int) -> None:
    moments = random.Random(seed)
    for round_ in range(15):
        folder = tmp_path / str(round_)
        code = {"filling": FILLING, "applying": APPLYING, "copying": COPYING}[program]
        with running(code, folder) as process:
            lines(process).readline()
            try:
                process.wait(moments.uniform(0, 4))
            except subprocess.TimeoutExpired:
                process.kill()
        before = 0 if program == "filling" else 3
        with open_store(folder) as store:
            assert store.counts().get("Organisation", 0) in {before, before + 20000}
            assert store.counts().get("MEMBER_OF", 0) == (20000 if store.counts().get("Organisation", 0) > 3 else 0)


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
def test_dates_do_not_move_with_the_time_zone(tmp_path: Path, zone: str) -> None:
    code = """
days = [dt.date(1850, 3, 4), dt.date(2014, 3, 30), dt.date(2014, 10, 26), dt.date(1, 1, 1)]
def projects(prefix):
    return Changes(new_nodes=[NodeChange(("Project",), {"id": f"{prefix}{day}", "start": day}) for day in days])
with open_store(folder) as store:
    store.fill(projects("f"))
    store.apply(projects("a"))
    assert {i[1:]: str(d) for i, d in store.query("MATCH (n) RETURN n.id, n.start").rows} == {str(d): str(d) for d in days}
    frame = store.read_nodes("Project", ["start"])
    assert [i[1:] for i in frame["id"]] == [str(d) for d in frame["start"]], frame
    say("the same")
"""
    with running(code, tmp_path / "store", TZ=zone) as process:
        assert answer(process) == "the same"


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    home, here, scratch, folder = (tmp_path / name for name in ("home", "here", "scratch", "store"))
    for path in (home, here, scratch):
        path.mkdir()
    code = f"""
import os
os.chdir({str(here)!r})
with open_store(folder) as store:
    store.fill(sample_changes())
    store.apply(Changes(new_nodes=[NodeChange(("Sector",), {{"id": "s"}})]))
    store.query("MATCH (n) RETURN n")
    with open_store(folder) as guest:
        guest.query("RETURN 1")
say("done")
"""
    variables = {
        name: str(home) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    with running(code, folder, TMPDIR=str(scratch), TEMP=str(scratch), TMP=str(scratch), **variables) as process:
        assert answer(process) == "done"
        assert process.wait(60) == 0
    assert [path for place in (home, here, scratch) for path in place.rglob("*")] == []


def test_the_command_line_opens_a_store_without_pandas(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    open_store(folder).close()
    code = """
import sys
from graphmodel.store.driver import import_driver
from graphmodel.store import open_store
import_driver(frames=False)
with open_store(sys.argv[1]) as store:
    assert store.query("RETURN 1 AS one").rows == [(1,)]
assert "pandas" not in sys.modules and "pyarrow" not in sys.modules
import pandas, pyarrow
frame = open_store(sys.argv[1]).read_nodes("Organisation", ["name"])
assert isinstance(frame, pandas.DataFrame)
"""
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_by_default_the_driver_takes_frames_as_everywhere_else() -> None:
    code = """
import neo4j, graphmodel.store.driver as driver
assert driver.import_driver(frames=False) is neo4j
from neo4j._optional_deps import pd
assert pd is not None
"""
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
