/** Rundown protection for the JVM. */
module io.rundown {
    requires static transitive org.jspecify;

    exports io.rundown;
}
