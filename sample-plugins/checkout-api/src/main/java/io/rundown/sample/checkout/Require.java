package io.rundown.sample.checkout;

import java.math.BigInteger;

/** The checks that the records of this package share. */
final class Require {

    private Require() {}

    static void notBlank(String value, String owner, String component) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(owner + ": " + component + " is blank");
        }
    }

    static void notNegative(long value, String owner, String component) {
        if (value < 0) {
            throw new IllegalArgumentException(owner + ": " + component + " is " + value + ", below zero");
        }
    }

    static void sum(long total, String owner, String component, long... parts) {
        BigInteger sum = BigInteger.ZERO;
        for (long part : parts) {
            sum = sum.add(BigInteger.valueOf(part));
        }
        if (!sum.equals(BigInteger.valueOf(total))) {
            throw new IllegalArgumentException(
                    owner + ": " + component + " is " + total + ", but its parts add up to " + sum);
        }
    }
}
