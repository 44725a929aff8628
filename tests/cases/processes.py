"""Other processes that use a case: forked, so that they start at once and can be killed at any moment."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator

from according.cases import Original
from according.ledger import Reading
from cases.reports import Said, original, reading

Tell = Callable[[str], None]


class Child:
    """A process that does ``work``, which is given a function that tells this process a line."""

    def __init__(self, work: Callable[[Tell], None]) -> None:
        self._from, to = os.pipe()
        self._left = b""
        self.pid = os.fork()
        if self.pid:
            os.close(to)
            return
        status = 1
        try:
            os.close(self._from)
            work(lambda line: (os.write(to, line.encode() + b"\n"), None)[1])
            status = 0
        except BaseException:
            os.write(to, traceback.format_exc().encode())
        finally:
            os._exit(status)  # nothing of the test runner is run twice

    def kill(self) -> list[str]:
        """Kill it; the lines that it told."""
        os.kill(self.pid, signal.SIGKILL)
        return self.lines(may_fail=True)

    def first(self) -> None:
        """Wait until it has told something or ended."""
        self._left += os.read(self._from, 65536)

    def lines(self, may_fail: bool = False) -> list[str]:
        """Wait for its end; the lines that it told."""
        told = self._left + b"".join(iter(lambda: os.read(self._from, 65536), b""))
        os.close(self._from)
        _, status = os.waitpid(self.pid, 0)
        words = told.decode()
        assert may_fail or status == 0, words
        return words.splitlines()


def many(first: int, last: int) -> Iterator[tuple[Original, Reading]]:
    """Short reports, no two alike."""
    for number in range(first, last):
        text = f"Adaeze Lindqvist said that house {number} was hit. Nobody else saw it."
        said = (Said("Adaeze Lindqvist", "said that", f"house {number} was hit"),)
        made = reading(text, name=f"house-{number:04}", said=said)
        yield original(text, f"file:///houses/{number:04}.txt"), made
