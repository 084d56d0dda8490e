package dev.starling.testkit;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the fields of an object hold, static ones too, followed as far as they lead: a list that grows has changed, although its field is
/// final.
final class FieldState {
    private static final int DEEPEST = 6;

    private final Map<String, String> seen = new TreeMap<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private FieldState() {}

    /// The fields by name, such as `Kernel.calls`, each with a text of what it holds.
    static Map<String, String> of(Object object) {
        FieldState state = new FieldState();
        List<Class<?>> types = new ArrayList<>(Arrays.asList(object.getClass().getDeclaredClasses()));
        for (Class<?> own = object.getClass(); own != null && own != Object.class; own = own.getSuperclass()) {
            types.add(own);
        }
        types.sort(Comparator.comparing(Class::getName));
        for (Class<?> type : types) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || type.isInstance(object)) {
                    state.seen.put(type.getSimpleName() + "." + field.getName(), state.text(field, object, 0));
                }
            }
        }
        return state.seen;
    }

    private String text(Field field, Object of, int depth) {
        return makeAccessible(field) ? text(value(field, of), depth) : "";
    }

    private static Object value(Field field, Object of) {
        try {
            Object value = field.get(Modifier.isStatic(field.getModifiers()) ? null : of);
            return value == null ? "null" : value;
        } catch (IllegalAccessException e) {
            return "";
        }
    }

    private static boolean makeAccessible(AccessibleObject field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException e) {
            return false;
        }
    }

    private String text(Object value, int depth) {
        Class<?> type = value.getClass();
        if (value instanceof Number || value instanceof CharSequence || value instanceof Enum || value instanceof Boolean) {
            return value.toString();
        }
        if (depth > DEEPEST || !visited.add(value)) {
            return type.getName();
        }
        if (type.isArray()) {
            List<Object> elements = new ArrayList<>();
            for (int k = 0; k < Array.getLength(value); k++) {
                elements.add(Array.get(value, k));
            }
            return all(elements, depth);
        }
        return switch (value) {
            case Collection<?> collection -> all(collection, depth);
            case Map<?, ?> map -> map.size() + " entries " + all(map.values(), depth);
            default -> type.getClassLoader() == null ? type.getName() : fields(value, depth);
        };
    }

    private String all(Collection<?> elements, int depth) {
        StringBuilder text = new StringBuilder().append(elements.size());
        elements.forEach(element -> text.append(' ').append(element == null ? "null" : text(element, depth + 1)));
        return text.toString();
    }

    private String fields(Object value, int depth) {
        StringBuilder text = new StringBuilder(value.getClass().getName());
        for (Class<?> own = value.getClass(); own != null && own != Object.class; own = own.getSuperclass()) {
            for (Field field : own.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    text.append(' ').append(text(field, value, depth + 1));
                }
            }
        }
        return text.toString();
    }
}
