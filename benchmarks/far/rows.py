#!/usr/bin/env python3
"""Writes a CSV of synthetic rows around known islands: the same bytes for the same arguments.

    benchmarks/far/rows.py million.csv --rows 1000000 --columns 50 --islands 200

Islands are Gaussian, of standard deviation 1 in each column; their centers are Gaussian, too, so far apart that islands hardly overlap. Their sizes differ
tenfold. The last column, `label`, is the number of the island.
"""

import argparse


def write(path, rows, columns, islands, seed=1):
    import numpy
    random = numpy.random.default_rng(seed)
    centers = random.normal(size=(islands, columns)) * 3
    sizes = random.uniform(0.1, 1, size=islands)
    sizes /= sizes.sum()
    with open(path, "w") as file:
        file.write(",".join(f"f{k}" for k in range(columns)) + ",label\n")
        for first in range(0, rows, 10_000):
            count = min(10_000, rows - first)
            island = random.choice(islands, size=count, p=sizes)
            values = centers[island] + random.normal(size=(count, columns))
            text = ["%.4f" % v for v in values.ravel()]
            for r in range(count):
                file.write(",".join(text[r * columns:(r + 1) * columns]) + f",island {island[r]}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=50)
    parser.add_argument("--islands", type=int, default=200)
    options = parser.parse_args()
    write(options.path, options.rows, options.columns, options.islands)
