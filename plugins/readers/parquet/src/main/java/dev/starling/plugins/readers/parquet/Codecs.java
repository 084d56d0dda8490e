package dev.starling.plugins.readers.parquet;

import dev.hardwood.metadata.CompressionCodec;
import dev.starling.api.table.UnreadableException;

/// Which compressions can be undone: in Java alone, or by a library with native code where somebody put it on the class path.
final class Codecs {
    private Codecs() {}

    static void check(CompressionCodec codec, String column) throws UnreadableException {
        switch (codec) {
            case UNCOMPRESSED, SNAPPY, GZIP -> {}
            case ZSTD -> need("com.github.luben.zstd.Zstd", "zstd-jni", codec, column);
            case LZ4, LZ4_RAW -> need("net.jpountz.lz4.LZ4Factory", "lz4-java", codec, column);
            case BROTLI -> need("com.aayushatharva.brotli4j.Brotli4jLoader", "brotli4j", codec, column);
            case LZO -> throw refused(codec, column, "nothing that is read here");
        }
    }

    private static void need(String type, String jar, CompressionCodec codec, String column) throws UnreadableException {
        try {
            Class.forName(type);
        } catch (ClassNotFoundException | LinkageError _) {
            throw refused(codec, column, "the native code of " + jar + ".jar, which the starling command has not and allows not; a program that embeds Starling may have it");
        }
    }

    private static UnreadableException refused(CompressionCodec codec, String column, String needed) {
        return new UnreadableException(column, "is compressed by " + codec + ", which takes " + needed,
                "Write the file with compression 'snappy', 'gzip' or none, as by to_parquet(..., compression=\"snappy\").");
    }
}
