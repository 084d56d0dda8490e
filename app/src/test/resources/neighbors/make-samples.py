"""Neighbors of 30 points as other programs store them; needs numpy, scipy, scikit-learn and anndata."""
import pathlib

import anndata
import numpy as np
import scipy.sparse
from sklearn.neighbors import kneighbors_graph

out = pathlib.Path(__file__).parent
x = np.round(np.random.default_rng(7).normal(size=(30, 4)), 3)
np.savetxt(out / "points.csv", x, delimiter=",", fmt="%.3f", header="a,b,c,d", comments="")
graph = kneighbors_graph(x, 9, mode="distance")
scipy.sparse.save_npz(out / "scikit-learn.npz", graph)
scipy.sparse.save_npz(out / "with-self.npz", kneighbors_graph(x, 10, mode="distance", include_self=True))
cells = anndata.AnnData(x.astype("float64"), dtype="float64")
cells.obsp["distances"] = graph
cells.obsp["connectivities"] = graph.maximum(graph.T).sign()
cells.write_h5ad(out / "cells.h5ad")
