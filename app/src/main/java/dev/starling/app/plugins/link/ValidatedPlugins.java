package dev.starling.app.plugins.link;

import dev.starling.app.fault.Words;
import dev.starling.app.plugins.intake.Candidate;
import dev.starling.app.plugins.jar.Descriptor;
import dev.starling.app.plugins.jar.Refusal;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.AbstractPluginManager;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.RuntimeMode;
import org.pf4j.VersionManager;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// PF4J, given only plug-ins that were found good. It keeps their class loaders, resolves them again by its own rules and knows their
/// extensions; of its finders, which read files anew and answer for all plug-ins or none, nothing is used.
final class ValidatedPlugins extends AbstractPluginManager implements AutoCloseable {
    private final Map<Path, Candidate> passed = new LinkedHashMap<>();

    /// @param folder where the private copies are
    /// @param api    version of the API that this program has
    ValidatedPlugins(Path folder, String api) {
        super(List.of(folder));
        setSystemVersion(api);
        setExactVersionAllowed(true);
    }

    /// Makes the class loader of a plug-in; those that it needs must have theirs already.
    void load(Candidate candidate) throws Refusal {
        passed.put(candidate.copy(), candidate);
        try {
            loadPluginFromPath(candidate.copy());
        } catch (RuntimeException | LinkageError e) {
            throw new Refusal("PF4J does not load it (" + Words.of(e) + ")", e);
        }
    }

    /// Resolves what was loaded.
    void resolve() {
        try {
            resolvePlugins();
        } catch (RuntimeException e) {
            // It would be a fault of ours, and what is not resolved is refused when it is to be started.
        }
    }

    /// Starts a plug-in, which is to say that it may be asked for classes.
    PluginClassLoader start(Candidate candidate) throws Refusal {
        try {
            if (startPlugin(candidate.id()) == PluginState.STARTED
                    && getPluginClassLoader(candidate.id()) instanceof PluginClassLoader loader) {
                return loader;
            }
            throw new Refusal("PF4J does not start it");
        } catch (RuntimeException | LinkageError e) {
            throw new Refusal("PF4J does not start it (" + Words.of(e) + ")", e);
        }
    }

    private Candidate candidate(Path copy) {
        Candidate candidate = passed.get(copy);
        if (candidate == null) {
            throw new IllegalArgumentException(copy + " has not been looked at");
        }
        return candidate;
    }

    private PluginClassLoader classLoader(Candidate candidate) {
        List<PluginClassLoader> needed = new ArrayList<>();
        for (Descriptor.Dependency dependency : candidate.inspection().descriptor().dependencies()) {
            if (getPluginClassLoader(dependency.id()) instanceof PluginClassLoader loader) {
                needed.add(loader);
            }
        }
        try {
            return new PluginClassLoader(candidate.id(), candidate.copy(), needed);
        } catch (IOException e) {
            throw candidate.lost(e);
        }
    }

    /// Closes every class loader. PF4J's own way of stopping leaves some plug-ins out.
    @Override
    public void close() {
        for (ClassLoader loader : getPluginClassLoaders().values()) {
            try {
                ((Closeable) loader).close();
            } catch (IOException e) {
                // It was only read from: nothing is lost.
            }
        }
    }

    /// Not by the system property `pf4j.mode`.
    @Override
    public RuntimeMode getRuntimeMode() {
        return RuntimeMode.DEPLOYMENT;
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path copy) {
                return passed.containsKey(copy);
            }

            @Override
            public PluginDescriptor find(Path copy) {
                return new Described(candidate(copy).inspection().descriptor());
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path copy) {
                return passed.containsKey(copy);
            }

            @Override
            public ClassLoader loadPlugin(Path copy, PluginDescriptor descriptor) {
                return classLoader(candidate(copy));
            }
        };
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new AbstractExtensionFinder(this) {
            @Override
            public Map<String, Set<String>> readPluginsStorages() {
                Map<String, Set<String>> declared = new LinkedHashMap<>();
                passed.values().forEach(candidate -> declared.put(candidate.id(), candidate.inspection().declared()));
                return declared;
            }

            @Override
            public Map<String, Set<String>> readClasspathStorages() {
                return Map.of();
            }
        };
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.copyOf(passed.keySet());
            }

            @Override
            public boolean deletePluginPath(Path copy) {
                return false;
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {}

            @Override
            public void enablePlugin(String id) {}
        };
    }

    /// Plug-ins have no code of their own beside their extensions.
    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> new Plugin();
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }

    /// A descriptor as PF4J wants it.
    private record Described(Descriptor own) implements PluginDescriptor {
        @Override
        public String getPluginId() {
            return own.id();
        }

        @Override
        public String getPluginDescription() {
            return "";
        }

        @Override
        public String getPluginClass() {
            return Plugin.class.getName();
        }

        @Override
        public String getVersion() {
            return own.version();
        }

        @Override
        public String getRequires() {
            return own.requires();
        }

        @Override
        public String getProvider() {
            return "";
        }

        @Override
        public String getLicense() {
            return "";
        }

        @Override
        public List<PluginDependency> getDependencies() {
            return own.dependencies().stream().map(dependency -> new PluginDependency(dependency.text())).toList();
        }
    }
}
