package dev.starling.app.plugins;

import dev.starling.api.Kernel;
import dev.starling.app.files.Sha256;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import dev.starling.app.plugins.intake.PrivateCopies;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

import static org.assertj.core.api.Assertions.assertThat;

/// A signature is not needed, and one that is there must fit: Java alone would run a JAR with classes added to it after it was signed,
/// and one whose signature is of an algorithm that it no longer trusts.
class SignedJarTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir
    static Path home;

    private static KeyStore keys;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        Path store = home.resolve("keys.p12");
        for (String alias : List.of("ann", "bob")) {
            // There is no other way in the JDK to make a certificate.
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias,
                            "-dname", "CN=" + alias, "-keyalg", "EC", "-groupname", "secp256r1", "-keystore", store.toString(),
                            "-storepass", String.valueOf(PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("keytool.txt").toFile())
                    .start();
            assertThat(keytool.waitFor()).as(Files.readString(home.resolve("keytool.txt"))).isZero();
        }
        keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private static PluginJar plugin() {
        return PluginJar.good("spiral");
    }

    private static void sign(Path jar, String alias) throws IOException, GeneralSecurityException {
        sign(jar, alias, "SHA-384");
    }

    private static void sign(Path jar, String alias, String digest) throws IOException, GeneralSecurityException {
        var entry = (KeyStore.PrivateKeyEntry) keys.getEntry(alias, new KeyStore.PasswordProtection(PASSWORD));
        Path signed = home.resolve("signed.jar");
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(entry).digestAlgorithm(digest).signerName(alias).build().sign(in, out);
        }
        Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Does something to the entries of a JAR.
    private static void inside(Path jar, Change change) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            change.of(zip.getPath("/"));
        }
    }

    private interface Change {
        void of(Path root) throws IOException;
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
    }

    private static void strip(Path jar) throws IOException {
        inside(jar, root -> {
            Files.delete(root.resolve("META-INF/ANN.SF"));
            Files.delete(root.resolve("META-INF/ANN.EC"));
        });
    }

    private Plugins open(PluginSources.Trust trust) {
        return Plugins.openHere(new PluginSources(null, List.of(folder), List.of(), trust));
    }

    private List<String> notices() {
        try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
            assertThat(plugins.find(Kernel.class, "spiral").name()).isEqualTo("spiral");
            return plugins.notices();
        }
    }

    private PluginReport report() {
        try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
            return plugins.reports().getFirst();
        }
    }

    @Test
    void whoSignedAPluginIsSaidAndRecorded() throws Exception {
        sign(plugin().write(folder), "ann");
        String certificate = Sha256.of(keys.getCertificate("ann").getEncoded());
        assertThat(report().status()).isEqualTo(PluginReport.Status.LOADED);
        assertThat(report().signers()).containsExactly("CN=ann (certificate sha256 " + certificate + ")");
        assertThat(Files.readString(folder.resolve("starling.lock"))).contains("signers = \"" + certificate + "\"");
    }

    @Test
    void aPluginNeedNotBeSigned() throws IOException {
        plugin().write(folder);
        assertThat(report().status()).isEqualTo(PluginReport.Status.LOADED);
        assertThat(report().signers()).isEmpty();
        assertThat(Files.readString(folder.resolve("starling.lock"))).contains("signers = \"\"");
    }

    @Test
    void twoMaySignTheWholeOfIt() throws Exception {
        Path jar = plugin().write(folder);
        sign(jar, "ann");
        sign(jar, "bob");
        assertThat(report().signers()).extracting(signer -> signer.split(" ")[0]).containsExactlyInAnyOrder("CN=ann", "CN=bob");
    }

    /// A signature that does not fit.
    private record Misfit(String what, String words, Preparation preparation) {
        private interface Preparation {
            void of(Path jar) throws IOException, GeneralSecurityException;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static Misfit afterSigning(String what, String words, Change change) {
        return new Misfit(what, words, jar -> {
            sign(jar, "ann");
            inside(jar, change);
        });
    }

    static List<Misfit> misfits() {
        List<Misfit> all = new ArrayList<>();
        all.add(afterSigning("a class changed", "it was changed after it was signed (SHA-384 digest error for org/acme/Good.class)",
                root -> replace(root.resolve("org/acme/Good.class"), "made for a test", "made for a tesT")));
        all.add(afterSigning("the manifest changed", "it was changed after it was signed",
                root -> replace(root.resolve("META-INF/MANIFEST.MF"), "Plugin-Version: 1.0.0", "Plugin-Version: 1.0.1")));
        all.add(afterSigning("a class added", "it is signed, but its entry 'org/acme/More.class' is not",
                root -> Files.copy(root.resolve("org/acme/Good.class"), root.resolve("org/acme/More.class"))));
        all.add(afterSigning("a service added", "it is signed, but its entry 'META-INF/services/dev.starling.api.Method' is not",
                root -> Files.writeString(root.resolve("META-INF/services/dev.starling.api.Method"), "org.acme.Good\n")));
        all.add(afterSigning("half of the signature taken away", "it has a signature that does not count",
                root -> Files.delete(root.resolve("META-INF/ANN.EC"))));
        all.add(new Misfit("a weak digest", "it has a signature that does not count: its algorithm is too weak",
                jar -> sign(jar, "ann", "MD5")));
        all.add(new Misfit("a second signer of more", "is not signed by all who signed others", jar -> {
            sign(jar, "ann");
            inside(jar, root -> Files.writeString(root.resolve("words.txt"), "signed by Bob only"));
            sign(jar, "bob");
        }));
        return all;
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void aSignatureThatDoesNotFitIsRefused(Misfit misfit) throws Exception {
        Path jar = plugin().write(folder);
        misfit.preparation.of(jar);
        assertThat(report().reason()).contains(misfit.words).contains(" anew");
    }

    /// Nothing in the JAR tells; what the lock file has seen does.
    @Test
    void aSignatureTakenAwayIsSaid() throws Exception {
        Path jar = plugin().write(folder);
        sign(jar, "ann");
        notices();
        strip(jar);
        assertThat(notices()).singleElement().asString().contains("is not what ", ", and it is no longer signed; to accept it: ");
        try (Plugins plugins = open(PluginSources.Trust.LOCKED)) {
            assertThat(plugins.reports().getFirst().status()).isEqualTo(PluginReport.Status.REFUSED);
        }
    }

    @Test
    void anotherSignerIsSaidAndTheSameOneIsNot() throws Exception {
        sign(plugin().write(folder), "ann");
        notices();
        sign(plugin().manifest("Plugin-Version", "1.1.0").write(folder), "ann");
        assertThat(notices()).singleElement().asString().contains("is not what ").doesNotContain("signed");
        sign(plugin().manifest("Plugin-Version", "1.1.0").write(folder), "bob");
        assertThat(notices()).singleElement().asString().contains(", and it is now signed by CN=bob (certificate sha256 ");
    }
}
