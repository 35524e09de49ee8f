/** Finds in a heap dump who still holds a class loader. */
module io.rundown.leak {
    requires java.management;
    requires static jdk.management;
    requires static org.jspecify;

    exports io.rundown.leak;
}
