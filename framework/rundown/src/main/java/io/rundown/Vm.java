package io.rundown;

/**
 * What matters of a virtual machine for the choice of a fence.
 *
 * @param name as in the system property {@code java.vm.name}
 * @param version as in {@code java.vm.version}
 * @param feature the version of Java
 */
record Vm(String name, String version, int feature) {

    static Vm running() {
        return new Vm(
                System.getProperty("java.vm.name", "unknown"),
                System.getProperty("java.vm.version", "unknown"),
                Runtime.version().feature());
    }

    /**
     * Whether this is HotSpot with C1 and C2, the compilers for which the light fence is known to hold. A compiler that
     * is plugged in through JVMCI shows in the version.
     */
    boolean isHotSpot() {
        boolean named = name.startsWith("OpenJDK ") || name.startsWith("Java HotSpot(TM) ");
        return named && !version.contains("jvmci");
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
