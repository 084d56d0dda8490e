#!/usr/bin/env python3
"""Measures the far field beside the exact engine. Each command prints lines of a Markdown table, one as soon as it is known, and writes them to a file,
from which a run that was broken off goes on.

    benchmarks/far/measure.py methods --rows 20000        cost of every method, far against exact
    benchmarks/far/measure.py seeds                       costs of five seeds, far against exact, at 1,797, 5,000 and 20,000 rows
    benchmarks/far/measure.py islands --rows 1000000      from CSV to files: minutes, peak memory, islands that stay whole

Build first: mvn -q -DskipTests package. Needs numpy, and /usr/bin/time for the peak memory. A million rows need more than a quarter of 23 GB for methods whose P
is not symmetric (nerv, jse): STARLING_JAVA_OPTIONS=-Xmx9g benchmarks/far/measure.py islands
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
STARLING = HERE.parent.parent / "starling"
sys.path.insert(0, str(HERE))

import rows as synthetic  # noqa: E402

OF_DISTANCES = {"mmds", "normalized-mds", "sammon", "sstress"}
ISLAND_METHODS = {
    "t-sne": ["--method", "t-sne"],
    "nerv": ["--method", "nerv"],
    "jse": ["--method", "jse"],
    "hssne, α = 2": ["--method", "hssne", "--set", "kernel.alpha=2"],
    "umap": ["--method", "umap"],
}


def embedded(data, out, *more):
    """The report of a run, its seconds, its seconds of processor time, and its peak memory in MB."""
    begin = time.monotonic()
    with tempfile.NamedTemporaryFile("r") as peak:
        done = subprocess.run(
            ["/usr/bin/time", "-o", peak.name, "-f", "%U %S %M", str(STARLING), "embed", str(data), "--label", "label", "--out", str(out), "--force",
             "--quiet", *more], capture_output=True, text=True)
        report = Path(out) / "run.json"
        if done.returncode not in (0, 6) or not report.exists():
            raise RuntimeError(f"exit {done.returncode}: {done.stderr.strip()[-400:]}")
        user, system, most = peak.read().split()[-3:]
        return json.loads(report.read_text()), time.monotonic() - begin, float(user) + float(system), int(most) / 1024


def cost(data, out, method):
    """The cost of a map over all pairs: that of the exact engine, whoever made the map."""
    said = subprocess.run(
        [str(STARLING), "evaluate", str(data), "--label", "label", "--at", str(Path(out) / "coords.csv"), "--affinity", "sparse", *method],
        capture_output=True, text=True, check=True).stdout
    return float(said.split("cost:")[1].split()[0])


class Table:
    """Lines of a table, kept in a file by their first cells."""

    def __init__(self, path, heads):
        self.path = Path(path)
        self.known = json.loads(self.path.read_text()) if self.path.exists() else {}
        print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads), flush=True)

    def line(self, key, cells):
        if key not in self.known:
            self.known[key] = cells()
            self.path.write_text(json.dumps(self.known, indent=1, ensure_ascii=False))
        print("| " + " | ".join([key, *map(str, self.known[key])]) + " |", flush=True)


def methods():
    said = subprocess.run([str(STARLING), "list", "methods"], capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in said.split("\nmethods\n")[1].splitlines() if line.strip()]


def measure_methods(options, folder):
    data = folder / "rows.csv"
    synthetic.write(data, options.rows, 20, 40)
    table = Table(options.results, ["method", "exact", "far", "far / exact - 1", "exact CPU s", "far CPU s", "worst error"])
    schedule = ["--iterations", str(options.iterations)] if options.iterations else []
    for method in methods():
        if method in OF_DISTANCES:
            continue
        if options.only and method not in options.only.split(","):
            continue

        def cells():
            try:
                common = ["--method", method, "--affinity", "sparse", *schedule]
                exact, _, exact_seconds, _ = embedded(data, folder / "exact", "--engine", "exact", *common)
                far, _, far_seconds, _ = embedded(data, folder / "far", "--engine", "far", *common)
                # Costs as reported: exactly, and by 5e-6 of the sizes of their terms.
                a, b = exact["result"]["cost"], far["result"]["cost"]
                return [f"{a:.5g}", f"{b:.5g}", f"{100 * (b / a - 1):+.2f} %", f"{exact_seconds:.0f}", f"{far_seconds:.0f}",
                        f"{far['run']['engine']['worstError']:.1e}"]
            except RuntimeError as failure:
                return [str(failure).replace("\n", " ")[:200], "", "", "", "", ""]

        table.line(method, cells)


def measure_seeds(options, folder):
    table = Table(options.results, ["rows", "engine", "mean", "least", "most", "far / exact - 1"])
    for count in [int(n) for n in options.sizes.split(",")]:
        data = folder / f"{count}.csv"
        synthetic.write(data, count, 20, 20)
        means = {}
        for engine in ["exact", "far"]:
            def cells():
                costs = []
                for seed in range(1, 1 + options.seeds):
                    start = ["--init", "random", "--seed", str(seed)]
                    embedded(data, folder / "map", "--engine", engine, "--affinity", "sparse", *start)
                    costs.append(cost(data, folder / "map", ["--method", "t-sne"]))
                return [engine, f"{statistics.mean(costs):.5f}", f"{min(costs):.5f}", f"{max(costs):.5f}"]

            key = f"{count:,} {engine}"
            if key not in table.known:
                table.known[key] = cells()
                table.path.write_text(json.dumps(table.known, indent=1))
            means[engine] = float(table.known[key][1])
            off = f"{100 * (means['far'] / means['exact'] - 1):+.2f} %" if engine == "far" else ""
            print("| " + " | ".join([f"{count:,}", *table.known[key], off]) + " |", flush=True)


def purity(coordinates):
    """Share of points whose nearest other point on the map is of the same island, of 1,000 drawn; and islands of which nine tenths lie in one piece,
    that is, within a chain of cells of a grid that each hold some of its points. (Of a Gaussian island it is 99 percent; of one in two halves, 50.)"""
    import csv

    import numpy
    with open(coordinates, newline="") as file:
        table = csv.reader(file)
        head = next(table)
        at = [head.index(name) for name in head if name not in ("id", "label")][-2:]
        of = head.index("label")
        y, labels = [], []
        for line in table:
            y.append([float(line[k]) for k in at])
            labels.append(line[of])
    y = numpy.array(y)
    names, island = numpy.unique(labels, return_inverse=True)
    drawn = numpy.random.default_rng(1).choice(len(y), size=min(1_000, len(y)), replace=False)
    same = 0
    for i in drawn:
        squared = ((y - y[i]) ** 2).sum(axis=1)
        squared[i] = numpy.inf
        same += island[squared.argmin()] == island[i]
    whole = sum(largest_piece(y[island == k]) > 0.9 for k in range(len(names)))
    return same / len(drawn), whole, len(names)


def largest_piece(points):
    import numpy
    # Cells so wide that ten points lie in each if they were spread evenly over the middle of the island.
    low, high = numpy.quantile(points, [0.1, 0.9], axis=0)
    side = max(1e-9, float(numpy.sqrt((high - low).prod() / max(1, 0.64 * len(points) / 10))))
    cells, number = numpy.unique(numpy.floor(points / side).astype(int), axis=0, return_inverse=True)
    counts = numpy.bincount(number.ravel())
    places = {tuple(cell): k for k, cell in enumerate(cells)}
    seen, best = set(), 0
    for start in places:
        if start in seen:
            continue
        waiting, total = [start], 0
        seen.add(start)
        while waiting:
            a, b = waiting.pop()
            total += counts[places[(a, b)]]
            for near in [(a + i, b + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
                if near in places and near not in seen:
                    seen.add(near)
                    waiting.append(near)
        best = max(best, total)
    return best / len(points)


def measure_islands(options, folder):
    data = folder / "rows.csv"
    synthetic.write(data, options.rows, options.columns, options.islands)
    table = Table(options.results, ["method", "minutes", "of processor time", "peak GB", "cost", "nearest of the same island", "islands whole", "seconds by stage"])
    for name, method in ISLAND_METHODS.items():
        if options.only and name.split(",")[0] not in options.only.split(","):
            continue

        def cells():
            try:
                report, seconds, processor, peak = embedded(data, folder / "map", *method, *options.more.split())
                same, whole, all_islands = purity(folder / "map" / "coords.csv")
                stages = ", ".join(f"{stage} {spent:.0f}" for stage, spent in report["seconds"].items() if spent >= 0.5)
                return [f"{seconds / 60:.1f}", f"{processor / 60:.1f}", f"{peak / 1024:.2f}", f"{report['result']['cost']:.5g}", f"{100 * same:.1f} %",
                        f"{whole} of {all_islands}", stages]
            except RuntimeError as failure:
                return [str(failure).replace("\n", " ")[:200], "", "", "", "", "", ""]

        table.line(name, cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    of_methods = commands.add_parser("methods")
    of_methods.add_argument("--rows", type=int, default=20_000)
    of_methods.add_argument("--iterations", type=int, help="fewer than the methods have, for a try")
    of_methods.add_argument("--only", help="some methods: t-sne,nerv")
    of_seeds = commands.add_parser("seeds")
    of_seeds.add_argument("--sizes", default="1797,5000,20000")
    of_seeds.add_argument("--seeds", type=int, default=5)
    of_islands = commands.add_parser("islands")
    of_islands.add_argument("--rows", type=int, default=1_000_000)
    of_islands.add_argument("--columns", type=int, default=50)
    of_islands.add_argument("--islands", type=int, default=200)
    of_islands.add_argument("--only", help="some methods: t-sne,nerv,jse,hssne,umap")
    of_islands.add_argument("--more", default="", help="options of starling embed, such as '--perplexity 10'")
    for command in (of_methods, of_seeds, of_islands):
        command.add_argument("--results", help="the file that keeps the results; far-COMMAND.json")
        command.add_argument("--scratch", help="a folder for data and maps, which stay there")
    options = parser.parse_args()
    options.results = options.results or f"far-{options.command}.json"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(options.scratch or folder)
        place.mkdir(parents=True, exist_ok=True)
        {"methods": measure_methods, "seeds": measure_seeds, "islands": measure_islands}[options.command](options, place)


if __name__ == "__main__":
    main()
