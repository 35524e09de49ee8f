package io.rundown.host.internal.cleanup;

/** Parts of the JDK that a custom run-time image need not have. */
final class JdkModules {

    private JdkModules() {}

    static boolean has(String module) {
        return ModuleLayer.boot().findModule(module).isPresent();
    }
}
