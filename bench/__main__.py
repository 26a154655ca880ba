"""``python -m bench NAME --data DIR [--split dev] [-o PREDICTIONS]``; ``all``, ``gate`` and ``diff REV`` over them."""

import argparse
import json
import sys
from pathlib import Path

from bench import NAMES, diff, gate, muc4_validate, report
from bench.run import Job, as_json, show, timed

_HELP = """\
names:
  %s
over all of them:
  all          every bench, and docs/benchmarks.md written from what they print
  gate         compares with the floors of bench/floors.json; --quick takes the fixed sample that CI runs;
               --raise also writes higher floors, for the quick sample or, without --quick, for full runs
  diff REV     lists the items won and lost against another revision; name benches after it, or take the quick ones
examples:
  python -m bench fakes --data ../shared/data -o predictions.jsonl
  python -m bench muc4 --data ../shared/data --split tst2
  python -m bench muc4 --data ../shared/data --validate
  python -m bench gate --data ../shared/data --quick
  python -m bench diff HEAD~1 --data ../shared/data --limit 50 fakes petrarch
"""


def main() -> None:
    """The command line."""
    options = arguments().parse_intermixed_args()
    if options.name == "all":
        report.write(options.data)
    elif options.name == "gate":
        sys.exit(gate.check(options.data, options.quick, options.lift))
    elif options.name == "diff":
        diff.show(options.data, options.rest, options.limit)
    elif options.validate:
        print("\n".join(muc4_validate.told(options.data)))
    elif options.name in NAMES:
        one(options)
    else:
        arguments().error(f"no bench {options.name!r}; the names are {', '.join(NAMES)}, all, gate, diff")


def arguments() -> argparse.ArgumentParser:
    """The parser."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measure dateline against gold data.",
        epilog=_HELP % " ".join(NAMES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", help="a bench, or all, gate, diff")
    parser.add_argument("rest", nargs="*", help="for diff: the revision, then names of benches")
    parser.add_argument("--data", type=Path, required=True, help="the gold data: one set's folder, or all of them")
    parser.add_argument("--split", default="dev", help="which split (default: dev)")
    parser.add_argument("--limit", type=int, help="only a fixed sample of about this many documents")
    parser.add_argument("-o", "--output", type=Path, help="write predictions beside gold, one JSON object a line")
    parser.add_argument("--quick", action="store_true", help="gate: the fixed sample that CI runs")
    parser.add_argument("--raise", dest="lift", action="store_true", help="gate: write the floors that may rise")
    parser.add_argument("--validate", action="store_true", help="muc4: re-score the 17 systems of 1992")
    return parser


def one(options: argparse.Namespace) -> None:
    """Runs one bench and prints it."""
    result, seconds = timed(Job(options.name, options.data, options.split, options.limit))
    show(result)
    if options.output:
        lines = (json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in result.predictions)
        options.output.write_text("".join(lines), encoding="utf-8")
    print(as_json(result, seconds))


if __name__ == "__main__":
    main()
