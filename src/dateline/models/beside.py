"""The parser in a process of its own: loading it takes one core two seconds, in which another can open all the rest.

``python -m dateline.models.beside`` answers every pickled Article on its standard input with a pickled Parse, or with
None where it failed. It belongs to the process that started it, and ends with it.
"""

import os
import pickle
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from dateline.records import Article, Parse


class Beside:
    """Parses articles one by one while the caller does something else. For use in a ``with``."""

    def __init__(self) -> None:
        self._line = ThreadPoolExecutor(1)
        try:
            self._process: subprocess.Popen[bytes] | None = _started()
        except OSError:
            self._process = None

    def parse(self, article: "Article") -> "Future[Parse | None]":
        """The article's parse as soon as it is there; None where the caller has to parse it."""
        return self._line.submit(self._ask, replace(article, original=None))

    def _ask(self, article: "Article") -> "Parse | None":
        if not self._process:
            return None
        try:
            asked, answers = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
            pickle.dump(article, asked, pickle.HIGHEST_PROTOCOL)
            asked.flush()
            return cast("Parse | None", pickle.load(answers))
        except (OSError, EOFError, pickle.UnpicklingError):  # it was killed
            return None

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.kill()
        self._line.shutdown(cancel_futures=True)
        if self._process:
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                _closed(cast(BinaryIO, pipe))


def _closed(pipe: BinaryIO) -> None:
    try:
        pipe.close()
    except OSError:  # half a question was still in it
        return


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "dateline.models.beside"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


def _serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the other end is gone, which raises EOFError or OSError."""
    _leave_out_spacys_commands()
    from dateline.models import parser

    parser.open_model()
    while True:
        article = pickle.load(asked)
        try:
            answer = parser.parse(article)
        except Exception:  # the caller tries it again, and there it is told
            answer = None
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _leave_out_spacys_commands() -> None:
    """``import spacy`` also imports its command line, a third of its time; this process has no use for it."""
    sys.modules |= {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": ModuleType("spacy.cli.info")}
    sys.modules["spacy.cli.info"].__dict__["info"] = None


def _main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; what follows from it is the caller's affair
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may come between the answers
    try:
        _serve(sys.stdin.buffer, answers)
    except (EOFError, OSError):
        os._exit(0)


if __name__ == "__main__":
    _main()
