package io.rundown.benchmarks.leak;

import java.io.IOException;
import java.nio.file.Path;

/** Who is asked what keeps the class loader in a dump. */
enum Tool {
    RUNDOWN("this project") {
        @Override
        String explain(Path dump) throws IOException {
            return RundownPath.find(dump);
        }
    },
    NETBEANS("NetBeans' profiler library") {
        @Override
        String explain(Path dump) throws IOException {
            return NetBeansPath.find(dump);
        }
    },
    SHARK("shark") {
        @Override
        String explain(Path dump) throws IOException {
            return SharkPath.find(dump);
        }
    };

    private final String title;

    Tool(String title) {
        this.title = title;
    }

    /** What the report calls it. */
    String title() {
        return title;
    }

    /**
     * Opens the dump and finds one path, at least.
     *
     * @return the path in the tool's words, on one line
     * @throws IllegalStateException if there is none
     */
    abstract String explain(Path dump) throws IOException;
}
