"""Makes the samples that the readers are tested on, by the programs that own the formats: NumPy 1.24 and SciPy 1.10.

    python3 make-samples.py iris.csv samples

The first argument is iris as CSV with four columns of numbers in front and the species behind.
"""
import csv
import gzip
import io
import pathlib
import struct
import sys

import numpy as np
import scipy.io
import scipy.sparse

rows = list(csv.reader(open(sys.argv[1])))
rows = [row for row in rows if len(row) >= 5 and row[0].replace(".", "").isdigit()][-150:]
x = np.array([[float(v) for v in row[:4]] for row in rows])
species = np.array([row[4] for row in rows])
out = pathlib.Path(sys.argv[2])
out.mkdir(exist_ok=True)

np.save(out / "f8.npy", x)
np.save(out / "f4.npy", x.astype("<f4"))
np.save(out / "f2.npy", x.astype("<f2"))
np.save(out / "f8-big.npy", x.astype(">f8"))
np.save(out / "f8-fortran.npy", np.asfortranarray(x))
np.save(out / "cube-fortran.npy", np.asfortranarray(x.reshape(150, 2, 2)))
for kind in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
    np.save(out / f"{kind}.npy", np.rint(x * 10).astype(kind))
np.save(out / "b1.npy", x > 2)
np.save(out / "one-axis.npy", x[:, 0])
np.save(out / "unicode.npy", species)
np.save(out / "bytes.npy", species.astype("S"))
np.save(out / "object.npy", np.array([1, "a"], dtype=object), allow_pickle=True)
np.save(out / "complex.npy", x.astype(complex))
with open(out / "v2.npy", "wb") as f:
    np.lib.format.write_array(f, x, version=(2, 0))
with open(out / "v3.npy", "wb") as f:
    np.lib.format.write_array(f, x, version=(3, 0))
np.savez(out / "plain.npz", x=x, species=species)
np.savez_compressed(out / "packed.npz", x=x, species=species)
np.savez(out / "unequal.npz", x=x, more=x[:7])
counts = np.where(x > 3, np.rint(x), 0)
for kind in ["csr", "csc", "coo"]:
    scipy.sparse.save_npz(out / f"{kind}.npz", scipy.sparse.coo_matrix(counts).asformat(kind))
for kind in ["bsr", "dia"]:
    scipy.sparse.save_npz(out / f"{kind}.npz", scipy.sparse.coo_matrix(counts).asformat(kind), compressed=True)
scipy.sparse.save_npz(out / "packed-csr.npz", scipy.sparse.csr_matrix(counts), compressed=True)
scipy.io.mmwrite(str(out / "real.mtx"), scipy.sparse.coo_matrix(counts))
s = scipy.sparse.coo_matrix(np.array([[0, 2.5, 0], [2.5, 1, 0], [0, 0, 3]]))
scipy.io.mmwrite(str(out / "symmetric.mtx"), s, symmetry="symmetric")
(out / "10x").mkdir(exist_ok=True)
text = io.BytesIO()
scipy.io.mmwrite(text, scipy.sparse.coo_matrix(counts.T.astype(int)), field="integer")
gzip.GzipFile(out / "10x" / "matrix.mtx.gz", "wb", mtime=0).write(text.getvalue())
gzip.GzipFile(out / "10x" / "barcodes.tsv.gz", "wb", mtime=0).write("".join(f"CELL{i}-1\n" for i in range(150)).encode())
gzip.GzipFile(out / "10x" / "features.tsv.gz", "wb", mtime=0).write(b"E1\tGeneA\tGene Expression\nE2\tGeneB\tGene Expression\nE3\tGeneA\tGene Expression\nE4\tGeneC\tGene Expression\n")
with open(out / "x.fvecs", "wb") as f:
    for row in x:
        f.write(struct.pack("<i4f", 4, *row))
with open(out / "x.ivecs", "wb") as f:
    for row in np.rint(x * 10).astype(int):
        f.write(struct.pack("<i4i", 4, *row))
with open(out / "pictures-idx3-ubyte", "wb") as f:
    f.write(struct.pack(">BBBB3i", 0, 0, 8, 3, 150, 2, 2) + np.rint(x * 10).astype("u1").tobytes())
with open(out / "labels-idx1-ubyte", "wb") as f:
    f.write(struct.pack(">BBBBi", 0, 0, 8, 1, 150) + bytes(range(150)))
