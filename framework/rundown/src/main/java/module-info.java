/** Rundown protection for the JVM. */
module io.rundown {
    requires java.management;
    requires static transitive org.jspecify;

    exports io.rundown;
}
