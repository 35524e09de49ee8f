package io.rundown.host.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.CodeSigner;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Lets those jars pass of which every entry is signed by somebody trusted, and zips that are signed in the same way.
 * What belongs to the signature itself is left out. A folder has no signature and is refused. Safe for use by several
 * threads.
 *
 * <p>Signatures with algorithms that the platform has disabled for jars count as none. Whether a certificate was revoked
 * is not asked.
 */
public final class SignedJarVerifier implements PluginVerifier {

    private final Trust trust;

    private SignedJarVerifier(Collection<X509Certificate> trusted) {
        if (trusted.isEmpty()) {
            throw new IllegalArgumentException("Nobody is trusted: give at least one certificate");
        }
        this.trust = new Trust(List.copyOf(trusted));
    }

    /**
     * Trusts these certificates, and signers for whom one of these has vouched as a certificate authority.
     *
     * @param trusted at least one; copied
     * @return a verifier
     * @throws IllegalArgumentException if there is none
     */
    public static SignedJarVerifier trusting(Collection<X509Certificate> trusted) {
        return new SignedJarVerifier(trusted);
    }

    /**
     * Likewise, with the certificates of a key store: both those kept as trusted and those kept with a key.
     *
     * @param store loaded; read now
     * @return a verifier
     * @throws KeyStoreException if the store is not loaded
     * @throws IllegalArgumentException if it has no X.509 certificate
     */
    public static SignedJarVerifier trusting(KeyStore store) throws KeyStoreException {
        List<X509Certificate> trusted = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate certificate = store.getCertificate(alias);
            if (certificate instanceof X509Certificate known) {
                trusted.add(known);
            }
        }
        return new SignedJarVerifier(trusted);
    }

    @Override
    public void verify(PluginFile file) throws IOException {
        if (Files.isDirectory(file.copy())) {
            throw new PluginRefusedException(
                    "is a folder, which has no signature; pack and sign it as a jar or a zip to have it verified");
        }
        try (JarFile jar = new JarFile(file.copy().toFile(), true, ZipFile.OPEN_READ)) {
            requireSigned(jar);
            requireComplete(jar);
        } catch (SecurityException changed) {
            throw new PluginRefusedException("was changed after it was signed: " + changed.getMessage());
        } catch (ZipException damaged) {
            throw new PluginRefusedException("is not a signed jar: it is no archive, or a truncated or damaged one ("
                    + damaged.getMessage() + ")");
        }
    }

    private void requireSigned(JarFile jar) throws IOException {
        Map<List<CodeSigner>, String> problems = new HashMap<>();
        int signed = 0;
        String unsigned = null;
        String problem = "";
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.isDirectory() || belongsToSignature(entry.getName())) {
                continue;
            }
            CodeSigner[] signers = signersOf(jar, entry);
            if (signers.length == 0) {
                unsigned = entry.getName();
            } else {
                signed++;
                String found = problems.computeIfAbsent(List.of(signers), trust::problemWith);
                problem = problem.isEmpty() ? found : problem;
            }
        }
        if (signed == 0) {
            throw new PluginRefusedException("is not signed");
        }
        if (unsigned != null) {
            throw new PluginRefusedException("is signed in part only: its entry '" + unsigned + "' is not");
        }
        if (!problem.isEmpty()) {
            throw new PluginRefusedException(problem);
        }
    }

    /** The signers are known, and the digest compared, only once the entry has been read to its end. */
    private static CodeSigner[] signersOf(JarFile jar, JarEntry entry) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = jar.getInputStream(entry)) {
            int read = 0;
            while (read >= 0) {
                read = in.read(buffer);
            }
        }
        CodeSigner[] signers = entry.getCodeSigners();
        return signers == null ? new CodeSigner[0] : signers;
    }

    /** The JDK compares what is there; what was taken out it does not miss. */
    private static void requireComplete(JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        for (Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
            boolean signed = section.getValue().keySet().stream()
                    .anyMatch(key -> key.toString().toUpperCase(Locale.ROOT).endsWith("-DIGEST"));
            if (signed && jar.getEntry(section.getKey()) == null) {
                throw new PluginRefusedException(
                        "was changed after it was signed: its entry '" + section.getKey() + "' was removed");
            }
        }
    }

    /** As the jar specification says: these cannot be signed. */
    private static boolean belongsToSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (!upper.startsWith("META-INF/") || upper.indexOf('/', "META-INF/".length()) >= 0) {
            return false;
        }
        String file = upper.substring("META-INF/".length());
        return file.equals("MANIFEST.MF")
                || file.startsWith("SIG-")
                || file.endsWith(".SF")
                || file.endsWith(".RSA")
                || file.endsWith(".DSA")
                || file.endsWith(".EC");
    }
}
