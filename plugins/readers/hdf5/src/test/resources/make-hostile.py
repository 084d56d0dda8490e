"""Makes files in HDF5 that claim more than they hold, by h5py 3.7.

    python3 make-hostile.py hostile
"""
import pathlib
import sys

import h5py
import numpy as np

out = pathlib.Path(sys.argv[1])
out.mkdir(exist_ok=True)


def obs(file, rows):
    group = file.create_group("obs")
    group.attrs["_index"] = "_index"
    group["_index"] = np.array([b"c%d" % i for i in range(rows)])
    return group


with h5py.File(out / "circle.h5ad", "w") as file:
    obs(file, 3)
    file["X"] = h5py.SoftLink("/Y")
    file["Y"] = h5py.SoftLink("/X")

with h5py.File(out / "chunk.h5ad", "w") as file:  # one chunk of 4 GB for three rows
    obs(file, 3)
    file.create_dataset("X", shape=(3, 2), maxshape=(None, 2), dtype="f8", chunks=(250_000_000, 2), compression="gzip", track_times=False)

with h5py.File(out / "twice.h5ad", "w") as file:  # packed twice, which makes a million bytes of one
    obs(file, 3)
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((3, 2))
    plist.set_deflate(9)
    plist.set_filter(h5py.h5z.FILTER_DEFLATE, 0, (9,))
    h5py.h5d.create(file.id, b"X", h5py.h5t.NATIVE_DOUBLE, h5py.h5s.create_simple((3, 2)), plist)

with h5py.File(out / "shape.h5ad", "w") as file:  # 10^12 rows, of which none is stored
    obs(file, 3)
    file.create_dataset("X", shape=(10**12, 2), dtype="f8", chunks=(1000, 2))

with h5py.File(out / "columns.h5ad", "w") as file:
    obs(file, 3)
    matrix = file.create_group("X")
    matrix.attrs["encoding-type"] = "csr_matrix"
    matrix.attrs["shape"] = np.array([3, 2_000_000_000])
    matrix["data"] = np.ones(3)
    matrix["indices"] = np.array([0, 1, 1_999_999_999])
    matrix["indptr"] = np.array([0, 1, 2, 3])
