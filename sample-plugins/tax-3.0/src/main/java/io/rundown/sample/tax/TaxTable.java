package io.rundown.sample.tax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The tax rates of one year by country, in thousandths, read from a resource of this package. */
record TaxTable(int year, Map<String, Integer> perMilleByCountry) {

    static TaxTable of(int year) {
        String resource = "tax-" + year + ".properties";
        Properties rates = new Properties();
        try (InputStream in = TaxTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("No tax table for " + year + ": plugin '" + TaxPlugin.RULE
                        + "' has no resource '" + resource + "' in " + TaxTable.class.getPackageName());
            }
            rates.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the tax table '" + resource + "'", e);
        }
        return new TaxTable(
                year,
                rates.stringPropertyNames().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                country -> country, country -> Integer.valueOf(rates.getProperty(country)))));
    }

    int perMille(String country) {
        Integer rate = perMilleByCountry.get(country);
        return rate != null ? rate : perMilleByCountry.getOrDefault("elsewhere", 0);
    }
}
