package io.rundown.sample.audit;

import java.beans.BeanDescriptor;
import java.beans.SimpleBeanInfo;

/** Says how {@link Totals} are shown. Found by its name, and made by {@link java.beans.Introspector}. */
public final class TotalsBeanInfo extends SimpleBeanInfo {

    /** The attribute of the bean that is a {@link Separator}. */
    static final String SEPARATOR = "separator";

    /** What stands between two properties. */
    enum Separator {
        COMMA(", ");

        private final String text;

        Separator(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** For {@link java.beans.Introspector}. */
    public TotalsBeanInfo() {}

    @Override
    public BeanDescriptor getBeanDescriptor() {
        BeanDescriptor descriptor = new BeanDescriptor(Totals.class);
        descriptor.setValue(SEPARATOR, Separator.COMMA);
        return descriptor;
    }
}
