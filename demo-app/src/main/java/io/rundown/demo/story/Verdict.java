package io.rundown.demo.story;

/**
 * Whether a promise was kept.
 *
 * @param promise what was promised
 * @param kept whether it was kept
 * @param evidence the figures behind it
 */
record Verdict(String promise, boolean kept, String evidence) {}
