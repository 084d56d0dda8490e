package dev.starling.app.data.bytes;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a file is that is no table of text, by its first bytes, whatever it is called.
///
/// @param begin  how its bytes look, each as one character
/// @param what   as in "is a zip archive"
/// @param remedy what to do about it
public record Signature(Pattern begin, String what, String remedy) {
    /// So many bytes tell.
    static final int SNIFFED = 1 << 10;

    private static final String AS_CSV = "Save or export it as CSV";
    private static final String BY_R = "In R, write.csv(x, \"x.csv\") writes a table";
    private static final String FROM_PICTURES = "Give numbers, such as .npy: a row for each picture";

    private static final List<Signature> ALL = List.of(
            of("\\xFD7zXZ\\x00", "compressed by xz", "Unpack it first (xz -d)"),
            of("\\x28\\xB5\\x2F\\xFD", "compressed by zstd", "Unpack it first (zstd -d)"),
            of("BZh[1-9](1AY&SY|\\x17\\x72\\x45\\x38\\x50\\x90)", "compressed by bzip2", "Unpack it first (bzip2 -d)"),
            of("\\x04\\x22\\x4D\\x18", "compressed by lz4", "Unpack it first (lz4 -d)"),
            of("\\x1F\\x9D", "compressed by compress", "Unpack it first (uncompress)"),
            of("7z\\xBC\\xAF\\x27\\x1C", "a 7z archive", "Unpack it first (7z x)"),
            of("Rar!\\x1A\\x07", "a RAR archive", "Unpack it first (unrar x)"),
            of(".{257}ustar", "a tar archive", "Unpack it first (tar -xf)"),
            of("PK\\x03\\x04.{26}(\\[Content_Types]\\.xml|_rels/|docProps/|xl/)", "an Office document, such as an Excel workbook (.xlsx)", "Save its sheet as CSV"),
            of("PK\\x03\\x04.{26}mimetypeapplication/vnd\\.oasis", "a document of LibreOffice, such as .ods", "Save its sheet as CSV"),
            of("PK(\\x03\\x04|\\x05\\x06)", "a zip archive", "Unpack it first (unzip), and give the file that is in it"),
            of("\\xD0\\xCF\\x11\\xE0\\xA1\\xB1\\x1A\\xE1", "an old Office document, such as an Excel workbook (.xls)", "Save its sheet as CSV"),
            of("(RD[ABX][23]\\n|[BX]\\n\\x00\\x00\\x00)", "data of R (.rds, .RData)", BY_R),
            of("\\x80[\\x02-\\x05]", "a pickle of Python", "In Python, DataFrame.to_csv or numpy.save write what is read"),
            of("SQLite format 3", "a database of SQLite", "Export a table as CSV (sqlite3 -header -csv FILE 'select * from ...')"),
            of("MATLAB [0-9.]+ MAT-file", "data of MATLAB (.mat)", "Save it by writematrix(x, 'x.csv')"),
            of("(ARROW1|FEA1)\\x00", "an Arrow or Feather file", "Write it as Parquet or CSV"),
            of("(ORC[^\\t\\n\\r -~]|Obj\\x01)", "an ORC or Avro file", "Write it as Parquet or CSV"),
            of("FCS[23]\\.[0-9]", "data of a flow cytometer (.fcs)", "Export its events as CSV"),
            of("(<stata_dta>|[\\x69-\\x77][\\x01\\x02]\\x01\\x00|\\$FL[23]|HEADER RECORD\\*{7}|\\x00{12}\\xC2\\xEA\\x81\\x60)", "data of Stata, SPSS or SAS", AS_CSV),
            of("\\x89PNG|\\xFF\\xD8\\xFF|GIF8[79]a|II\\*\\x00|MM\\x00\\*", "a picture", FROM_PICTURES),
            of("%PDF-", "a PDF document", "Export the table itself as CSV"),
            of("version https://git-lfs", "a pointer of Git LFS, and the file itself is elsewhere", "Get it by git lfs pull"),
            of("(?i)\\s*<(!doctype html|html|head|body|table)\\b", "a page of HTML", "If it was downloaded, it may be a message in place of the file: open it in a browser. If a program calls it a workbook, save its sheet as CSV"),
            of("(?i)\\s*<(!--|\\?xml\\b|svg\\b)", "XML", AS_CSV));

    private static Signature of(String begin, String what, String remedy) {
        return new Signature(Pattern.compile(begin, Pattern.DOTALL), what, remedy);
    }

    /// The one of a file; nothing if it has none of these.
    ///
    /// @param first its first bytes, each as one character
    static Optional<Signature> of(String first) {
        return ALL.stream().filter(signature -> signature.begin.matcher(first).lookingAt()).findFirst();
    }

    /// That of a file by its content alone.
    public static Optional<Signature> of(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return of(new String(bytes.readNBytes(SNIFFED), StandardCharsets.ISO_8859_1));
        }
    }

    /// Why the file is not read.
    public Fault refusal(String file) {
        return new Fault(Exit.DATA, file + " is " + what + ", and no table of text. " + remedy + ".");
    }
}
