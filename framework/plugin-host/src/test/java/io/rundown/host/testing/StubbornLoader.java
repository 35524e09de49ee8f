package io.rundown.host.testing;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;

/** A class loader that has its plugin's id for a name, and asks before it closes. */
public final class StubbornLoader extends URLClassLoader {

    private final Closing closing;

    private StubbornLoader(String id, URL jar, Closing closing) {
        super(id, new URL[] {jar}, StubbornLoader.class.getClassLoader());
        this.closing = closing;
    }

    /** What is asked. */
    public interface Closing {
        void close() throws IOException;
    }

    /** Gives every plugin such a loader. */
    public static PluginLoader forAll(Closing closing) {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                try {
                    return new StubbornLoader(
                            descriptor.getPluginId(), path.toUri().toURL(), closing);
                } catch (MalformedURLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        closing.close();
        super.close();
    }
}
