package dev.starling.plugins.costs.methods;

/// Papers that more than one method comes from.
final class Papers {
    static final String SNE = "Hinton, Roweis, \"Stochastic Neighbor Embedding\", NIPS 2002";
    static final String SSNE =
            "Cook, Sutskever, Mnih, Hinton, \"Visualizing Similarity Data with a Mixture of Maps\", AISTATS 2007";
    static final String T_SNE = "van der Maaten, Hinton, \"Visualizing Data using t-SNE\", JMLR 9, 2008";
    static final String HSSNE =
            "Yang, King, Xu, Oja, \"Heavy-Tailed Symmetric Stochastic Neighbor Embedding\", NIPS 2009";
    static final String NERV = "Venna, Peltonen, Nybo, Aidos, Kaski, \"Information Retrieval Perspective to Nonlinear Dimensionality"
            + " Reduction for Data Visualization\", JMLR 11, 2010";
    static final String JSE = "Lee, Renard, Bernard, Dupont, Verleysen, \"Type 1 and 2 mixtures of Kullback-Leibler divergences as"
            + " cost functions in dimensionality reduction based on similarity preservation\", Neurocomputing 112, 2013";
    static final String F_SNE =
            "Im, Verma, Branson, \"Stochastic Neighbor Embedding under f-divergences\", arXiv 1811.01247, 2018";
    static final String INHOMOGENEOUS = "Kitazono, Grozavu, Rogovschi, Omori, Ozawa, \"t-Distributed Stochastic Neighbor Embedding"
            + " with Inhomogeneous Degrees of Freedom\", ICONIP 2016";
    static final String ELASTIC =
            "Carreira-Perpiñán, \"The Elastic Embedding Algorithm for Dimensionality Reduction\", ICML 2010";
    static final String UMAP = "McInnes, Healy, Melville, \"UMAP: Uniform Manifold Approximation and Projection for Dimension"
            + " Reduction\", arXiv 1802.03426, 2018";

    private Papers() {}
}
