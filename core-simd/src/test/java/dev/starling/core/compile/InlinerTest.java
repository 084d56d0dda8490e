package dev.starling.core.compile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A method that is copied computes what it computes where it stands.
class InlinerTest {
    private static final MethodType TYPE = MethodType.methodType(double.class, int.class, double.class, long.class);
    private static final Inliner INLINER = new Inliner(Copied.class, Map.of("chooses", "chosen"));

    /// What is copied.
    @SuppressWarnings("unused")
    private static final class Copied {
        static double straight(int a, double b, long c) {
            return a + 10 * b + 100 * c;
        }

        static double branches(int a, double b, long c) {
            if (a > 0) {
                return b;
            }
            return a == 0 ? c : -b;
        }

        static double loops(int a, double b, long c) {
            double sum = 0;
            for (int k = 0; k < a; k++) {
                sum += b;
            }
            for (long k = 0; k < c; k++) {
                sum += 1000;
            }
            return sum;
        }

        static double calls(int a, double b, long c) {
            double before = b + 1;
            double twice = loops(a, before, c) + branches(a, b, c);
            return twice + before + Math.fma(b, a, c);
        }

        static double asks(int a, double b, long c) {
            return 2 * chooses(a, b, c);
        }

        static double chooses(int a, double b, long c) {
            throw new AssertionError("only the choice is copied");
        }

        static double chosen(int a, double b, long c) {
            return b;
        }

        static double switches(int a, double b, long c) {
            return switch (a) {
                case 0 -> b;
                case 1 -> c;
                case 2 -> 7;
                default -> 0;
            };
        }

        static double switchesFarApart(int a, double b, long c) {
            return switch (a) {
                case 0 -> b;
                case 1_000_000 -> c;
                default -> 0;
            };
        }

        static double catches(int a, double b, long c) {
            try {
                return a / (int) c;
            } catch (ArithmeticException e) {
                return b;
            }
        }
    }

    /// A class with a method that takes the arguments twice to `method`, and gives the difference of 3 times the second result and the first.
    private static MethodHandle twice(String method) throws ReflectiveOperationException {
        byte[] bytes = ClassFile.of().build(ClassDesc.of(InlinerTest.class.getPackageName(), "Twice"), type -> type.withMethodBody(
                "twice", TYPE.describeConstable().orElseThrow(), ClassFile.ACC_STATIC, code -> {
                    int[] next = {8};
                    int first = 6;
                    for (int time = 0; time < 2; time++) {
                        code.iload(0).dload(1).lload(3);
                        INLINER.inline(code, method, descriptor(), count -> {
                            int at = next[0];
                            next[0] += count;
                            return at;
                        });
                        if (time == 0) {
                            code.storeLocal(TypeKind.DOUBLE, first);
                        }
                    }
                    code.loadConstant(3.0).dmul().dload(first).dsub().dreturn();
                }));
        assertThat(ClassFile.of().verify(bytes)).isEmpty();
        MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
        return lookup.findStatic(lookup.lookupClass(), "twice", TYPE);
    }

    private static MethodTypeDesc descriptor() {
        return TYPE.describeConstable().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "straight, 2, 3.5, 4, 437", "branches, 1, 3.5, 4, 3.5", "branches, 0, 3.5, 4, 4", "branches, -1, 3.5, 4, -3.5",
        "loops, 3, 0.5, 2, 2001.5", "loops, 0, 0.5, 0, 0", "calls, 2, 0.5, 1, 1007", "asks, 1, 3.5, 2, 7"
    })
    void aCopyComputesTheSame(String method, int a, double b, long c, double value) throws Throwable {
        assertThat((double) twice(method).invokeExact(a, b, c)).isEqualTo(2 * value);
    }

    /// Their jumps would lead into the method that they were copied from.
    @ParameterizedTest
    @ValueSource(strings = {"switches", "switchesFarApart", "catches"})
    void whatCannotBeCopiedIsRefused(String method) {
        assertThatThrownBy(() -> twice(method)).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("cannot copy ");
    }

    /// An IllegalArgumentException would be taken for a method that is too long.
    @Test
    void aMethodThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> twice("missing")).isInstanceOf(IllegalStateException.class).hasMessageEndingWith("has no method missing(int,double,long)double");
    }
}
