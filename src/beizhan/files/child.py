"""Reads an uploaded file in a child process that can spend little and reach nothing.

The parent writes the file to an unlinked temporary file, starts ``python -m beizhan.files.child`` on it, and reads
the answer from another. There are no pipes, so neither side can block the other, and nothing stays on disk. The
answer is JSON, not pickle: whoever subverts the child through a flaw in a parser gains only the right to propose
texts and numbers, which are checked again as they become values. The child bounds itself before it sees a byte:
address space, processor time, size of the answer; and once its reader is imported it gives up every further file
descriptor, so that the kernel refuses it sockets and files alike. It inherits no environment, hence no secrets.
"""

import json
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import astuple, dataclass
from importlib import import_module
from os import pathsep
from pathlib import Path
from resource import (
    RLIMIT_AS,
    RLIMIT_CORE,
    RLIMIT_CPU,
    RLIMIT_FSIZE,
    RLIMIT_NOFILE,
    setrlimit,
)
from signal import SIGKILL, SIGXCPU
from subprocess import Popen, TimeoutExpired
from tempfile import TemporaryFile
from typing import IO, Any

from beizhan.core.faults import error
from beizhan.files.guard import WORKBOOKS, Unreadable, faults_of_upload
from beizhan.files.wire import fault_document, fault_of

Reader = Callable[[bytes, str], Any]
"""A function of a module, from the bytes and the name of a file to what JSON can hold."""

CHILD_FAULTS = ("reading_too_long", "reading_too_large", "answer_too_large", "reader_died")
"""Every code that ``TooCostly`` and ``ReaderDied`` may carry."""

ANSWER_BYTES = 16 * 1024 * 1024
_STANDARD_STREAMS = 3
_OUT_OF_MEMORY = 86
_COMPLAINT_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class Budget:
    """What reading one file may cost: bytes of address space, seconds of processor, seconds by the clock."""

    address_space: int = 512 * 1024 * 1024
    processor_seconds: int = 10
    wall_seconds: int = 20


USUAL = Budget()
"""Enough for twenty thousand rows several times over."""


class TooCostly(Unreadable):
    """Reading would have taken more time, memory or room than a file of this kind may."""


class ReaderDied(Unreadable):
    """The child ended without an answer that can be believed."""


def read_in_child(  # noqa: PLR0913 - what to read, as what, and what it may cost
    reader: Reader,
    content: bytes,
    *,
    name: str,
    allowed: Collection[str] = WORKBOOKS,
    tolerated: Collection[str] = (),
    budget: Budget = USUAL,
) -> Any:
    """Return what a reader makes of a file that was not trusted enough to be read here.

    Parameters
    ----------
    reader : Reader
        A function at the top of a module of ours; it is named to the child, not sent.
    content, name : bytes, str
        The file as uploaded; the child looks at it with ``guard`` before it reads.
    allowed, tolerated : collection of str
        Extensions that this upload takes, and faults of the guard that it puts up with.
    budget : Budget
        What reading may cost.

    Raises
    ------
    TooCostly, ReaderDied
        If the child outgrew its limits, or ended otherwise without an answer.
    Unreadable
        If the guard or the reader refused the file.
    """
    words = [
        f"{reader.__module__}:{reader.__qualname__}",
        name,
        *map(str, astuple(budget)),
        *sorted((*allowed, *tolerated)),
    ]
    with TemporaryFile() as question, TemporaryFile() as answer, TemporaryFile() as complaint:
        question.write(content)
        question.seek(0)
        code = _run(words, (question, answer, complaint), budget)
        if code:
            raise _death(code, _beginning_of(complaint, _COMPLAINT_BYTES), budget)
        return _value_in(_beginning_of(answer, ANSWER_BYTES))


def _run(words: list[str], streams: tuple[IO[bytes], IO[bytes], IO[bytes]], budget: Budget) -> int:
    question, answer, complaint = streams
    command = [sys.executable, "-P", "-s", "-X", "utf8", "-m", "beizhan.files.child", *words]
    modules = {"PYTHONPATH": pathsep.join(str(Path(path).absolute()) for path in sys.path if path)}
    with Popen(  # noqa: S603 - our own module by our own interpreter; the words are passed as such, not to a shell
        command, stdin=question, stdout=answer, stderr=complaint, env=modules, cwd="/"
    ) as child:
        try:
            return child.wait(timeout=budget.wall_seconds)
        except TimeoutExpired:
            raise TooCostly(error("reading_too_long", allowed=budget.wall_seconds)) from None
        finally:
            child.kill()


def _beginning_of(stream: IO[bytes], size: int) -> bytes:
    stream.seek(0)
    return stream.read(size)


def _death(code: int, complaint: bytes, budget: Budget) -> Unreadable:
    if code in (-SIGXCPU, -SIGKILL):
        return TooCostly(error("reading_too_long", allowed=budget.processor_seconds))
    if code == _OUT_OF_MEMORY or b"memory allocation of" in complaint:
        return TooCostly(error("reading_too_large", allowed=budget.address_space))
    return ReaderDied(error("reader_died", status=code))


def _value_in(answer: bytes) -> Any:
    try:
        document = json.loads(answer)
        refused = document["refused"]
        refusal = fault_of(refused) if refused else None
        value = document["value"]
    except (ValueError, KeyError, TypeError, RecursionError) as doubt:
        raise ReaderDied(error("reader_died", status=0)) from doubt
    if refusal:
        raise (TooCostly if refusal.code in CHILD_FAULTS else Unreadable)(refusal)
    return value


def _answer(reader: Reader, content: bytes, name: str, permitted: Collection[str]) -> dict[str, Any]:
    allowed = [word for word in permitted if word.startswith(".")]
    faults = faults_of_upload(content, name, allowed, [word for word in permitted if word not in allowed])
    if faults:
        return {"refused": fault_document(faults[0]), "value": None}
    try:
        return {"refused": None, "value": reader(content, name)}
    except Unreadable as refusal:
        return {"refused": fault_document(refusal.fault), "value": None}


def _answer_text(answer: dict[str, Any]) -> str:
    text = json.dumps(answer)
    if len(text) > ANSWER_BYTES:
        text = json.dumps({"refused": fault_document(error("answer_too_large", allowed=ANSWER_BYTES)), "value": None})
    return text


def _bound(address_space: int, processor_seconds: int) -> None:
    """Give up everything that reading a file does not need, but for what the imports still open."""
    setrlimit(RLIMIT_CORE, (0, 0))
    setrlimit(RLIMIT_FSIZE, (ANSWER_BYTES, ANSWER_BYTES))
    setrlimit(RLIMIT_CPU, (processor_seconds, processor_seconds + 1))
    setrlimit(RLIMIT_AS, (address_space, address_space))


def _main(words: Sequence[str]) -> None:
    where, name, address_space, processor_seconds, _wall_seconds, *permitted = words
    _bound(int(address_space), int(processor_seconds))
    module, _, function = where.partition(":")
    reader: Reader = getattr(import_module(module), function)
    setrlimit(RLIMIT_NOFILE, (_STANDARD_STREAMS, _STANDARD_STREAMS))
    try:
        sys.stdout.write(_answer_text(_answer(reader, sys.stdin.buffer.read(), name, permitted)))
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)


if __name__ == "__main__":
    _main(sys.argv[1:])
