#!/usr/bin/env python3
"""Whole runs of Starling, start of the Java machine included, by back end: adaptive as it comes, scalar alone, vectors alone.

    benchmarks/backends.py                      list, iris and digits
    benchmarks/backends.py FILE.csv LABEL ...   the same, then the rows of a file; further arguments go to `starling embed`

Prints medians over the repeats (REPEATS, 5 unless set) of wall and CPU time; rounds alternate between the back ends, so that a busy
moment meets all alike.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STARLING = str(Path(__file__).resolve().parent.parent / "starling")
BACK_ENDS = {"adaptive": "", "scalar": "-Dstarling.expr=scalar", "vectors": "-Dstarling.expr=simd"}
REPEATS = int(os.environ.get("REPEATS", "5"))


def seconds(command, options):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env=dict(os.environ, STARLING_JAVA_OPTIONS=options))
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(name, command, back_ends):
    times = {back_end: [] for back_end in back_ends}
    for _ in range(REPEATS):
        for back_end in back_ends:
            times[back_end].append(seconds(command, BACK_ENDS[back_end]))
    cells = []
    for back_end in BACK_ENDS:
        if back_end in times:
            wall = statistics.median(t[0] for t in times[back_end])
            cpu = statistics.median(t[1] for t in times[back_end])
            cells.append(f"{wall:.2f} ({cpu:.1f})")
        else:
            cells.append("")
    print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def main():
    print("| run, seconds of wall (CPU) | " + " | ".join(BACK_ENDS) + " |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        out = ["--out", folder + "/run", "--force", "--quiet"]
        compare("`list`", [STARLING, "list"], ["adaptive"])
        for data in ["iris", "digits"]:
            compare(f"`embed {data}`", [STARLING, "embed", data, *out], BACK_ENDS)
        if len(sys.argv) > 2:
            file, label, *rest = sys.argv[1:]
            command = [STARLING, "embed", file, "--label", label, *rest, *out]
            compare(f"`embed {Path(file).name}`", command, BACK_ENDS)


if __name__ == "__main__":
    main()
