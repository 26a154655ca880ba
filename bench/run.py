"""Runs benches by name: one, or many side by side, and prints what they return."""

import importlib
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bench.result import Result

# The benches that take longest, first: a long one that starts last leaves the other cores idle.
_LONGEST = ("muc4", "fakes", "checking", "independence", "linking", "geoparsing", "time", "persuasion", "muc4_roles")


@dataclass(frozen=True)
class Job:
    """One bench to run."""

    name: str
    data: Path
    split: str = "dev"
    limit: int | None = None


Outcome = tuple[Result, float] | str  # a result with its seconds, or why there is none


def timed(job: Job) -> tuple[Result, float]:
    """The result of a bench and how many seconds it took.

    Raises SystemExit where a file is missing, the development data have other counts than they should, or there is
    nothing to score: an empty set would pass every floor.
    """
    started = time.perf_counter()
    try:
        result: Result = importlib.import_module(f"bench.{job.name}").run(job.data, job.split, job.limit)
    except FileNotFoundError as error:
        raise SystemExit(f"bench: {job.name} needs {error.filename}; give --data the folder that holds it") from error
    except AssertionError as error:
        raise SystemExit(f"bench: {job.name} in {job.data}: {error}") from error
    if not result.docs:
        raise SystemExit(f"bench: {job.name} found no document of split {job.split!r} in {job.data}")
    return result, time.perf_counter() - started


def side_by_side(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
    """Runs jobs in as many processes as there are cores; yields them in the given order, tells on stderr how far."""
    order = sorted(jobs, key=lambda job: _LONGEST.index(job.name) if job.name in _LONGEST else len(_LONGEST))
    context = multiprocessing.get_context("spawn")
    cores = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(max_workers=cores, mp_context=context) as pool, _watching(len(jobs)) as tell:
        running = {job: pool.submit(_outcome, job) for job in order}

        def now(_: object = None) -> None:
            tell(*standing([(job.name, running[job].done()) for job in order], cores))

        now()
        for future in running.values():
            future.add_done_callback(now)
        for job in jobs:
            yield job, running[job].result()


def standing(order: Sequence[tuple[str, bool]], cores: int) -> tuple[int, str]:
    """How many jobs are done and the names of those at work: jobs start in their order, as many as there are cores."""
    left = [name for name, done in order if not done]
    return len(order) - len(left), ", ".join(left[:cores])


@contextmanager
def _watching(total: int) -> Iterator[Callable[[int, str], None]]:
    """A function that shows on stderr how many are done and which are at work: a bar, or lines where none can move."""
    if not sys.stderr.isatty():
        yield lambda done, names: print(f"bench: {done} of {total} done, running {names or 'none'}", file=sys.stderr)
        return
    columns = (TextColumn("{task.completed} of {task.total} done"), BarColumn(20), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task("", total=total)
        yield lambda done, names: bar.update(task, completed=done, description=names)


def _outcome(job: Job) -> Outcome:
    """What a job gives. Predictions stay behind: they are large."""
    try:
        result, seconds = timed(job)
    except SystemExit as reason:
        return str(reason)
    return replace(result, predictions=[]), seconds


def placed(data: Path, name: str) -> Path:
    """Where a bench's data lie: the seed article stands beside the collection, all other sets in it."""
    return data.parent / "seed" if name == "seed" and not (data / "seed").exists() else data


def show(result: Result) -> None:
    """The readable table: score, interval, trivial baselines and peers run beside it, number to beat."""
    print(f"{result.bench} ({result.split}): {result.docs} documents, {result.items} items")
    others = {**result.baselines, **result.peers}
    for name, value in result.metrics.items():
        interval = result.intervals.get(name)
        bounds = f"[{interval[0]:.3f}, {interval[1]:.3f}]" if interval else ""
        beside = "; ".join(f"{who} {scores[name]:.3f}" for who, scores in others.items() if name in scores)
        print(f"  {name:26} {value:8.3f}  {bounds:16} {beside or '-':44} beat: {result.beat.get(name, '-')}")
    for note in result.notes:
        print(f"  note: {note}")


def as_json(result: Result, seconds: float) -> str:
    """The last line: one JSON object."""
    names = ("bench", "split", "docs", "items", "metrics", "baselines")
    return json.dumps({n: getattr(result, n) for n in names} | {"seconds": round(seconds, 1)})
