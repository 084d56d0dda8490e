#!/usr/bin/python3
"""Runs the programs that a user would pick instead on the same data, one after the other, and prints one table.

    benchmarks/peers/peers.py digits
    benchmarks/peers/peers.py fashion --rows 10000 --programs starling,starling-single,rtsne,sklearn --repeats 3

Data: `digits` (1,797 × 64) or the first rows of Fashion-MNIST, of 70,000, brought to 50 principal components once for all.
Programs: those of Debian's packages python3-sklearn, r-cran-rtsne and r-cran-uwot that are installed; what is missing is said and left out.
Starling itself takes all pairs for P up to 2,500 rows; starling-sparse and the other programs take neighbors only.
`benchmarks/performance` runs it for docs/performance.md.
Wall and CPU time and peak memory are those of the whole process, start of the interpreter or virtual machine included.
The cost is recomputed for every map in the same way, by `starling evaluate` (Kullback-Leibler divergence over all pairs, P over all pairs
too up to 10,000 rows, beyond over the 3 × perplexity nearest neighbors), and so are the scores, by `starling score`. Medians over the repeats; rounds alternate between
the programs, so that a busy moment meets all alike.
"""

import argparse
import csv
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STARLING = HERE.parent.parent / "starling"
FASHION = Path("/usr/share/datasets/fashion-mnist")
PYTHON = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable


def programs(data, coordinates, threads, perplexity, iterations, out):
    common = ["--perplexity", str(perplexity), "--iterations", str(iterations), "--threads", str(threads), "--label", "label"]
    starling = [str(STARLING), "embed", str(data), *common, "--out", str(out), "--force", "--quiet"]
    python = [PYTHON, str(HERE / "sklearn_tsne.py"), str(data), str(coordinates), str(perplexity), str(iterations), str(threads)]
    r = ["Rscript", "--vanilla"]
    return {
        "starling": starling,
        "starling-sparse": starling + ["--affinity", "sparse"],
        "starling-single": starling + ["--precision", "single"],
        "starling-exact": starling + ["--engine", "exact"],
        "rtsne": r + [str(HERE / "rtsne.R"), str(data), str(coordinates), str(perplexity), str(iterations), str(threads)],
        "sklearn": python + ["barnes_hut"],
        "sklearn-exact": python + ["exact"],
        "uwot": r + [str(HERE / "uwot.R"), str(data), str(coordinates), str(perplexity), str(iterations), str(threads)],
    }


def available(name):
    if name.startswith("starling"):
        return True
    if name.startswith("sklearn"):
        return subprocess.run([PYTHON, "-c", "import sklearn"], capture_output=True).returncode == 0
    package = {"rtsne": "Rtsne", "uwot": "uwot"}[name]
    return bool(shutil.which("Rscript")) and subprocess.run(
        ["Rscript", "--vanilla", "-e", f"library({package})"], capture_output=True).returncode == 0


def write_data(kind, rows, target):
    """The same CSV for all: features, then the label."""
    import numpy
    if kind == "digits":
        from sklearn.datasets import load_digits
        digits = load_digits()
        features, labels = digits.data, digits.target
    else:
        def read(kind, offset):
            parts = [gzip.decompress((FASHION / f"{part}-{kind}-ubyte.gz").read_bytes())[offset:] for part in ("train", "t10k")]
            return numpy.frombuffer(b"".join(parts), numpy.uint8)

        features = read("images-idx3", 16).reshape(-1, 784)[:rows].astype(float)
        labels = read("labels-idx1", 8)[:rows]
        centered = features - features.mean(axis=0)
        _, vectors = numpy.linalg.eigh(centered.T @ centered)
        features = centered @ vectors[:, ::-1][:, :50]
    with open(target, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow([f"f{k}" for k in range(features.shape[1])] + ["label"])
        for values, label in zip(features, labels):
            table.writerow([repr(float(v)) for v in values] + [f"class {label}"])


def timed(command):
    """Wall seconds, CPU seconds and peak memory in MB of a whole process."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS")}
    environment["OMP_NUM_THREADS"] = environment.get("OMP_NUM_THREADS", "2")
    with tempfile.NamedTemporaryFile("r") as report:
        done = subprocess.run(
            ["/usr/bin/time", "-o", report.name, "-f", "%e %U %S %M", *command], capture_output=True, text=True, env=environment)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
        wall, user, system, kilobytes = (float(v) for v in report.read().split()[-4:])
    return wall, user + system, kilobytes / 1024


def recomputed(data, coordinates, perplexity, rows):
    cost = subprocess.run(
        [str(STARLING), "evaluate", str(data), "--label", "label", "--at", str(coordinates), "--method", "t-sne",
         "--affinity", "dense" if rows <= 10_000 else "sparse",
         "--perplexity", str(perplexity)], capture_output=True, text=True, check=True).stdout
    scores = json.loads(subprocess.run(
        [str(STARLING), "score", str(data), str(coordinates), "--label", "label", "--json"],
        capture_output=True, text=True, check=True).stdout)["measures"]
    return float(re.search(r"cost: (\S+)", cost).group(1)), scores


def measured(data_kind, rows, names, repeats, threads=2, perplexity=30, iterations=1000):
    """One dictionary a program: medians over the repeats, cost and scores of the last map."""
    rows = rows if data_kind == "fashion" else 1797
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.csv"
        write_data(data_kind, rows, data)
        names = [name for name in names if available(name) or print(f"{name} is not installed, and left out")]
        runs = {name: [] for name in names}
        maps = {name: Path(folder) / f"{name}.csv" for name in names}
        for _ in range(repeats):
            for name in names:
                out = Path(folder) / "out.starling"
                command = programs(data, maps[name], threads, perplexity, iterations, out)[name]
                runs[name].append(timed(command))
                if name.startswith("starling"):
                    shutil.copy(out / "coords.csv", maps[name])
        for name in names:
            wall, cpu, memory = (statistics.median(column) for column in zip(*runs[name]))
            cost, scores = recomputed(data, maps[name], perplexity, rows)
            yield {
                "data": data_kind, "rows": rows, "program": name, "repeats": repeats,
                "wall s": f"{wall:.1f}", "CPU s": f"{cpu:.1f}", "peak MB": f"{memory:.0f}", "KL": f"{cost:.4f}",
                "k-NN kept": f"{scores['neighbors-kept']['value']:.3f}",
                "1-NN accuracy": f"{scores['label-accuracy']['value']:.3f}",
            }


FIGURES = ["wall s", "CPU s", "peak MB", "KL", "k-NN kept", "1-NN accuracy"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", choices=["digits", "fashion"])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--programs", default="starling,starling-single,rtsne,sklearn,uwot")
    parser.add_argument("--perplexity", type=float, default=30)
    parser.add_argument("--iterations", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=1)
    options = parser.parse_args()
    print(f"| program | {' | '.join(FIGURES)} |")
    print("|---" * (len(FIGURES) + 1) + "|")
    for row in measured(options.data, options.rows, options.programs.split(","), options.repeats, options.threads,
                        options.perplexity, options.iterations):
        print(f"| {row['program']} | {' | '.join(str(row[figure]) for figure in FIGURES)} |", flush=True)


if __name__ == "__main__":
    main()
