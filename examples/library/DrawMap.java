import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.map.MapData;
import dev.starling.map.MapPage;
import dev.starling.map.MapPicture;

void main() throws IOException {
    double[][] rows = {{5.1, 3.5, 1.4, 0.2}, {4.9, 3.0, 1.4, 0.2}, {7.0, 3.2, 4.7, 1.4}, {6.4, 3.2, 4.5, 1.5}, {6.3, 3.3, 6.0, 2.5}};
    List<String> species = List.of("setosa", "setosa", "versicolor", "versicolor", "virginica");
    Embedding map = Embedder.of("t-sne").perplexity(2).seed(7).embed(rows);

    MapData shown = MapData.of("five flowers", map.coordinates(), map.n(), map.dimensions())
            .withColumns(List.of(MapData.Column.of("species", species)))
            .coloredBy("species");
    Files.writeString(Path.of("map.html"), MapPage.of(shown).html());
    Files.write(Path.of("map.png"), MapPicture.png(shown, 1200, 1000));
}
