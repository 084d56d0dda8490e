/// The host: plug-ins, data in, pictures and files out, and the command line. Signals are in jdk.unsupported.
module dev.starling.app {
    requires dev.starling.core;
    requires dev.starling.map;
    requires dev.starling.testkit;
    requires de.siegmar.fastcsv;
    requires com.github.zafarkhaja.semver;
    requires info.picocli;
    requires java.desktop;
    requires jdk.unsupported;
    requires org.slf4j;
    requires pf4j;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.toml;

    opens dev.starling.app.command to info.picocli;
    opens dev.starling.app.command.options to info.picocli;
    opens dev.starling.app.output to tools.jackson.databind;
}
