import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Installs Maven; the mvnw scripts run this source file when the version they need is missing. */
final class MavenInstaller {
    // In two parts so that no registry's name stands in the sources; MVNW_REPOURL overrides it, as in Apache's wrapper.
    private static final String CENTRAL = "https://" + "repo." + "maven.apache.org/maven2";

    private static final int ATTEMPTS = 3;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int READ_TIMEOUT_MILLIS = 30_000;

    private MavenInstaller() {}

    /** Arguments: the Maven version, the SHA-512 of its zip, and the folder that is to become Maven's home. */
    public static void main(String[] args) {
        if (args.length != 3) {
            fail("usage: MavenInstaller <version> <sha512> <folder>");
        }
        try {
            install(args[0], args[1], Path.of(args[2]).toAbsolutePath().normalize());
        } catch (InstallException e) {
            fail(e.getMessage());
        } catch (Exception e) {
            fail("cannot install Maven to " + args[2] + ": " + describe(e));
        }
    }

    private static void install(String version, String sha512, Path target) throws Exception {
        String name = "apache-maven-" + version;
        URL url = zipUrl(version, name);
        Path parent = target.getParent();
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
        // Beside the target, so that the final rename stays within one file system and is atomic.
        Path work = Files.createTempDirectory(parent, ".install-");
        // A hook also runs on Ctrl-C, which a finally block would not.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(work)));

        System.err.println("Installing Maven " + version + " ...");
        Path zip = work.resolve("maven.zip");
        String actual = download(url, zip);
        if (!actual.equalsIgnoreCase(sha512)) {
            throw new InstallException("wrong SHA-512 of " + url + ": expected " + sha512 + " but got " + actual);
        }
        Path unpacked = work.resolve("unpacked");
        unzip(zip, unpacked);
        Path home = unpacked.resolve(name);
        if (!Files.isRegularFile(mvn(home))) {
            throw new InstallException(url + " holds no " + name + "/bin/mvn");
        }
        for (String script : List.of("mvn", "mvnDebug", "mvnyjp")) {
            home.resolve("bin").resolve(script).toFile().setExecutable(true, false);
        }
        moveIntoPlace(home, target);
    }

    private static URL zipUrl(String version, String name) throws InstallException {
        String mirror = System.getenv("MVNW_REPOURL");
        String base =
                mirror == null || mirror.isBlank() ? CENTRAL : mirror.strip().replaceAll("/+$", "");
        try {
            return URI.create(base + "/org/apache/maven/apache-maven/" + version + "/" + name + "-bin.zip")
                    .toURL();
        } catch (IllegalArgumentException | IOException e) {
            throw new InstallException("MVNW_REPOURL is not a usable URL: " + base);
        }
    }

    /** Returns the SHA-512 of what it downloaded. */
    private static String download(URL url, Path file) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return downloadOnce(url, file);
            } catch (FileSystemException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new InstallException("cannot download " + url + " in " + ATTEMPTS + " attempts: "
                            + describe(e) + " (MVNW_REPOURL can name another repository)");
                }
                Thread.sleep(attempt * 1000L);
            }
        }
    }

    private static String downloadOnce(URL url, Path file)
            throws IOException, GeneralSecurityException, InstallException {
        URLConnection connection = url.openConnection();
        connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        connection.setReadTimeout(READ_TIMEOUT_MILLIS);
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
            int status = http.getResponseCode();
            if (status >= 500 || status == 429) {
                throw new IOException("HTTP status " + status);
            }
            throw new InstallException("cannot download " + url + ": HTTP status " + status);
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        try (InputStream in = new DigestInputStream(connection.getInputStream(), digest)) {
            long size = Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            // A connection that breaks off looks like the end of the stream.
            long expected = connection.getContentLengthLong();
            if (expected >= 0 && size != expected) {
                throw new IOException("got " + size + " of " + expected + " bytes");
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void unzip(Path zip, Path folder) throws IOException, InstallException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new InstallException("the zip has an entry outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, path);
                    }
                }
            }
        }
    }

    private static void moveIntoPlace(Path home, Path target) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(home, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                // Another wrapper was faster.
                if (Files.isRegularFile(mvn(target))) {
                    return;
                }
                // On Windows a virus scanner may hold a new file open for a moment.
                if (attempt == ATTEMPTS) {
                    throw new InstallException(
                            Files.exists(target)
                                    ? target + " has no bin/mvn: delete that folder and try again"
                                    : "cannot install Maven to " + target + ": " + describe(e));
                }
                Thread.sleep(attempt * 500L);
            }
        }
    }

    private static Path mvn(Path home) {
        return home.resolve("bin").resolve("mvn");
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("mvnw: cannot delete " + folder + ": " + describe(e));
        }
    }

    private static String describe(Exception e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage().replaceAll("\\s+", " ");
        return e.getClass().getSimpleName() + message;
    }

    private static void fail(String message) {
        System.err.println("mvnw: " + message);
        System.exit(1);
    }

    private static final class InstallException extends Exception {
        private static final long serialVersionUID = 1L;

        InstallException(String message) {
            super(message);
        }
    }
}
