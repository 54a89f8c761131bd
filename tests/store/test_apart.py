"""Work in threads of its own: all of it is done or none goes on unnoticed, whoever fails or presses Ctrl-C."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.store.apart import made_ahead, meanwhile, run_apart, side_by_side


def test_each_item_is_worked_on_once_and_so_many_at_a_time() -> None:
    done: list[int] = []
    together, most = threading.Barrier(2, timeout=10), threading.Semaphore(2)

    def work(item: int, _stop: threading.Event) -> None:
        assert most.acquire(blocking=False)
        together.wait()
        most.release()
        done.append(item)

    side_by_side(range(20), work, 2)
    assert sorted(done) == list(range(20))


@given(st.lists(st.frozensets(st.sampled_from("abc")), max_size=30), st.integers(1, 3))
def test_what_needs_the_same_never_goes_on_at_once(needs: list[frozenset[str]], lanes: int) -> None:
    turn, in_use, done = threading.Lock(), list[str](), list[int]()

    def work(item: int, _stop: threading.Event) -> None:
        with turn:
            assert needs[item].isdisjoint(in_use)
            in_use.extend(needs[item])
        time.sleep(0)
        with turn:
            for each in needs[item]:
                in_use.remove(each)
            done.append(item)

    side_by_side(range(len(needs)), work, lanes, needs.__getitem__)
    assert sorted(done) == list(range(len(needs)))


def test_an_item_that_has_to_wait_lets_the_next_ones_go_ahead() -> None:
    order: list[str] = []
    held = threading.Event()

    def work(item: str, _stop: threading.Event) -> None:
        if item == "a1":
            assert held.wait(10)
        order.append(item)
        if item == "b":
            held.set()

    side_by_side(["a1", "a2", "b"], work, 2, lambda item: {item[0]})
    assert order == ["b", "a1", "a2"]


def test_whoever_waits_for_what_another_needs_is_told_to_stop() -> None:
    begun: list[int] = []

    def work(item: int, _stop: threading.Event) -> None:
        begun.append(item)
        time.sleep(0.1)
        raise ValueError("the first")

    with pytest.raises(ValueError, match="the first"):
        side_by_side(range(3), work, 2, lambda _: {"the same"})
    assert begun == [0]


def test_the_first_fault_is_raised_and_the_others_are_told_to_stop() -> None:
    begun: list[int] = []
    told = threading.Event()

    def work(item: int, stop: threading.Event) -> None:
        begun.append(item)
        if item == 0:
            raise ValueError("the first")
        assert stop.wait(10)
        told.set()
        raise RuntimeError("only stopped")

    with pytest.raises(ValueError, match="the first"):
        side_by_side(range(20), work, 2)
    assert len(begun) <= 2
    assert len(begun) < 2 or told.is_set()


def test_a_fault_in_making_the_items_is_raised() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        side_by_side(items(), lambda item, stop: None, 2)


WAYS: dict[str, Callable[[Callable[[threading.Event], None]], None]] = {
    "one": run_apart,
    "several": lambda work: side_by_side([1], lambda _, stop: work(stop), 2),
}


@pytest.mark.parametrize("way", WAYS)
def test_ctrl_c_tells_the_work_to_stop_and_waits_for_it(way: str) -> None:
    stopped: list[bool] = []

    def work(stop: threading.Event) -> None:
        threading.Timer(0.1, signal.raise_signal, [signal.SIGINT]).start()
        stopped.append(stop.wait(10))
        time.sleep(0.1)
        stopped.append(True)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            WAYS[way](work)
    finally:
        signal.signal(signal.SIGINT, before)
    assert stopped == [True, True]


def test_items_made_ahead_keep_their_order_and_run_only_so_far_ahead() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for item in range(10):
            made.append(item)
            yield item

    for item in made_ahead(items(), 3):
        assert len(made) <= item + 5  # the one in hand, three ahead, and the one being made
    assert made == list(range(10))


def test_a_fault_ahead_is_raised_when_its_turn_comes() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    found: list[int] = []
    with pytest.raises(ValueError, match="no more"):
        found.extend(made_ahead(items(), 8))
    assert found == [1]


def test_nothing_more_is_made_once_nobody_asks() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100):
            time.sleep(0.01)
            made.append(item)
            yield item

    for _ in made_ahead(items(), 50):
        break
    so_far = len(made)
    time.sleep(0.1)
    assert len(made) == so_far < 50


def test_work_done_meanwhile_is_waited_for_and_its_fault_raised() -> None:
    over: list[str] = []

    def work() -> None:
        time.sleep(0.1)
        over.append("work")

    with meanwhile(work):
        over.append("block")
    assert over == ["block", "work"]

    def fail() -> None:
        raise ValueError("the work")

    with pytest.raises(ValueError, match="the work"), meanwhile(fail):
        over.append("went on")
    assert over[-1] == "went on"


def test_a_fault_of_the_block_is_raised_once_the_work_done_meanwhile_is_over() -> None:
    over: list[str] = []

    def work() -> None:
        time.sleep(0.1)
        over.append("work")

    with pytest.raises(ValueError, match="the block"), meanwhile(work):
        raise ValueError("the block")
    assert over == ["work"]
