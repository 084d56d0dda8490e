/// The laws that every plug-in obeys: for authors as tests, for the host as `starling plugin verify`.
module dev.starling.testkit {
    requires transitive dev.starling.core;
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;
    requires static net.jqwik.api;

    exports dev.starling.testkit;
    exports dev.starling.testkit.junit;
}
