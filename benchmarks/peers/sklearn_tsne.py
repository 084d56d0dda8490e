"""t-SNE by scikit-learn: data.csv coordinates.csv perplexity iterations threads barnes_hut|exact"""
import sys

import numpy
from sklearn.manifold import TSNE

data, target, perplexity, iterations, threads, method = sys.argv[1:]
table = numpy.genfromtxt(data, delimiter=",", skip_header=1, dtype=str)
features = table[:, :-1].astype(float)
embedding = TSNE(
    perplexity=float(perplexity), n_iter=int(iterations), n_jobs=int(threads), method=method, init="pca", learning_rate="auto",
    random_state=1).fit_transform(features)
numpy.savetxt(target, embedding.astype(float), delimiter=",", fmt="%.17g")
