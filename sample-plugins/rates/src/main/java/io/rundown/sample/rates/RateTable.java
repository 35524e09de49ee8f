package io.rundown.sample.rates;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What shipping costs and how long it takes, by zone. Immutable.
 *
 * <p>Plugins that name {@code rates} in their {@code Plugin-Dependencies} link to this class.
 */
public final class RateTable {

    private enum Zone {
        NEAR(490, 90, 2),
        FAR(890, 150, 4),
        OVERSEAS(1_990, 490, 9);

        private final long firstItemCents;
        private final long furtherItemCents;
        private final int days;

        Zone(long firstItemCents, long furtherItemCents, int days) {
            this.firstItemCents = firstItemCents;
            this.furtherItemCents = furtherItemCents;
            this.days = days;
        }
    }

    private final Map<String, Zone> zones = new TreeMap<>();

    /** Makes a copy of the list; they are all the same. */
    public RateTable() {
        enter(Zone.NEAR, "AT", "BE", "CH", "DE", "DK", "FR", "LU", "NL", "PL");
        enter(Zone.FAR, "ES", "FI", "GB", "IE", "IT", "NO", "PT", "SE");
        enter(Zone.OVERSEAS, "AU", "CA", "JP", "US");
    }

    /**
     * Looks up what a parcel costs.
     *
     * @param country two capital letters
     * @param items how many pieces are in it
     * @return the price in cents
     * @throws IllegalArgumentException if the country is not on the list, or {@code items} is below one
     */
    public long centsFor(String country, int items) {
        Zone zone = zone(country);
        if (items < 1) {
            throw new IllegalArgumentException("A parcel to '" + country + "' with " + items + " items");
        }
        return zone.firstItemCents + zone.furtherItemCents * (items - 1L);
    }

    /**
     * Looks up how long a parcel takes.
     *
     * @param country two capital letters
     * @return days until it is there
     * @throws IllegalArgumentException if the country is not on the list
     */
    public int daysTo(String country) {
        return zone(country).days;
    }

    /**
     * Lists where parcels go.
     *
     * @return the countries, in alphabetical order; a copy
     */
    public Set<String> countries() {
        return new TreeSet<>(zones.keySet());
    }

    private void enter(Zone zone, String... countries) {
        for (String country : countries) {
            zones.put(country, zone);
        }
    }

    private Zone zone(String country) {
        Zone zone = zones.get(country);
        if (zone == null) {
            throw new IllegalArgumentException("No shipping to '" + country + "', only to " + zones.keySet());
        }
        return zone;
    }
}
