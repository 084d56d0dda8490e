package dev.starling.app.plugins.jar;

import dev.starling.app.files.Sha256;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/// Who signed a JAR. Nobody need have; but one that is signed must be signed as a whole, by the same throughout, and unchanged since.
///
/// A signer is known by the certificate itself. Who vouches for it, and until when, is not asked: see docs/decisions.
///
/// @param name   of whom the certificate is
/// @param sha256 of the certificate, in hexadecimal
public record Signer(String name, String sha256) {
    /// Files that make up a signature, and the manifest, which it is over.
    private static final Pattern OF_SIGNATURE = Pattern.compile("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]+)");

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.SF");

    /// One line for people.
    public String line() {
        return name + " (certificate sha256 " + sha256 + ")";
    }

    /// Whether an entry of that name makes a JAR a signed one.
    static boolean isSignature(String name) {
        return matches(SIGNATURE, name);
    }

    /// Reads all of a signed JAR, which is when Java compares it with its signature.
    static List<Signer> of(Path jar) throws IOException, Refusal {
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            List<JarEntry> content = file.stream()
                    .filter(entry -> !entry.isDirectory() && !matches(OF_SIGNATURE, entry.getName()))
                    .toList();
            Map<String, Set<Signer>> byEntry = new LinkedHashMap<>();
            for (JarEntry entry : content) {
                byEntry.put(entry.getName(), of(file, entry));
            }
            Set<Signer> all = new LinkedHashSet<>();
            byEntry.values().forEach(all::addAll);
            if (all.isEmpty()) {
                throw new Refusal("it has a signature that does not count: its algorithm is too weak for this Java, or a part of it is "
                        + "missing; have it signed anew");
            }
            for (Map.Entry<String, Set<Signer>> entry : byEntry.entrySet()) {
                if (entry.getValue().isEmpty()) {
                    throw new Refusal("it is signed, but its entry '" + entry.getKey() + "' is not: it was added afterwards; get the "
                            + "file anew, or have it signed anew");
                } else if (!entry.getValue().equals(all)) {
                    throw new Refusal("its entry '" + entry.getKey() + "' is not signed by all who signed others; have it signed anew");
                }
            }
            return List.copyOf(all);
        } catch (SecurityException e) {
            throw new Refusal("it was changed after it was signed (" + e.getMessage() + "); get the file anew", e);
        }
    }

    private static boolean matches(Pattern pattern, String name) {
        return pattern.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }

    /// Those of one entry, which are known only after it has been read to its end.
    private static Set<Signer> of(JarFile file, JarEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        Set<Signer> signers = new LinkedHashSet<>();
        CodeSigner[] all = entry.getCodeSigners();
        for (CodeSigner one : all == null ? new CodeSigner[0] : all) {
            Certificate certificate = one.getSignerCertPath().getCertificates().getFirst();
            signers.add(of(certificate));
        }
        return signers;
    }

    private static Signer of(Certificate certificate) {
        try {
            String name = certificate instanceof X509Certificate x509 ? x509.getSubjectX500Principal().getName() : certificate.getType();
            return new Signer(name, Sha256.of(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new SecurityException("its certificate cannot be read", e);
        }
    }
}
