package dev.starling.core.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/// Copies the code of static methods of a class into a method that is being written, in the place of calls.
///
/// The JIT stops inlining once a method has grown large, and a vector that passes through a call goes through the heap, which is a
/// hundred times slower. It always inlines what the vector module marks so; what is copied holds calls of that kind only.
final class Inliner {
    private final ClassDesc owner;
    private final Map<String, CodeModel> methods = new HashMap<>();
    private final Map<String, String> instead;

    /// @param owner    a class whose static methods have no handlers of exceptions and no switches
    /// @param instead  names of methods, and of those that are copied in their place: of a method that only chooses, the choice
    Inliner(Class<?> owner, Map<String, String> instead) {
        this.instead = instead;
        this.owner = owner.describeConstable().orElseThrow();
        for (MethodModel method : ClassFile.of().parse(bytes(owner)).methods()) {
            String key = key(method.methodName().stringValue(), method.methodTypeSymbol());
            method.code().ifPresent(code -> methods.put(key, code));
        }
    }

    private static String key(String name, MethodTypeDesc type) {
        return name + type.descriptorString();
    }

    private static byte[] bytes(Class<?> type) {
        try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IllegalStateException("no class file of " + type);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the code of a method whose arguments are on the stack; leaves its result there.
    ///
    /// @param newLocals  gives the first of so many free local variables
    void inline(CodeBuilder code, String method, MethodTypeDesc type, IntUnaryOperator newLocals) {
        CodeModel model = methods.get(key(method, type));
        if (model == null) {
            throw new IllegalStateException(owner.displayName() + " has no method " + method + type.displayDescriptor());
        }
        List<ClassDesc> parameters = type.parameterList();
        int slots = parameters.stream().mapToInt(parameter -> TypeKind.from(parameter).slotSize()).sum();
        int base = newLocals.applyAsInt(Math.max(slots, maxLocals(model)));
        int slot = base + slots;
        for (ClassDesc parameter : parameters.reversed()) {
            TypeKind kind = TypeKind.from(parameter);
            slot -= kind.slotSize();
            code.storeLocal(kind, slot);
        }
        copy(code, model, base, newLocals);
    }

    private static int maxLocals(CodeModel model) {
        int most = 0;
        for (CodeElement element : model) {
            switch (element) {
                case LoadInstruction load -> most = Math.max(most, load.slot() + load.typeKind().slotSize());
                case StoreInstruction store -> most = Math.max(most, store.slot() + store.typeKind().slotSize());
                case IncrementInstruction step -> most = Math.max(most, step.slot() + 1);
                default -> {}
            }
        }
        return most;
    }

    private void copy(CodeBuilder code, CodeModel model, int base, IntUnaryOperator newLocals) {
        Map<Label, Label> labels = new HashMap<>();
        Label end = code.newLabel();
        for (CodeElement element : model) {
            switch (element) {
                case LoadInstruction load -> code.loadLocal(load.typeKind(), base + load.slot());
                case StoreInstruction store -> code.storeLocal(store.typeKind(), base + store.slot());
                case IncrementInstruction step -> code.iinc(base + step.slot(), step.constant());
                case LabelTarget target -> code.labelBinding(labels.computeIfAbsent(target.label(), _ -> code.newLabel()));
                case BranchInstruction branch ->
                    code.branch(branch.opcode(), labels.computeIfAbsent(branch.target(), _ -> code.newLabel()));
                case ReturnInstruction _ -> code.goto_(end);
                case InvokeInstruction call when isOwn(call) ->
                    inline(code, chosen(call.name().stringValue()), call.typeSymbol(), newLocals);
                case TableSwitchInstruction _, LookupSwitchInstruction _, ExceptionCatch _ ->
                    throw new IllegalStateException("cannot copy " + element + " of " + owner.displayName());
                case Instruction instruction -> code.with(instruction);
                default -> {}
            }
        }
        code.labelBinding(end);
    }

    private String chosen(String method) {
        return instead.getOrDefault(method, method);
    }

    /// Whether a call goes to a method that is copied too; public methods of other classes are left as calls.
    private boolean isOwn(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC && call.owner().asSymbol().equals(owner);
    }
}
