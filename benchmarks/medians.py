#!/usr/bin/python3
"""Runs benchmarks/run with the same arguments, and prints the median of each benchmark's measurements.

    benchmarks/medians.py Neighbors
    benchmarks/medians.py PairsPerSecond -p cost=kullback-leibler -p normalization=PAIR -p threads=1

JMH itself prints means, which one busy moment of the machine can spoil.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    run = Path(__file__).resolve().parent / "run"
    with tempfile.NamedTemporaryFile(suffix=".json") as results:
        code = subprocess.run([run, *sys.argv[1:], "-rf", "json", "-rff", results.name], stdout=sys.stderr).returncode
        if code != 0:
            sys.exit(code)
        written = results.read()
    if not written:
        return  # JMH was asked for a list, or for help.
    print("| benchmark | parameters | median | measurements |")
    print("|---|---|---|---|")
    for one in json.loads(written):
        metric = one["primaryMetric"]
        values = [value for fork in metric["rawData"] for value in fork]
        parameters = " ".join(f"{name}={value}" for name, value in one.get("params", {}).items())
        name = ".".join(one["benchmark"].split(".")[-2:])
        print(f"| {name} | {parameters} | {statistics.median(values):.3g} {metric['scoreUnit']} | {len(values)} |")


if __name__ == "__main__":
    main()
