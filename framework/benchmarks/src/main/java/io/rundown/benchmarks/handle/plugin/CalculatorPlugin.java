package io.rundown.benchmarks.handle.plugin;

import org.pf4j.Plugin;

/** Starts and stops without doing anything. */
public final class CalculatorPlugin extends Plugin {}
