package io.rundown.host.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.PluginHost;
import io.rundown.host.testing.PluginJars;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may sign, and what must be signed. */
class SignedJarTest {

    private static final Signer ALICE = Signer.selfSigned("ALICE");
    private static final Signer BOB = Signer.selfSigned("BOB");
    private static final Signer AUTHORITY = Signer.authority("AUTHORITY");
    private static final SignedJarVerifier TRUSTS_ALICE = SignedJarVerifier.trusting(List.of(ALICE.certificate()));

    private static final SignedJarVerifier TRUSTS_AUTHORITY =
            SignedJarVerifier.trusting(List.of(AUTHORITY.certificate()));

    @TempDir
    Path folder;

    private Path unsigned;

    @BeforeEach
    void packJar() {
        unsigned = PluginJars.plugin(folder, "tax", "1.0.0")
                .entry("com/acme/data", new byte[] {1, 2, 3})
                .entry("com/acme/more", new byte[] {4})
                .jar("tax.jar");
    }

    @Test
    void aJarSignedBySomebodyTrusted_passes() {
        assertPasses(TRUSTS_ALICE, ALICE.sign(unsigned));
    }

    @Test
    void aJarSignedBySeveral_passesIfOneIsTrusted() {
        assertPasses(TRUSTS_ALICE, ALICE.sign(BOB.sign(unsigned)));
    }

    @Test
    void aSignerWhomAnAuthorityVouchesFor_isTrusted() {
        assertPasses(TRUSTS_AUTHORITY, AUTHORITY.vouchesFor("CAROL").sign(unsigned));
    }

    @Test
    void aKeyStore_trustsAllOfItsCertificates() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("alice", ALICE.certificate());
        store.setCertificateEntry("bob", BOB.certificate());

        SignedJarVerifier verifier = SignedJarVerifier.trusting(store);

        assertPasses(verifier, ALICE.sign(unsigned));
        assertPasses(verifier, BOB.sign(unsigned));
    }

    @Test
    void nobodyToTrust_isRefusedAtOnce() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);

        assertThatThrownBy(() -> SignedJarVerifier.trusting(store)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnsignedJar() {
        assertRefused(TRUSTS_ALICE, unsigned).hasMessage("is not signed");
    }

    @Test
    void aStranger() {
        assertRefused(TRUSTS_ALICE, BOB.sign(unsigned)).hasMessageStartingWith("its signer 'CN=BOB' is not trusted: ");
    }

    @Test
    void aStrangerWhoTakesATrustedName() {
        assertRefused(TRUSTS_ALICE, Signer.selfSigned("ALICE").sign(unsigned))
                .hasMessageStartingWith("its signer 'CN=ALICE' is not trusted: ");
        assertRefused(
                        TRUSTS_AUTHORITY,
                        Signer.authority("AUTHORITY").vouchesFor("CAROL").sign(unsigned))
                .hasMessageStartingWith("its signer 'CN=CAROL' is not trusted: ");
    }

    @Test
    void anExpiredCertificate() {
        Signer expired = Signer.expired("DAVE");

        assertRefused(SignedJarVerifier.trusting(List.of(expired.certificate())), expired.sign(unsigned))
                .hasMessageStartingWith("its signer 'CN=DAVE' has a certificate that expired at ");
    }

    @Test
    void aCertificateOfTheFuture() {
        Signer future = Signer.future("ERIN");

        assertRefused(SignedJarVerifier.trusting(List.of(future.certificate())), future.sign(unsigned))
                .hasMessageStartingWith("its signer 'CN=ERIN' has a certificate that is not valid before ");
    }

    @Test
    void aCertificateThatIsMeantForAServer() {
        assertRefused(TRUSTS_AUTHORITY, AUTHORITY.vouchesForServer("www").sign(unsigned))
                .hasMessage("its signer 'CN=www' has a certificate that is not meant for signing code");
    }

    @Test
    void aSignerVouchedForByOneWhoMayNot() {
        Signer carol = AUTHORITY.vouchesFor("CAROL");

        assertRefused(TRUSTS_AUTHORITY, carol.vouchesFor("MALLORY").sign(unsigned))
                .hasMessageStartingWith("its signer 'CN=MALLORY' is not trusted: ");
    }

    @Test
    void anEntryThatWasChanged() throws Exception {
        Path jar = change(ALICE.sign(unsigned), root -> Files.write(root.resolve("com/acme/data"), new byte[] {9}));

        assertRefused(TRUSTS_ALICE, jar)
                .hasMessageStartingWith("was changed after it was signed: ")
                .hasMessageContaining("com/acme/data");
    }

    @Test
    void anEntryThatWasAdded() throws Exception {
        Path jar = change(ALICE.sign(unsigned), root -> Files.write(root.resolve("com/acme/extra"), new byte[] {9}));

        assertRefused(TRUSTS_ALICE, jar).hasMessage("is signed in part only: its entry 'com/acme/extra' is not");
    }

    @Test
    void anEntryBesideTheSignatureIsSignedAsWell() throws Exception {
        Path jar =
                change(ALICE.sign(unsigned), root -> Files.writeString(root.resolve("META-INF/extensions.idx"), "x"));

        assertRefused(TRUSTS_ALICE, jar)
                .hasMessage("is signed in part only: its entry 'META-INF/extensions.idx' is not");
    }

    @Test
    void anEntryThatWasRemoved() throws Exception {
        Path jar = change(ALICE.sign(unsigned), root -> Files.delete(root.resolve("com/acme/more")));

        assertRefused(TRUSTS_ALICE, jar)
                .hasMessage("was changed after it was signed: its entry 'com/acme/more' was removed");
    }

    @Test
    void aManifestThatWasChanged() throws Exception {
        Path jar = change(ALICE.sign(unsigned), root -> {
            Path manifest = root.resolve("META-INF/MANIFEST.MF");
            Files.writeString(manifest, Files.readString(manifest).replace("1.0.0", "6.6.6"));
        });

        assertRefused(TRUSTS_ALICE, jar).hasMessageStartingWith("was changed after it was signed: ");
    }

    @Test
    void aSignatureThatWasTakenOut() throws Exception {
        Path jar = change(ALICE.sign(unsigned), root -> Files.delete(root.resolve("META-INF/ALICE.EC")));

        assertRefused(TRUSTS_ALICE, jar).hasMessage("is not signed");
    }

    @Test
    void aPartSignedByAStranger() throws Exception {
        Path jar = ALICE.sign(unsigned);
        change(jar, root -> Files.write(root.resolve("com/acme/extra"), new byte[] {9}));

        assertRefused(TRUSTS_ALICE, BOB.sign(jar)).hasMessageStartingWith("its signer 'CN=BOB' is not trusted: ");
    }

    @Test
    void aFolderAndWhatIsNoArchive() throws Exception {
        assertRefused(TRUSTS_ALICE, folder).hasMessageContaining("is a folder, which has no signature");
        assertRefused(TRUSTS_ALICE, Files.writeString(folder.resolve("text.jar"), "just words"))
                .hasMessageStartingWith("is not a signed jar: it is no archive");
    }

    @Test
    void aHost_loadsSignedPlugins_andNoOthers() {
        Path jar = PluginJars.runner(folder, "rates", "1.0.0").jar("rates.jar");
        Path zip = PluginJars.runner(folder, "audit", "1.0.0")
                .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8))
                .zip("audit.zip");
        try (PluginHost host = PluginHost.builder()
                .workDirectory(folder.resolve("work"))
                .verifier(TRUSTS_ALICE)
                .build()) {
            host.load(ALICE.sign(jar));
            host.load(ALICE.sign(zip));

            assertThat(host.status().current()).hasSize(2);
            assertThatThrownBy(() -> host.load(BOB.sign(zip)))
                    .hasMessageContaining("its signer 'CN=BOB' is not trusted");
        }
    }

    private static void assertPasses(PluginVerifier verifier, Path jar) {
        assertThatCode(() -> verifier.verify(new PluginFile(jar, jar))).doesNotThrowAnyException();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(PluginVerifier verifier, Path jar) {
        return assertThatThrownBy(() -> verifier.verify(new PluginFile(jar, jar)))
                .isInstanceOf(PluginRefusedException.class);
    }

    /** Something done to the content of a jar. */
    private interface Change {
        void to(Path root) throws Exception;
    }

    private static Path change(Path jar, Change change) throws Exception {
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            change.to(content.getPath("/"));
        }
        return jar;
    }
}
