package io.rundown.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void anException_isToldByTypeMessageAndTrace() {
        Failure failure = Failure.of(new IllegalStateException("no table"));

        assertThat(failure).hasToString("java.lang.IllegalStateException: no table");
        assertThat(failure.stackTrace()).contains("java.lang.IllegalStateException: no table", "FailureTest");
    }

    @Test
    void anExceptionThatFailsWhenItIsAsked_isToldByItsType() {
        assertThat(Failure.of(new Speechless(new StackOverflowError())))
                .hasToString(Speechless.class.getName())
                .extracting(Failure::stackTrace)
                .isEqualTo("(its own methods failed: java.lang.StackOverflowError)");
    }

    @Test
    void anExceptionThatFailsWithWhatItDoesNotDeclare_isToldByItsType() {
        assertThat(Failure.of(new Speechless(new IOException())).stackTrace())
                .isEqualTo("(its own methods failed: java.io.IOException)");
    }

    private static final class Speechless extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** What is thrown in place of an answer. */
        private final Throwable inPlaceOfAnAnswer;

        Speechless(Throwable inPlaceOfAnAnswer) {
            this.inPlaceOfAnAnswer = inPlaceOfAnAnswer;
        }

        @Override
        public String getMessage() {
            Speechless.<RuntimeException>sneak(inPlaceOfAnAnswer);
            return "";
        }

        @SuppressWarnings("unchecked") // what the compiler believes does not matter
        private static <T extends Throwable> void sneak(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
