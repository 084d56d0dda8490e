/// Methods that minimize a probability cost: combinations of parts that have a name in the literature.
///
/// Which optimizer a method has follows from its cost, by what it reached on the digits in a thousand iterations:
///
/// - `l-bfgs` where the attraction of neighbors does not fade with their distance in the map, as −p of Kullback-Leibler does not, and wherever
///   weights are not normalized, so that no learning rate is known;
/// - `gradient-descent`, as t-SNE has it, where it fades with q, as in Jensen-Shannon and Hellinger, and in the reverse divergence under a
///   Student t kernel: the long first steps of l-bfgs part neighbors there, and they do not find back. It also is t-SNE's own, and that of
///   its next of kin.
@NullMarked
package dev.starling.plugins.costs.methods;

import org.jspecify.annotations.NullMarked;
