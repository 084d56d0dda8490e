import dev.starling.core.Embedder;
import dev.starling.core.Embedding;

void main() {
    double[][] rows = {{5.1, 3.5, 1.4, 0.2}, {4.9, 3.0, 1.4, 0.2}, {7.0, 3.2, 4.7, 1.4}, {6.4, 3.2, 4.5, 1.5}, {6.3, 3.3, 6.0, 2.5}};
    Embedding map = Embedder.of("t-sne").perplexity(2).seed(7).embed(rows);
    for (double[] point : map.toRows()) {
        IO.println(point[0] + "," + point[1]);
    }
}
