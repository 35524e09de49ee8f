package io.rundown.host.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets those jars and zips pass whose SHA-256 is listed. The content decides and the name does not, so a file may be
 * renamed. A folder has no checksum and is refused. Safe for use by several threads.
 */
public final class Sha256Verifier implements PluginVerifier {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{64}");

    /** As {@code sha256sum} writes it; with a backslash in front if the name has characters that are escaped. */
    private static final Pattern LINE = Pattern.compile("\\\\?([0-9a-fA-F]{64})(?:[ \\t].*)?");

    /** As {@code sha256sum --tag} writes it. */
    private static final Pattern TAGGED_LINE = Pattern.compile("\\\\?SHA256 \\(.*\\) = ([0-9a-fA-F]{64})");

    private final Listing listing;

    private Sha256Verifier(Listing listing) {
        this.listing = listing;
    }

    /** The digests that are allowed now, in small letters. */
    private interface Listing {
        Set<String> digests();

        @Override
        String toString();
    }

    /**
     * Takes the digests from the application.
     *
     * @param digests each 64 hexadecimal digits; copied
     * @return a verifier
     * @throws IllegalArgumentException if one is not
     */
    public static Sha256Verifier of(Collection<String> digests) {
        Set<String> allowed = new HashSet<>();
        for (String each : digests) {
            if (!DIGEST.matcher(each).matches()) {
                throw new IllegalArgumentException("Not a SHA-256 in 64 hexadecimal digits: '" + each + "'");
            }
            allowed.add(each.toLowerCase(Locale.ROOT));
        }
        return new Sha256Verifier(new Given(Set.copyOf(allowed)));
    }

    /**
     * Takes the digests from a file as {@code sha256sum} writes it. Empty lines and lines that begin with {@code #} are
     * left out. The file is read at every check, so it may be replaced at any time; as long as it is not there or
     * malformed, every plugin is refused.
     *
     * @param file need not be there yet
     * @return a verifier
     */
    public static Sha256Verifier listedIn(Path file) {
        return new Sha256Verifier(new InFile(file));
    }

    @Override
    public void verify(PluginFile file) throws IOException {
        if (Files.isDirectory(file.copy())) {
            throw new PluginRefusedException(
                    "is a folder, which has no SHA-256; pack it as a jar or a zip to have it verified");
        }
        String digest = digestOf(file.copy());
        if (!listing.digests().contains(digest)) {
            throw new PluginRefusedException("its SHA-256 " + digest + " is not in " + listing);
        }
    }

    private static String digestOf(Path file) throws IOException {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, but this one has not", e);
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private record Given(Set<String> digests) implements Listing {

        @Override
        public String toString() {
            return "the list of " + digests.size() + " allowed ones";
        }
    }

    private record InFile(Path file) implements Listing {

        @Override
        public Set<String> digests() {
            List<String> lines;
            try {
                lines = new ArrayList<>(Files.readAllLines(file));
            } catch (IOException e) {
                throw new PluginRefusedException("the list of checksums '" + file + "' cannot be read: " + e);
            }
            Set<String> digests = new HashSet<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    digests.add(digestIn(line, i + 1));
                }
            }
            return digests;
        }

        private String digestIn(String line, int number) {
            for (Pattern form : List.of(LINE, TAGGED_LINE)) {
                Matcher matcher = form.matcher(line);
                if (matcher.matches()) {
                    return matcher.group(1).toLowerCase(Locale.ROOT);
                }
            }
            throw new PluginRefusedException("the list of checksums '" + file + "' is malformed in line " + number
                    + ": it must be 64 hexadecimal digits and a file name");
        }

        @Override
        public String toString() {
            return "'" + file + "'";
        }
    }
}
