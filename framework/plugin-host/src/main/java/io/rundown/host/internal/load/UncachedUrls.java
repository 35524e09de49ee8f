package io.rundown.host.internal.load;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** URLs whose connections do not go through the JDK's cache of open jar files. */
final class UncachedUrls {

    private static final URLStreamHandler UNCACHED = new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            // The external form leads back to the JDK's own handler.
            URLConnection connection = new URL(url.toExternalForm()).openConnection();
            connection.setUseCaches(false);
            return connection;
        }
    };

    private UncachedUrls() {}

    static URL uncached(URL url) {
        try {
            return new URL(null, url.toExternalForm(), UNCACHED);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("A URL of the JDK's own cannot be read back: " + url, e);
        }
    }
}
