package dev.starling.plugins.costs.methods;

/// Papers that more than one method comes from.
final class Papers {
    static final String SNE = "Hinton, Roweis, \"Stochastic Neighbor Embedding\", NIPS 2002";
    static final String SSNE =
            "Cook, Sutskever, Mnih, Hinton, \"Visualizing Similarity Data with a Mixture of Maps\", AISTATS 2007";
    static final String T_SNE = "van der Maaten, Hinton, \"Visualizing Data using t-SNE\", JMLR 9, 2008";

    private Papers() {}
}
