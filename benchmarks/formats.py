"""One table in every format has one map: 150 x 4 and 2,000 x 50 numbers, written by the programs that own the formats.

    python3 formats.py STARLING [PLACES [FOLDER]]

STARLING is the launcher. It needs numpy, scipy, scikit-learn, h5py and anndata. Every file is embedded, and the coordinates are compared bit for bit; then every
file is cut at PLACES places (200), each of which must end in exit 3 with the file's name, without a trace, and with nothing written.
Parquet, which none of these writes, is held to the same table by FilesOfVectorsIT.
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import anndata
import numpy as np
import scipy.io
import scipy.sparse
from sklearn.datasets import dump_svmlight_file, load_iris

STARLING = sys.argv[1]
PLACES = int(sys.argv[2]) if len(sys.argv) > 2 else 200
FOLDER = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp())


def idx(x):
    return bytes([0, 0, 0x0E, 2]) + np.array(x.shape, ">i4").tobytes() + x.astype(">f8").tobytes()


def npy(file, x, version, fortran=False):
    with open(file, "wb") as out:
        np.lib.format.write_array(out, np.asfortranarray(x) if fortran else x, version=version)


def files(x, folder):
    n, d = x.shape
    text = [[repr(float(v)) for v in row] for row in x]
    names = ["c%d" % k for k in range(d)]
    for version in (1, 2, 3):
        npy(folder / f"v{version}.npy", x, (version, 0))
    npy(folder / "fortran.npy", x, (1, 0), True)
    np.savez(folder / "plain.npz", x=x)
    np.savez_compressed(folder / "packed.npz", x=x)
    scipy.sparse.save_npz(folder / "csr.npz", scipy.sparse.csr_matrix(x))
    scipy.sparse.save_npz(folder / "csc.npz", scipy.sparse.csc_matrix(x))
    scipy.io.mmwrite(str(folder / "real.mtx"), scipy.sparse.coo_matrix(x), precision=17)
    dump_svmlight_file(x, np.arange(n) % 3, str(folder / "x.svm"), zero_based=False)
    (folder / "x-idx2-double.idx").write_bytes(idx(x))
    (folder / "x.csv").write_text(",".join(names) + "\n" + "".join(",".join(row) + "\n" for row in text))
    (folder / "x.tsv").write_text("\t".join(names) + "\n" + "".join("\t".join(row) + "\n" for row in text))
    (folder / "vector.csv").write_text("vector\n" + "".join('"[' + ", ".join(row) + ']"\n' for row in text))
    (folder / "x.jsonl").write_text("".join(json.dumps({"vector": row.tolist()}) + "\n" for row in x))
    (folder / "x.json").write_text(json.dumps([{"vector": row.tolist()} for row in x]))
    dense = anndata.AnnData(X=x, dtype=x.dtype)
    dense.obsm["X_same"] = x
    dense.write_h5ad(folder / "dense.h5ad")
    anndata.AnnData(X=scipy.sparse.csr_matrix(x), dtype=x.dtype).write_h5ad(folder / "sparse.h5ad")
    return [str(file) for file in sorted(folder.iterdir())] + [str(folder / "dense.h5ad") + ":obsm/X_same"]


def run(file, out):
    return subprocess.run([STARLING, "embed", file, "-q", "--force", "--iterations", "20", "--picture-size", "600x400", "--out", str(out)],
                          capture_output=True, text=True)


def coordinates(file, out):
    done = run(file, out)
    assert done.returncode == 0, (file, done.stderr)
    rows = [line.split(",")[1:3] for line in (out / "coords.csv").read_text().splitlines()[1:]]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def cuts(file, folder, places):
    """How many of the cuts were taken for a whole file, which a text that ends between two rows is."""
    whole = pathlib.Path(file).read_bytes()
    whole_rows = 0
    for place in range(places):
        cut = folder / ("cut-" + pathlib.Path(file).name)
        cut.write_bytes(whole[:len(whole) * place // places])
        out = folder / "refused"
        done = run(str(cut), out)
        assert done.returncode in (0, 3), (file, place, done.returncode, done.stderr)
        if done.returncode == 0:
            whole_rows += 1
        else:
            assert str(cut) in done.stderr and "\tat " not in done.stderr and "Exception" not in done.stderr, (file, place, done.stderr)
    return whole_rows


if __name__ == "__main__":
    r = np.random.default_rng(1)
    tables = {"150x4": load_iris().data, "2000x50": np.round(r.normal(size=(2000, 50)) + r.integers(0, 8, (2000, 1)), 6)}
    for name, x in tables.items():
        folder = FOLDER / name
        folder.mkdir(parents=True)
        made = files(np.ascontiguousarray(x, dtype="f8"), folder)
        hashes = {}
        for file in made:
            hashes.setdefault(coordinates(file, FOLDER / "map"), []).append(file[len(str(folder)) + 1:])
        print(name, len(made), "files,", len(hashes), "hash" + ("" if len(hashes) == 1 else "es"), flush=True)
        for key, of in hashes.items():
            print("  ", key[:16], " ".join(of), flush=True)
        if name == "150x4":
            for file in made:
                if ":" not in file:
                    print("   cut", file[len(str(folder)) + 1:], "whole rows at", cuts(file, FOLDER, PLACES), "of", PLACES, "places", flush=True)
