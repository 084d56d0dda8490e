package dev.starling.app.data;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.quality.LabelKind;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A table of bytes called `t.csv`, and what a user says of it.
record Table(byte[] bytes, ReadOptions options) {
    static Table of(byte[] bytes) {
        return new Table(bytes, ReadOptions.NONE);
    }

    static Table of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    Table label(String name) {
        return with(options.withLabel(name, options.labelKind()));
    }

    Table label(String name, LabelKind kind) {
        return with(options.withLabel(name, kind));
    }

    Table id(String name) {
        return with(new ReadOptions(
                options.label(), options.labelKind(), options.features(), options.exclude(), name, options.notation(), options.header(),
                options.missing()));
    }

    Table features(String... names) {
        return with(new ReadOptions(
                options.label(), options.labelKind(), List.of(names), options.exclude(), options.id(), options.notation(),
                options.header(), options.missing()));
    }

    Table excluding(String... names) {
        return with(new ReadOptions(
                options.label(), options.labelKind(), options.features(), List.of(names), options.id(), options.notation(),
                options.header(), options.missing()));
    }

    Table delimiter(char delimiter) {
        return notation(new Notation(delimiter, null, null, null, null));
    }

    Table notation(Notation notation) {
        return with(new ReadOptions(
                options.label(), options.labelKind(), options.features(), options.exclude(), options.id(), notation, options.header(),
                options.missing()));
    }

    Table header(@Nullable Boolean header) {
        return with(new ReadOptions(
                options.label(), options.labelKind(), options.features(), options.exclude(), options.id(), options.notation(), header,
                options.missing()));
    }

    Table shown(List<String> only, List<String> not) {
        return with(new ReadOptions(
                options.label(), options.labelKind(), options.features(), options.exclude(), options.id(), options.notation(), options.header(),
                options.missing(), new ReadOptions.Shown(only, not, false), options.vector()));
    }

    Table missing(Missing missing) {
        return with(options.withMissing(missing));
    }

    private Table with(ReadOptions changed) {
        return new Table(bytes, changed);
    }

    DataSet read() {
        try (Source source = Source.of("t.csv", new ByteArrayInputStream(bytes))) {
            return TableReader.read("t", "t.csv", source, options);
        }
    }

    /// What a user is told; the exit code must be that of data, the message short and without a stack trace.
    AbstractStringAssert<?> refusal() {
        return refusalWith(Exit.DATA);
    }

    AbstractStringAssert<?> refusalWith(Exit exit) {
        Fault fault = catchThrowableOfType(Fault.class, this::read);
        assertThat(fault).as("a refusal").isNotNull();
        assertThat(fault.exit()).isEqualTo(exit);
        assertThat(fault.getMessage().lines().count()).isLessThanOrEqualTo(10);
        assertThat(fault.getMessage()).startsWith("t.csv").doesNotContain("Exception", "null,");
        return assertThat(fault.getMessage());
    }
}
