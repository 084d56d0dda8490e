package dev.starling.plugins.readers.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.internal.metadata.DictionaryPageHeader;
import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.thrift.PageHeaderReader;
import dev.hardwood.internal.thrift.ThriftCompactReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.starling.api.table.UnreadableException;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What the footer and the headers of pages claim, held against the bytes that are there before the library takes memory for it.
final class Claims {
    private static final String AGAIN = "Copy or download the file again.";

    /// So many values, or bytes, are believed of any file; beyond them no more than so many for each byte of it. Pages of one value repeated are
    /// small, and nobody has many of these alone.
    private static final long LITTLE = 1 << 22;
    private static final long MOST_FOR_A_BYTE = 2_000;

    /// Headers are some dozen bytes, but for the statistics in them.
    private static final int HEADER = 1 << 12;

    private final InputFile input;
    private final long size;
    private long values;

    Claims(InputFile input, long size) {
        this.input = input;
        this.size = size;
    }

    void check(FileMetaData footer) throws IOException {
        for (RowGroup group : footer.rowGroups()) {
            for (ColumnChunk chunk : group.columns()) {
                String column = "column '" + chunk.metaData().pathInSchema() + "'";
                long end = chunk.chunkStartOffset() + chunk.metaData().totalCompressedSize();
                if (chunk.chunkStartOffset() < 0 || chunk.metaData().totalCompressedSize() < 0 || end < 0 || end > size) {
                    throw new UnreadableException(column, "lies at bytes " + chunk.chunkStartOffset() + " to " + end + ", and the file has " + size, AGAIN);
                }
                Codecs.check(chunk.metaData().codec(), column);
                checkPages(chunk.metaData(), chunk.chunkStartOffset(), end, column);
            }
        }
    }

    private void checkPages(ColumnMetaData chunk, long from, long end, String column) throws IOException {
        values += Math.max(0, chunk.numValues());
        if (chunk.numValues() < 0 || isTooMuch(values, size)) {
            throw new UnreadableException(column, "claims " + chunk.numValues() + " values, and the file has " + size + " bytes", AGAIN);
        }
        long left = chunk.numValues();
        long at = from;
        while (left > 0 && at < end) {
            Header header = header(at, end, column);
            PageHeader page = header.page;
            String place = "the page at byte " + at + " of " + column;
            long packed = page.compressedPageSize();
            if (packed < 0 || packed > end - at - header.bytes) {
                throw new UnreadableException(place, "claims " + packed + " bytes, and " + (end - at - header.bytes) + " follow", AGAIN);
            } else if (page.uncompressedPageSize() < 0 || isTooMuch(page.uncompressedPageSize(), packed)) {
                throw new UnreadableException(place, "claims to unpack " + packed + " bytes to " + page.uncompressedPageSize(), AGAIN);
            }
            left -= values(page, left, place);
            at += header.bytes + packed;
        }
    }

    private static boolean isTooMuch(long claimed, long bytes) {
        return claimed > LITTLE && claimed / MOST_FOR_A_BYTE > bytes;
    }

    /// How many values of the column a page has.
    private static long values(PageHeader page, long left, String place) throws UnreadableException {
        DictionaryPageHeader dictionary = page.dictionaryPageHeader();
        if (dictionary != null) {
            check(dictionary.numValues(), page.uncompressedPageSize(), place);
            return 0;
        }
        long count = page.dataPageHeader() != null ? page.dataPageHeader().numValues() : page.dataPageHeaderV2() != null ? page.dataPageHeaderV2().numValues() : 0;
        check(count, left, place);
        return count;
    }

    private static void check(long count, long most, String place) throws UnreadableException {
        if (count < 0 || count > most) {
            throw new UnreadableException(place, "claims " + count + " values, and there can be " + most, AGAIN);
        }
    }

    /// @param bytes that it takes itself
    private record Header(PageHeader page, int bytes) {}

    private Header header(long at, long end, String column) throws IOException {
        int room = (int) Math.min(HEADER, end - at);
        try {
            return header(input.readRange(at, room));
        } catch (IOException | RuntimeException e) {
            int more = (int) Math.min(Integer.MAX_VALUE - 8, end - at);
            if (more == room) {
                throw new UnreadableException(column, "has no header of a page at byte " + at, AGAIN);
            }
            return header(input.readRange(at, more));
        }
    }

    private static Header header(ByteBuffer bytes) throws IOException {
        ThriftCompactReader reader = new ThriftCompactReader(bytes);
        PageHeader page = PageHeaderReader.read(reader);
        return new Header(page, reader.getBytesRead());
    }
}
