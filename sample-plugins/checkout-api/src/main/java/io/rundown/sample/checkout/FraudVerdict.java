package io.rundown.sample.checkout;

/** What a {@link FraudCheck} thinks of an order. */
public enum FraudVerdict {
    /** Nothing speaks against the order. */
    CLEAR,
    /** A person should look at the order before it ships. */
    SUSPICIOUS
}
