package dev.starling.app.plugins.intake;

/// A table of `starling.lock`.
sealed interface LockTable {
    /// As it stands in the file.
    String text();

    /// @param capabilities joined by commas
    /// @param signers      hashes of their certificates, joined by commas
    /// @param offers       `kernel spiral org.acme.Spiral`, joined by commas; empty where it was never asked
    record Entry(
            String id, String version, String sha256, String size, String requires, String capabilities, String signers, String offers,
            String seen) implements LockTable {
        @Override
        public String text() {
            return """
                    [[plugin]]
                    id = "%s"
                    version = "%s"
                    sha256 = "%s"
                    size = "%s"
                    requires = "%s"
                    capabilities = "%s"
                    signers = "%s"
                    offers = "%s"
                    seen = "%s"
                    """.formatted(id, version, sha256, size, requires, capabilities, signers, offers, seen);
        }
    }

    /// One whose answer was refused.
    ///
    /// @param by who asked; another version may be answered otherwise
    record Refused(String sha256, String reason, String by, String seen) implements LockTable {
        static final String ASKING = "API " + Intake.API_VERSION + ", Java " + Runtime.version();

        @Override
        public String text() {
            return """
                    [[refused]]
                    sha256 = "%s"
                    reason = "%s"
                    by = "%s"
                    seen = "%s"
                    """.formatted(sha256, reason, by, seen);
        }
    }

    /// What a file offers whose bytes are not those that were recorded of its plug-in. It is no more trusted for that, and only not asked again.
    record Asked(String sha256, String answers) implements LockTable {
        @Override
        public String text() {
            return """
                    [[changed]]
                    sha256 = "%s"
                    answers = "%s"
                    """.formatted(sha256, answers);
        }
    }
}
