package io.rundown.leak.internal.hprof;

/**
 * Where a class is in a dump.
 *
 * @param at where its record begins
 * @param id the id of its {@code Class} object
 * @param superId its superclass, or 0
 * @param loaderId its class loader, or 0
 * @param signersId its signers, or 0
 * @param domainId its protection domain, or 0
 * @param staticsAt where the number of its static fields stands
 * @param fieldsAt where the number of its own fields stands
 */
public record ClassRecord(
        long at, long id, long superId, long loaderId, long signersId, long domainId, long staticsAt, long fieldsAt) {}
