"""A background worker that dies is started again, and not a hundred times a minute."""

import sys

from beizhan.management.commands import serve
from beizhan.management.commands.serve import Kept, end

DIES, LIVES = (
    [sys.executable, "-I", "-c", "raise SystemExit(3)"],
    [sys.executable, "-I", "-c", "import time; time.sleep(60)"],
)


def test_a_child_that_dies_young_is_started_again_after_longer_and_longer_rests(monkeypatch):
    kept, clock = Kept(DIES), [1000.0]
    kept.began = clock[0]
    monkeypatch.setattr(serve, "monotonic", lambda: clock[0])

    said, rests = [], []
    for _ in range(8):
        kept.child.wait(60)
        said.append(kept.look())
        rests.append(kept.due - clock[0])
        clock[0] = kept.due
        assert kept.look() == ""

    end(kept.child)
    assert said[0] == "ended with 3; another is started in 2 s"
    assert rests == [2, 4, 8, 16, 32, 64, 64, 64]


def test_a_child_that_lives_is_left_alone_until_it_is_ended():
    kept = Kept(LIVES)

    try:
        assert kept.look() == ""
        assert kept.child.poll() is None
    finally:
        end(kept.child)
    assert kept.child.returncode is not None
