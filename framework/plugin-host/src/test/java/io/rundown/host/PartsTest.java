package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.PluginLoadException;
import io.rundown.host.testing.Greeting;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pf4j.CompoundPluginDescriptorFinder;
import org.pf4j.CompoundPluginLoader;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultPluginFactory;
import org.pf4j.DefaultPluginLoader;
import org.pf4j.DefaultPluginRepository;
import org.pf4j.ExtensionFactory;
import org.pf4j.IndexedExtensionFinder;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginRepository;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginWrapper;
import org.pf4j.PropertiesPluginDescriptorFinder;
import org.pf4j.VersionManager;

/** pf4j's parts, replaced by pf4j's own and by the application's. */
class PartsTest extends ManagerFixture {

    private final List<PluginHost> more = new ArrayList<>();

    @AfterEach
    void closeMore() {
        more.forEach(PluginHost::close);
    }

    private PluginHost with(UnaryOperator<PluginHostBuilder> parts) {
        PluginHost made = parts.apply(PluginHost.builder()
                        .workDirectory(folder.resolve("more"))
                        .unloadPolicy(HostFixture.AT_ONCE)
                        .pluginsRoot(root))
                .build();
        more.add(made);
        return made;
    }

    // ------------------------------------------------------------------------ class loaders

    private static PluginLoader pf4js(PluginManager view) {
        return new CompoundPluginLoader().add(new JarPluginLoader(view)).add(new DefaultPluginLoader(view));
    }

    @Test
    void pf4jsClassLoaders_areBoundToTheGenerationsOfTheirDependencies() throws Exception {
        PluginHost other = with(builder -> builder.pluginLoader(PartsTest::pf4js));
        Path rates = versioned("1.0.0");
        Path carrier = PluginJars.plugin(root, "carrier", "1.0.0")
                .dependsOn("rates")
                .compiledAgainst(rates)
                .source("com.acme.carrier.Offer", """
                        public class Offer implements java.util.function.Supplier<Object> {
                            @Override public Object get() { return com.acme.Rates.version(); }
                        }
                        """)
                .extension("com.acme.carrier.Offer")
                .zip("carrier.zip");
        other.load(List.of(carrier, rates)).orThrow();
        var offer = other.extension(Supplier.class, "carrier");
        PluginManager view = other.asPluginManager();
        assertThat(view.getPluginClassLoader("rates")).isInstanceOf(PluginClassLoader.class);
        WeakReference<ClassLoader> old = new WeakReference<>(view.getPluginClassLoader("carrier"));
        assertThat(offer.get()).isEqualTo("1.0.0");

        assertThat(other.reload("rates", versioned("2.0.0")).switched()).isTrue();

        assertThat(offer.get()).isEqualTo("2.0.0");
        LoaderReclamation.assertCollected(old);
        assertThat(((PluginClassLoader) view.getPluginClassLoader("rates")).isClosed())
                .isFalse();
        PluginClassLoader last = (PluginClassLoader) view.getPluginClassLoader("rates");
        assertThat(other.unload("rates").unloaded()).isTrue();
        assertThat(last.isClosed()).isTrue();
    }

    private Path versioned(String version) {
        return PluginJars.plugin(root, "rates", version)
                .source("com.acme.Rates", """
                        public class Rates { public static String version() { return "%s"; } }
                        """.formatted(version))
                .jar("rates-" + version + ".jar");
    }

    @Test
    void theHostsClassLoaders_findClassesAndResourcesOfThoseThatTheApplicationMakes() {
        PluginHost other = with(builder -> builder.pluginLoader(view -> new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                return new Plain(path, getClass().getClassLoader(), view, descriptor);
            }
        }));
        Path rates = versioned("1.0.0");
        Path carrier = PluginJars.runner(root, "carrier", "1.0.0")
                .dependsOn("rates")
                .compiledAgainst(rates)
                .pluginClass("com.acme.carrier.ThePlugin", """
                        @Override public void start() { PluginEvents.add(com.acme.Rates.version()); }
                        """)
                .jar("carrier.jar");

        other.load(List.of(rates, carrier)).orThrow();

        assertThat(PluginEvents.all()).containsExactly("1.0.0");
        assertThat(other.extensions(Runner.class))
                .as("an index of a dependency is not the plugin's own")
                .hasSize(1);
        assertThat(other.unload("rates").unloaded()).isTrue();
    }

    /** No URLClassLoader, and not closeable: reads a jar and asks the linked plugins. */
    private static final class Plain extends ClassLoader {

        private final ClassLoader jar;
        private final PluginManager view;
        private final PluginDescriptor descriptor;

        Plain(Path path, ClassLoader parent, PluginManager view, PluginDescriptor descriptor) {
            super(parent);
            this.view = view;
            this.descriptor = descriptor;
            try {
                this.jar = new URLClassLoader(new URL[] {path.toUri().toURL()}, null);
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = jar.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in != null) {
                    byte[] code = in.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                }
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
            for (var each : descriptor.getDependencies()) {
                return view.getPluginClassLoader(each.getPluginId()).loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        @Override
        protected URL findResource(String name) {
            return jar.getResource(name);
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return jar.getResources(name);
        }
    }

    @Test
    void aLoaderThatFailsIsNamed_andNothingIsLeft() throws Exception {
        Path tax = jar("tax", "1.0.0");
        PluginHost throwing = with(builder -> builder.pluginLoader(view -> {
            throw new IllegalStateException("no loader");
        }));
        assertThatThrownBy(() -> throwing.load(tax))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("the PluginLoader", "no loader");
        PluginHost picky = with(builder -> builder.pluginLoader(DefaultPluginLoader::new));
        assertThatThrownBy(() -> picky.load(tax))
                .hasMessageContaining("the PluginLoader org.pf4j.DefaultPluginLoader does not apply to it");
        try (var copies = Files.walk(folder.resolve("more"))) {
            assertThat(copies.filter(each -> each.toString().endsWith(".jar"))).isEmpty();
        }
    }

    // ------------------------------------------------------------------------ factories

    @Test
    void aPluginFactoryMayCallAnyConstructor() {
        PluginHost other = with(builder -> builder.pluginFactory(new DefaultPluginFactory() {
            @Override
            protected Plugin createInstance(Class<?> type, PluginWrapper wrapper) {
                try {
                    return (Plugin) type.getConstructor(Greeting.Context.class)
                            .newInstance(new Greeting.Context("from the application"));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("it has no such constructor");
                }
            }
        }));
        other.load(PluginJars.plugin(root, "needy", "1.0.0")
                .pluginClass("com.acme.Needy", """
                        private final Greeting.Context context;
                        public Needy(Greeting.Context context) { this.context = context; }
                        @Override public void start() { PluginEvents.add(context.words()); }
                        """)
                .jar("needy.jar"));

        assertThat(PluginEvents.all()).containsExactly("from the application");
        assertThatThrownBy(() -> other.load(jar("tax", "1.0.0")))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("the PluginFactory", "it has no such constructor");
    }

    @Test
    void aPluginFactoryThatMakesNothingIsNamed() {
        PluginHost other = with(builder -> builder.pluginFactory(wrapper -> null));

        assertThatThrownBy(() -> other.load(jar("tax", "1.0.0")))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("the PluginFactory", "returned null");
        assertThat(other.status().current()).isEmpty();
    }

    @Test
    void anExtensionFactoryMakesEachExtensionOncePerGeneration() {
        List<String> made = new ArrayList<>();
        PluginHost other = with(builder -> builder.extensionFactory(new DefaultExtensionFactory() {
            @Override
            public <T> T create(Class<T> type) {
                made.add(type.getSimpleName() + " " + Thread.currentThread().getName());
                return super.create(type);
            }
        }));
        other.load(PluginJars.plugin(root, "tax", "1.0.0")
                .source("com.acme.Open", """
                        public class Open implements Runner {
                            @Override public Object run(Callable<?> body) throws Exception { return body.call(); }
                            @Override public String version() { return "1.0.0"; }
                            @Override public CompletionStage<String> later(CompletionStage<String> s) { return s; }
                        }
                        """)
                .extension("com.acme.Open")
                .jar("tax.jar"));

        for (int i = 0; i < 3; i++) {
            assertThat(other.asPluginManager().getExtensions(Runner.class)).hasSize(1);
        }
        assertThat(made).containsExactly("Open rundown-tax-extensions");
        other.reload("tax");
        assertThat(made).hasSize(2);
    }

    @Test
    void anExtensionFactoryThatMakesSomethingElseIsNamed() {
        PluginHost other = with(builder -> builder.extensionFactory(new ExtensionFactory() {
            @Override
            @SuppressWarnings("unchecked") // which is the mistake
            public <T> T create(Class<T> type) {
                return (T) "nonsense";
            }
        }));

        assertThatThrownBy(() -> other.load(jar("tax", "1.0.0")))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("by the ExtensionFactory", "java.lang.String for com.acme.tax.TheRunner");
    }

    // ------------------------------------------------------------------------ finders

    @Test
    void anExtensionFinderNamesTheClasses() {
        PluginHost other = with(builder -> builder.pluginLoader(PartsTest::pf4js)
                .extensionFinder(view -> new IndexedExtensionFinder(view) {
                    @Override
                    public Set<String> findClassNames(String pluginId) {
                        return pluginId.equals("tax")
                                ? Set.of("com.acme.tax.TheRunner")
                                : super.findClassNames(pluginId);
                    }
                }));
        other.load(PluginJars.plugin(root, "tax", "1.0.0")
                .runnerExtension("com.acme.tax.TheRunner", "1.0.0")
                .entry("META-INF/extensions.idx", new byte[0])
                .jar("tax.jar"));
        other.load(jar("fraud", "1.0.0"));

        assertThat(other.extensions(Runner.class)).hasSize(2);
    }

    @Test
    void anExtensionFinderThatFailsIsNamed() {
        PluginHost other = with(builder -> builder.extensionFinder(view -> new IndexedExtensionFinder(view) {
            @Override
            public Set<String> findClassNames(String pluginId) {
                throw new IllegalStateException("no index");
            }
        }));

        assertThatThrownBy(() -> other.load(jar("tax", "1.0.0")))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("the ExtensionFinder", "no index");
    }

    @Test
    void pf4jsDescriptorFindersWork_onTheCopy() {
        List<Path> asked = new ArrayList<>();
        PluginDescriptorFinder finder = new CompoundPluginDescriptorFinder()
                .add(new PropertiesPluginDescriptorFinder())
                .add(new ManifestPluginDescriptorFinder() {
                    @Override
                    public PluginDescriptor find(Path path) {
                        asked.add(path);
                        return super.find(path);
                    }
                });
        PluginHost other = with(builder -> builder.pluginDescriptorFinder(finder));

        other.load(jar("tax", "1.0.0"));
        other.load(PluginJars.runner(root, "fraud", "1.0.0").zip("fraud.zip"));

        assertThat(other.status().current()).hasSize(2);
        assertThat(asked).isNotEmpty().allMatch(path -> path.startsWith(folder.resolve("more")));
        Path none = PluginJars.archive(root).entry("x", new byte[0]).jar("none.jar");
        assertThatThrownBy(() -> other.load(none))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContaining("the PluginDescriptorFinder org.pf4j.CompoundPluginDescriptorFinder threw");
    }

    @Test
    void aDescriptorFinderThatFindsNothingIsNamed() {
        PluginHost other = with(builder -> builder.pluginDescriptorFinder(new ManifestPluginDescriptorFinder() {
            @Override
            public @Nullable PluginDescriptor find(Path path) {
                return null;
            }
        }));

        assertThatThrownBy(() -> other.load(jar("tax", "1.0.0")))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("the PluginDescriptorFinder", "returned null");
    }

    // ------------------------------------------------------------------------ versions and places

    @Test
    void aVersionManagerDecidesWhatAVersionIs() {
        VersionManager years = new VersionManager() {
            @Override
            public boolean checkVersionConstraint(String version, String constraint) {
                return constraint.equals("*") || version.equals(constraint);
            }

            @Override
            public int compareVersions(String first, String second) {
                if (!first.startsWith("R")) {
                    throw new IllegalArgumentException("no release");
                }
                return first.compareTo(second);
            }
        };
        PluginHost other = with(builder -> builder.versionManager(years));
        other.load(jar("rates", "R2026"));
        other.load(jar("carrier", "R1", "rates@R2026"));

        assertThat(other.asPluginManager().getVersionManager()).isSameAs(years);
        assertThatThrownBy(() -> other.load(jar("late", "R1", "rates@R2027")))
                .hasMessageContaining("but version R2026 is loaded");
        assertThatThrownBy(() -> other.load(jar("tax", "1.0.0")))
                .hasMessageContainingAll("Plugin-Version '1.0.0' is not a version to", "no release");
    }

    @Test
    void aRepositoryListsAndDeletes() {
        Path elsewhere = folder.resolve("elsewhere");
        PluginHost other = with(builder -> builder.pluginRepository(new JarPluginRepository(elsewhere)));
        elsewhere.toFile().mkdirs();
        Path jar = PluginJars.runner(elsewhere, "tax", "1.0.0").jar("tax.jar");
        PluginManager view = other.asPluginManager();

        view.loadPlugins();
        view.startPlugins();
        assertThat(ids(view.getStartedPlugins())).containsExactly("tax");

        assertThat(view.deletePlugin("tax")).isTrue();
        assertThat(jar).doesNotExist();
    }

    @Test
    void whatARepositoryDoesNotDelete_isTold() {
        PluginHost other = with(builder -> builder.pluginRepository(new DefaultPluginRepository(root)));
        Path jar = jar("tax", "1.0.0");
        other.load(jar);

        assertThat(other.asPluginManager().deletePlugin("tax")).isFalse();
        assertThat(jar).exists();
        assertThat(other.asPluginManager().getPlugin("tax")).isNull();
    }

    @Test
    void aDescriptorMayComeFromAnywhere() {
        PluginHost other = with(builder -> builder.pluginDescriptorFinder(new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                return new DefaultPluginDescriptor(
                        "made-up", "", Plugin.class.getName(), "1.0.0", "*", "somebody", "MIT");
            }
        }));

        assertThat(other.load(jar("tax", "2.0.0")).id()).isEqualTo("made-up");
        assertThat(other.asPluginManager().getPlugin("made-up").getDescriptor().getProvider())
                .isEqualTo("somebody");
    }
}
