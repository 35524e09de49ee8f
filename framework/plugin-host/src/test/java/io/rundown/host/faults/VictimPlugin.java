package io.rundown.host.faults;

import io.rundown.host.testing.PluginJars;
import java.nio.file.Path;

/** A plugin whose every piece of code asks {@link Mischief} what to do. */
final class VictimPlugin {

    private VictimPlugin() {}

    static PluginJars version(Path folder, String version) {
        return PluginJars.plugin(folder, "victim", version)
                .importing(Mischief.class.getPackageName())
                .source("com.acme.victim.OwnException", "class OwnException extends RuntimeException {}")
                .source("com.acme.victim.OwnError", "class OwnError extends Error {}")
                .source("com.acme.victim.Speechless", """
                        class Speechless extends RuntimeException {
                            @Override public String getMessage() {
                                Mischief.<RuntimeException>sneak(new java.io.IOException());
                                return "";
                            }
                            @Override public String toString() { return getMessage(); }
                        }
                        """)
                .source("com.acme.victim.Victim", """
                        final class Victim {
                            static final boolean BORN = Mischief.born(Victim.class.getClassLoader());
                            static void at(Place place) { Mischief.at(place, Victim::own); }
                            private static Throwable own(Misdeed misdeed) {
                                return switch (misdeed) {
                                    case OWN_EXCEPTION -> new OwnException();
                                    case SPEECHLESS_EXCEPTION -> new Speechless();
                                    default -> new OwnError();
                                };
                            }
                        }
                        """)
                .source("com.acme.victim.Leftover", """
                        class Leftover extends java.util.logging.Handler {
                            @Override public void publish(java.util.logging.LogRecord record) {}
                            @Override public void flush() {}
                            @Override public void close() { Victim.at(Place.CLEAN_UP); }
                        }
                        """)
                .pluginClass("com.acme.victim.ThePlugin", """
                        public ThePlugin() { Victim.at(Place.CONSTRUCTOR); }
                        @Override public void start() {
                            java.util.logging.Logger.getLogger("").addHandler(new Leftover());
                            Victim.at(Place.START);
                        }
                        @Override public void stop() { Victim.at(Place.STOP); }
                        """)
                .source("com.acme.victim.TheRunner", """
                        class TheRunner implements Runner {
                            TheRunner() { Victim.at(Place.EXTENSION); }
                            @Override public Object run(Callable<?> body) throws Exception {
                                Victim.at(Place.CALL);
                                return body.call();
                            }
                            @Override public String version() { return "%s"; }
                            @Override public CompletionStage<String> later(CompletionStage<String> signal) {
                                return signal;
                            }
                        }
                        """.formatted(version))
                .extension("com.acme.victim.TheRunner")
                .source("com.acme.victim.TheVeto", """
                        class TheVeto implements io.rundown.host.UnloadVeto {
                            @Override public Optional<String> objection() {
                                Victim.at(Place.VETO);
                                return Optional.empty();
                            }
                        }
                        """)
                .extension("com.acme.victim.TheVeto");
    }
}
