"""Progress of long work on stderr: a bar on a terminal, plain lines in a pipe, nothing where it is not wanted."""

import sys
from types import TracebackType
from typing import TextIO


class Progress:
    """Tells how far a run is. Call it with what is being done, how much is done, how much there is."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._terminal = self._stream.isatty()
        self._told: dict[str, int] = {}
        self._open = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._open:
            self._stream.write("\n")
            self._stream.flush()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Tell it: on a terminal every step over the last line, in a pipe every tenth part on a line of its own."""
        if self._quiet or total <= 0:
            return
        if self._terminal:
            filled = 24 * done // total
            self._stream.write(f"\r\x1b[K{what:<12} {'█' * filled}{'░' * (24 - filled)} {done}/{total}")
            self._open = True
        else:
            tenth = 10 * done // total
            if self._told.get(what) == tenth and done != total:
                return
            self._told[what] = tenth
            self._stream.write(f"litcurate: {what} {done}/{total}\n")
        self._stream.flush()
