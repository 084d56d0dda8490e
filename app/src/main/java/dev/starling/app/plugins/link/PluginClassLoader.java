package dev.starling.app.plugins.link;

import dev.starling.api.Extension;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What a plug-in sees: the API from the host and nowhere else, itself, the plug-ins that it declares to need, and the JDK.
/// Nothing else of the host has a name here.
final class PluginClassLoader extends ClassLoader implements Closeable {
    /// How the name of such a loader begins, by which stack traces tell whose a frame is.
    static final String PREFIX = "plugin:";

    private static final String API = "dev.starling.api.";

    static {
        registerAsParallelCapable();
    }

    private final String id;
    private final Path jar;
    private final ZipFile zip;
    private final List<PluginClassLoader> needed;

    PluginClassLoader(String id, Path jar, List<PluginClassLoader> needed) throws IOException {
        super(PREFIX + id, ClassLoader.getPlatformClassLoader());
        this.id = id;
        this.jar = jar;
        this.zip = new ZipFile(jar.toFile(), StandardCharsets.UTF_8);
        this.needed = List.copyOf(needed);
    }

    String id() {
        return id;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(API)) {
            return Class.forName(name, false, Extension.class.getClassLoader());
        }
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            Class<?> own = own(name);
            if (own != null) {
                return own;
            }
        }
        for (PluginClassLoader other : needed) {
            Class<?> shared = other.findShared(name);
            if (shared != null) {
                return shared;
            }
        }
        return super.loadClass(name, resolve);
    }

    /// A class of this plug-in, for one that needs it.
    private @Nullable Class<?> findShared(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : own(name);
        }
    }

    private @Nullable Class<?> own(String name) throws ClassNotFoundException {
        ZipEntry entry = zip.getEntry(name.replace('.', '/') + ".class");
        if (entry == null) {
            return null;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] code = in.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException | IllegalStateException e) {
            throw new ClassNotFoundException(name + " of plug-in " + id + " cannot be read", e);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        try {
            return zip.getEntry(name) == null ? null : URI.create("jar:" + jar.toUri() + "!/" + name).toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return found == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(found));
    }

    /// Read from the JAR that is open already; a connection by URL would open it once more and keep it.
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return super.getResourceAsStream(name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new ByteArrayInputStream(in.readAllBytes());
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
