"""No test leaves the machine (OB-03): the guard refuses, remembers, and lets this machine be reached."""

import socket
import threading

import pytest

import leaving


@pytest.mark.parametrize(
    "leave",
    [
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
        lambda: socket.create_connection(("2001:db8::1", 443), timeout=1),
        lambda: socket.getaddrinfo("beizhan.example", 443),
        lambda: socket.gethostbyname("beizhan.example"),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"?", ("192.0.2.1", 53)),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_whoever_wants_to_leave_is_refused_and_remembered(leave):
    with pytest.raises(leaving.LeavingError):
        leave()

    assert len(leaving.TRIED) == 1
    leaving.TRIED.clear()


def test_another_thread_is_held_as_well():
    refused = []

    def leave() -> None:
        try:
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        except OSError as refusal:
            refused.append(type(refusal))

    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()

    assert (refused, leaving.TRIED) == ([leaving.LeavingError], ["socket.connect 192.0.2.1"])
    leaving.TRIED.clear()


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=1):
        pass

    assert leaving.TRIED == []
    assert [leaving.is_here(one) for one in ("localhost", "127.3.2.1", "::1", "10.0.0.1", "::ffff:10.0.0.1")] == [
        True, True, True, False, False,
    ]  # fmt: skip
