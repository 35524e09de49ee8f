package io.rundown.sample.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiptFormatsTest {

    private static final String NAME = "test";

    @Test
    void aFormatStaysUntilItIsRemovedOrReplaced() {
        ReceiptFormats.Format first = receipt -> "first";
        ReceiptFormats.Format second = receipt -> "second";

        assertThat(ReceiptFormats.find(NAME)).isEmpty();
        ReceiptFormats.register(NAME, first);
        assertThat(ReceiptFormats.find(NAME)).containsSame(first);

        ReceiptFormats.register(NAME, second);
        assertThat(ReceiptFormats.remove(NAME, first)).isFalse();
        assertThat(ReceiptFormats.find(NAME)).containsSame(second);

        assertThat(ReceiptFormats.remove(NAME, second)).isTrue();
        assertThat(ReceiptFormats.find(NAME)).isEmpty();
    }
}
