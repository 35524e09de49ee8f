package io.rundown.host.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256VerifierTest {

    /** Of "abc", from the standard FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String OTHER = "0000000000000000000000000000000000000000000000000000000000000000";

    @TempDir
    Path folder;

    private Path list;
    private PluginFile abc;

    @BeforeEach
    void writeFile() throws Exception {
        list = folder.resolve("SHA256SUMS");
        Path copy = Files.writeString(folder.resolve("copy"), "abc");
        abc = new PluginFile(Path.of("abc.jar"), copy);
    }

    @Test
    void aListedDigestPasses_whateverItsCase() {
        for (String digest : List.of(ABC, ABC.toUpperCase(Locale.ROOT))) {
            assertThatCode(() -> Sha256Verifier.of(List.of(OTHER, digest)).verify(abc))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void anotherDigestIsRefused_andNamed() {
        assertThatThrownBy(() -> Sha256Verifier.of(List.of(OTHER)).verify(abc))
                .isInstanceOf(PluginRefusedException.class)
                .hasMessage("its SHA-256 " + ABC + " is not in the list of 1 allowed ones");
    }

    @Test
    void aFolderIsRefused() {
        assertThatThrownBy(() -> Sha256Verifier.of(List.of(ABC)).verify(new PluginFile(folder, folder)))
                .isInstanceOf(PluginRefusedException.class)
                .hasMessageContaining("is a folder, which has no SHA-256");
    }

    @Test
    void whatIsNoDigest_isRefusedAtOnce() {
        assertThatThrownBy(() -> Sha256Verifier.of(List.of("abc"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ABC + "  abc.jar",
                ABC + " *abc.jar",
                "\\" + ABC + "  a\\\\b.jar",
                "SHA256 (abc.jar) = " + ABC,
                ABC,
                "# ours\n\n" + OTHER + "  other.jar\r\n" + ABC + "  renamed.jar\r\n"
            })
    void everyFormOfTheListIsRead(String text) throws Exception {
        Files.writeString(list, text);

        assertThatCode(() -> Sha256Verifier.listedIn(list).verify(abc)).doesNotThrowAnyException();
    }

    @Test
    void theList_isReadAtEveryCheck() throws Exception {
        Sha256Verifier verifier = Sha256Verifier.listedIn(list);

        assertThatThrownBy(() -> verifier.verify(abc))
                .isInstanceOf(PluginRefusedException.class)
                .hasMessageContaining("the list of checksums '" + list + "' cannot be read");
        Files.writeString(list, OTHER + "  abc.jar\n");
        assertThatThrownBy(() -> verifier.verify(abc)).hasMessage("its SHA-256 " + ABC + " is not in '" + list + "'");
        Files.writeString(list, ABC + "  abc.jar\n");
        assertThatCode(() -> verifier.verify(abc)).doesNotThrowAnyException();
    }

    @Test
    void aMalformedList_letsNothingPass() throws Exception {
        Files.writeString(list, ABC + "  abc.jar\n" + ABC.substring(1) + "  cut.jar\n");

        assertThatThrownBy(() -> Sha256Verifier.listedIn(list).verify(abc))
                .isInstanceOf(PluginRefusedException.class)
                .hasMessageContaining("is malformed in line 2");
    }

    @Test
    void aListThatIsNoText_letsNothingPass() throws Exception {
        Files.write(list, "\u00ff".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Sha256Verifier.listedIn(list).verify(abc)).isInstanceOf(PluginRefusedException.class);
    }
}
