package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import java.util.Locale;
import java.util.ResourceBundle;

/** The {@link AuditTexts}, and with them an entry in the JVM's cache of bundles. */
final class TextsEntry implements Loan {

    private final ResourceBundle texts =
            ResourceBundle.getBundle(AuditTexts.class.getName(), Locale.ROOT, AuditTexts.class.getClassLoader());

    ResourceBundle texts() {
        return texts;
    }

    @Override
    public Leak leak() {
        return Leak.RESOURCE_BUNDLE;
    }

    @Override
    public void close() {
        ResourceBundle.clearCache(AuditTexts.class.getClassLoader());
    }
}
