package dev.starling.app.output;

import org.junit.jupiter.api.Test;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class RunReportTest {
    /// The module opens this package to the library that writes JSON, and no other: a record from elsewhere is written on the class path of
    /// tests, and not by the program as it is distributed.
    @Test
    void everyPartOfAReportIsOfThisPackage() {
        Set<Class<?>> parts = new LinkedHashSet<>();
        collect(RunReport.class, parts);
        assertThat(parts).hasSizeGreaterThan(10).allSatisfy(part -> assertThat(part.getPackage()).isEqualTo(RunReport.class.getPackage()));
    }

    private static void collect(Type type, Set<Class<?>> parts) {
        switch (type) {
            case ParameterizedType generic -> {
                for (Type argument : generic.getActualTypeArguments()) {
                    collect(argument, parts);
                }
            }
            case Class<?> part when part.isRecord() && parts.add(part) -> {
                for (RecordComponent component : part.getRecordComponents()) {
                    collect(component.getGenericType(), parts);
                }
            }
            default -> {}
        }
    }
}
