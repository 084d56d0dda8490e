"""Whether affinities, neighbors and written maps are what scikit-learn, RDKit, SciPy and AnnData make of them.

    python3 agreement.py STARLING [FOLDER]

STARLING is the launcher. It needs numpy, scipy, scikit-learn and anndata; fingerprints are of RDKit's molecules where it is there, and of random bits where not.
"""
import pathlib
import subprocess
import sys
import tempfile

import anndata
import numpy as np
import scipy.sparse
from scipy.spatial.distance import squareform
from sklearn.datasets import load_digits
from sklearn.manifold import _t_sne
from sklearn.metrics import pairwise_distances
from sklearn.neighbors import kneighbors_graph

STARLING = sys.argv[1]
FOLDER = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
PERPLEXITY = 30

# Ours, and scikit-learn's name; of 0 and 1 where bits are compared.
METRICS = {
    "euclidean": "euclidean", "manhattan": "manhattan", "chebyshev": "chebyshev", "cosine": "cosine", "correlation": "correlation",
    "canberra": "canberra", "bray-curtis": "braycurtis", "hamming": "hamming", "jaccard": "jaccard",
}


def starling(*words):
    done = subprocess.run([STARLING, *map(str, words)], capture_output=True, text=True)
    assert done.returncode == 0, (words, done.stderr)
    return done


def exactly(r2):
    """P over all pairs with the perplexity met to the last digits: scikit-learn stops where the entropy is within 1e-5, and works in single precision."""
    n = len(r2)
    r2 = r2 + np.diag(np.full(n, np.inf))
    r2 = r2 - r2.min(1, keepdims=True)
    least, most = np.full(n, -60.0), np.full(n, 60.0)
    finite = np.where(np.isinf(r2), 0, r2)
    for _ in range(70):
        middle = (least + most) / 2
        w = np.exp(-np.exp(middle)[:, None] * r2)
        z = w.sum(1)
        entropy = np.log(z) + np.exp(middle) * (w * finite).sum(1) / z
        wide = entropy > np.log(PERPLEXITY)
        least, most = np.where(wide, middle, least), np.where(wide, most, middle)
    p = w / z[:, None]
    return (p + p.T) / (2 * n)


def affinities():
    x = load_digits().data
    bits = (x > 8).astype(float)
    np.save(FOLDER / "digits.npy", x)
    np.save(FOLDER / "bits.npy", bits)
    for ours, theirs in METRICS.items():
        of_bits = theirs in ("hamming", "jaccard")
        starling("affinities", FOLDER / ("bits.npy" if of_bits else "digits.npy"), "--metric", ours, "--affinity", "dense", "--perplexity", PERPLEXITY, "--force",
                 "--out", FOLDER / "p.npz")
        p = scipy.sparse.load_npz(FOLDER / "p.npz").toarray()
        given = bits.astype(bool) if theirs == "jaccard" else bits if of_bits else x
        r = pairwise_distances(given, metric=theirs)
        q = squareform(_t_sne._joint_probabilities(r ** 2, PERPLEXITY, 0))
        print(f"P by {ours}: largest difference {np.abs(p - exactly(r ** 2)).max():.1e} from P of scikit-learn's distances, {np.abs(p - q).max():.1e} from scikit-learn's P, "
              f"of entries up to {q.max():.1e}", flush=True)


def fingerprints():
    try:
        from rdkit import Chem, RDConfig
        from rdkit.Chem import AllChem
        smiles = [line.split()[0] for file in sorted(pathlib.Path(RDConfig.RDDataDir).rglob("*.smi")) for line in file.read_text().splitlines() if line.strip()]
        molecules = [m for m in (Chem.MolFromSmiles(s) for s in smiles) if m is not None][:2000]
        bits = np.array([list(AllChem.GetMorganFingerprintAsBitVect(m, 2, 2048)) for m in molecules], dtype=float)
        if len(bits) >= 200:
            return bits, f"{len(bits)} molecules of RDKit"
    except ImportError:
        pass
    return (np.random.default_rng(1).random((2000, 2048)) < 0.03).astype(float), "2,000 rows of random bits"


def neighbors():
    bits, of = fingerprints()
    np.savez(FOLDER / "bits.npz", x=bits)
    scipy.sparse.save_npz(FOLDER / "sparse.npz", scipy.sparse.csr_matrix(bits))
    common = bits @ bits.T
    ones = bits.sum(1)
    r = 1 - common / np.maximum(1, ones[:, None] + ones[None, :] - common)
    np.fill_diagonal(r, np.inf)
    k = 15
    for file in ("bits.npz", "sparse.npz"):
        starling("neighbors", FOLDER / file, "--metric", "tanimoto", "--neighbors", k, "--force", "--out", FOLDER / "n.npz")
        found = scipy.sparse.load_npz(FOLDER / "n.npz").tocsr()
        ours = np.sort(found.data.reshape(len(bits), k), axis=1)
        theirs = np.sort(np.partition(r, k, axis=1)[:, :k], axis=1)
        rows = np.repeat(np.arange(len(bits)), k)
        print(f"neighbors by tanimoto of {of}, {file}: largest difference of distances {np.abs(ours - theirs).max():.1e} from brute force, "
              f"and {np.abs(found.data - r[rows, found.indices]).max():.1e} of the pairs named", flush=True)


def given_neighbors():
    # Of equal distances either program takes some, so there are none here.
    x = load_digits().data + np.random.default_rng(1).normal(size=(1797, 64)) / 100
    np.save(FOLDER / "given.npy", x)
    graph = kneighbors_graph(x, 90, mode="distance")
    scipy.sparse.save_npz(FOLDER / "theirs.npz", graph)
    starling("neighbors", FOLDER / "given.npy", "--neighbors", 90, "--force", "--out", FOLDER / "ours.npz")
    ours = scipy.sparse.load_npz(FOLDER / "ours.npz").tocsr()
    difference = np.abs(np.sort(graph.data.reshape(-1, 90)) - np.sort(ours.data.reshape(-1, 90))).max()
    starling("embed", FOLDER / "given.npy", "--neighbors", FOLDER / "theirs.npz", "--iterations", 50, "--force", "--out", FOLDER / "given")
    starling("embed", FOLDER / "given.npy", "--affinity", "sparse", "--iterations", 50, "--force", "--out", FOLDER / "own")
    maps = [np.loadtxt(FOLDER / name / "coords.csv", delimiter=",", skiprows=1, usecols=(1, 2)) for name in ("given", "own")]
    print(f"kneighbors_graph: distances differ by {difference:.1e}; maps of 50 iterations by {np.abs(maps[0] - maps[1]).max():.1e} of a width of {np.ptp(maps[1]):.1e}")


def written():
    starling("embed", "iris", "--write", "npy,h5ad", "--iterations", 50, "--force", "--out", FOLDER / "iris")
    text = np.loadtxt(FOLDER / "iris" / "coords.csv", delimiter=",", skiprows=1, usecols=(1, 2))
    array = np.load(FOLDER / "iris" / "coords.npy")
    cells = anndata.read_h5ad(FOLDER / "iris" / "coords.h5ad")
    same = np.array_equal(text, array) and np.array_equal(array, cells.obsm["X_starling"])
    print(f"written: NumPy and AnnData read the numbers of coords.csv: {same}; obs has {list(cells.obs.columns)} of {[str(t) for t in cells.obs.dtypes]}")


if __name__ == "__main__":
    affinities()
    neighbors()
    given_neighbors()
    written()
