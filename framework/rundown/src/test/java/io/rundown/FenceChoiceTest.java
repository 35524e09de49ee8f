package io.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fence a JVM gets. The heavy fences are tried for real: these tests run on HotSpot. */
class FenceChoiceTest {

    private static final int FEATURE = Runtime.version().feature();
    private static final Vm HERE = new Vm("OpenJDK 64-Bit Server VM", "17.0.15+6", FEATURE);
    private static final Fence BEST_HERE = FEATURE >= HandshakeFence.SINCE ? Fence.HANDSHAKE : Fence.SAFEPOINT;

    @Test
    void isTheBestOfTheVmByDefault() {
        FenceChoice choice = FenceChoice.of(null, HERE);

        assertThat(choice.fence()).isEqualTo(BEST_HERE);
        assertThat(choice.asWished()).isTrue();
        assertThat(choice.told()).contains(BEST_HERE.name(), HERE.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", " AUTO ", ""})
    void isTheBestOfTheVmWhenAskedFor(String property) {
        assertThat(FenceChoice.of(property, HERE).fence()).isEqualTo(BEST_HERE);
        assertThat(FenceChoice.of(property, HERE).asWished()).isTrue();
    }

    @Test
    void isAHandshakeFromJava22On_andASafepointBefore() {
        assertThat(FenceChoice.of("auto", new Vm(HERE.name(), "21", 21)).fence())
                .isEqualTo(Fence.SAFEPOINT);
        FenceChoice wished = FenceChoice.of("handshake", new Vm(HERE.name(), "21", 21));
        assertThat(wished.fence()).isEqualTo(Fence.SAFEPOINT);
        assertThat(wished.asWished()).isFalse();
        assertThat(wished.told()).contains("HANDSHAKE was asked for", "Java 21 is older than 22");
    }

    @Test
    void isASafepointOnRequestOnAnyHotSpot() {
        FenceChoice choice = FenceChoice.of("safepoint", HERE);
        assertThat(choice.fence()).isEqualTo(Fence.SAFEPOINT);
        choice.heavy().run();
    }

    @Test
    void isAtomicOnRequest_withoutAHeavyFence() {
        FenceChoice choice = FenceChoice.of("atomic", HERE);
        assertThat(choice.fence()).isEqualTo(Fence.ATOMIC);
        assertThat(choice.asWished()).isTrue();
        choice.heavy().run();
    }

    @ParameterizedTest
    @CsvSource({
        "Eclipse OpenJ9 VM, openj9-0.43.0",
        "Zing 64-Bit Tiered VM, 17.0.9-zing",
        "Substrate VM, 21.0.2",
        "OpenJDK 64-Bit Server VM, 21.0.2+13-jvmci-23.1-b30",
        "unknown, unknown"
    })
    void isAtomicWhereTheVmIsNotKnownToBeHotSpot(String name, String version) {
        Vm vm = new Vm(name, version, 21);

        assertThat(FenceChoice.of("auto", vm).fence()).isEqualTo(Fence.ATOMIC);
        assertThat(FenceChoice.of("auto", vm).asWished()).isTrue();
        FenceChoice wished = FenceChoice.of("safepoint", vm);
        assertThat(wished.fence()).isEqualTo(Fence.ATOMIC);
        assertThat(wished.asWished()).isFalse();
        assertThat(wished.told()).contains("SAFEPOINT was asked for", name);
    }

    @Test
    void ofAWordThatIsNoneIsTheBest_andTheWordIsTold() {
        FenceChoice choice = FenceChoice.of("handshakes", HERE);

        assertThat(choice.fence()).isEqualTo(BEST_HERE);
        assertThat(choice.asWished()).isFalse();
        assertThat(choice.told()).contains("'handshakes' is none of auto, handshake, safepoint, atomic");
    }

    @Test
    void ofThisJvmIsTheOneThatWasAskedFor() {
        FenceChoice expected = FenceChoice.of(System.getProperty(FenceChoice.PROPERTY), Vm.running());
        assertThat(RundownProtection.fence()).isEqualTo(expected.fence());
    }
}
