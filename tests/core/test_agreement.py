import pytest

from beizhan.core.agreement import Signer, faults_of_second, faults_of_seen


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Signer("a", "138"), Signer("b", "139"), []),
        (Signer("a"), Signer("b"), []),
        (Signer("a", "138"), Signer("a", "138"), ["approved_by_oneself"]),
        (Signer("a", "138"), Signer("b", "138"), ["approved_from_the_same_phone"]),
    ],
)
def test_two_people_are_two_people(first, second, expected):
    assert [fault.code for fault in faults_of_second(first, second)] == expected


@pytest.mark.parametrize(("seen", "expected"), [("x", []), ("y", ["proposal_changed_since_seen"])])
def test_an_approval_is_of_what_was_seen(seen, expected):
    assert [fault.code for fault in faults_of_seen(seen, "x")] == expected
