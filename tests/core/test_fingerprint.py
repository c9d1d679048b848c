import pytest

from beizhan.core.fingerprint import GENESIS, canonical, fingerprint_of, link_of


def test_one_value_has_one_text():
    assert canonical({"b": [1, None, True], "a": "分"}) == '{"a":"分","b":[1,null,true]}'
    assert canonical({"a": "分", "b": (1, None, True)}) == canonical({"b": [1, None, True], "a": "分"})


def test_the_fingerprint_is_the_sha_256_of_that_text():
    assert fingerprint_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("inexact", [1.0, {"a": 0.1}, [object()], {1: "a"}, float("nan")])
def test_nothing_is_fingerprinted_that_two_machines_might_write_differently(inexact):
    with pytest.raises(TypeError):
        canonical(inexact)


def test_a_link_covers_all_of_an_event_and_nothing_else():
    event = {"stream": "s", "seq": 1, "kind": "k", "at": "t", "by": "p", "body": {}, "previous": GENESIS}

    assert link_of(event) == link_of({**event, "hash": "anything"})
    assert len({link_of({**event, name: "x"}) for name in event} | {link_of(event)}) == len(event) + 1
