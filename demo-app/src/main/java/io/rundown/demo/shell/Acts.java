package io.rundown.demo.shell;

import java.util.ArrayList;
import java.util.List;

/** What commands can do that do more than one thing, for completion. */
final class Acts {

    private Acts() {}

    /** Of what is begun and ended. */
    static final class StartStop extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        StartStop() {
            super(List.of("start", "stop"));
        }
    }

    /** Of what is turned on and off. */
    static final class OnOff extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        OnOff() {
            super(List.of("on", "off"));
        }
    }
}
