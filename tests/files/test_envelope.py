import pytest

from beizhan.files.envelope import WrongKeyError, new_key, seal, unseal


def test_an_envelope_opens_with_its_key_however_it_is_typed():
    key = new_key()
    envelope = seal({"pairs": [["选手", "L01"]]}, key=key, bound_to="a/1")

    assert unseal(envelope, key=key.lower().replace("-", " "), bound_to="a/1") == {"pairs": [["选手", "L01"]]}


def test_another_key_or_another_place_does_not_open_it():
    key = new_key()
    envelope = seal([], key=key, bound_to="a/1")

    with pytest.raises(WrongKeyError):
        unseal(envelope, key=new_key(), bound_to="a/1")
    with pytest.raises(WrongKeyError):
        unseal(envelope, key=key, bound_to="a/2")


def test_nothing_of_the_content_shows():
    assert "L01" not in seal({"lot": "L01"}, key=new_key(), bound_to="a/1")


def test_keys_are_long_and_have_no_letters_that_are_confused():
    key = new_key()

    assert [len(group) for group in key.split("-")] == [4] * 6
    assert set("IO01l") & set(key) == set()
