"""Makes the samples that the reader is tested on, by the programs that own the format: AnnData 0.8 and h5py 3.7.

    python3 make-samples.py iris.csv samples

The first argument is iris as CSV with four columns of numbers in front and the species behind.
"""
import csv
import pathlib
import sys

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse

rows = [row for row in csv.reader(open(sys.argv[1])) if len(row) >= 5 and row[0].replace(".", "").isdigit()][-150:]
x = np.array([[float(v) for v in row[:4]] for row in rows])
names = ["setosa", "versicolor", "virginica"]
out = pathlib.Path(sys.argv[2])
out.mkdir(exist_ok=True)

obs = pd.DataFrame(index=[f"cell{i}" for i in range(150)])
obs["species"] = pd.Categorical([names[int(row[4])] for row in rows])
obs["length"] = x[:, 0]
obs["count"] = np.arange(150)
obs["good"] = x[:, 0] > 5
obs["note"] = [f"n{i}" for i in range(150)]
obs.loc["cell3", "species"] = np.nan
var = pd.DataFrame(index=["GeneA", "GeneB", "GeneC", "GeneD"])
counts = np.where(x > 3, np.rint(x), 0).astype(np.float32)


def write(name, matrix, **options):
    data = anndata.AnnData(X=matrix, obs=obs.copy(), var=var.copy(), dtype=matrix.dtype)
    data.obsm["X_pca"] = x
    data.layers["counts"] = scipy.sparse.csr_matrix(counts)
    data.write_h5ad(out / name, **options)


write("dense.h5ad", x)
write("float.h5ad", x.astype(np.float32))
write("packed.h5ad", x, compression="gzip")
write("csr.h5ad", scipy.sparse.csr_matrix(counts))
write("csc.h5ad", scipy.sparse.csc_matrix(counts))
