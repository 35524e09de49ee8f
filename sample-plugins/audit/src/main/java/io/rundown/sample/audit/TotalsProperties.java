package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.List;

/** Writes {@link Totals} property by property, as {@link TotalsBeanInfo} says, which the JVM keeps in a cache. */
final class TotalsProperties implements Loan {

    private final BeanInfo info;

    TotalsProperties() {
        try {
            info = Introspector.getBeanInfo(Totals.class);
        } catch (IntrospectionException e) {
            throw new IllegalStateException("Plugin 'audit': " + Totals.class.getName() + " is no bean", e);
        }
    }

    String write(Totals totals) {
        List<String> properties = new ArrayList<>();
        for (PropertyDescriptor each : info.getPropertyDescriptors()) {
            // Every object has the property 'class'.
            if (each.getPropertyType() != Class.class) {
                properties.add(each.getName() + "=" + read(each, totals));
            }
        }
        Object separator = info.getBeanDescriptor().getValue(TotalsBeanInfo.SEPARATOR);
        return String.join(((TotalsBeanInfo.Separator) separator).text(), properties);
    }

    private static Object read(PropertyDescriptor property, Totals totals) {
        try {
            return property.getReadMethod().invoke(totals);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Plugin 'audit': '" + property.getName() + "' cannot be read", e);
        }
    }

    @Override
    public Leak leak() {
        return Leak.INTROSPECTOR;
    }

    @Override
    public void close() {
        Introspector.flushFromCaches(Totals.class);
    }
}
