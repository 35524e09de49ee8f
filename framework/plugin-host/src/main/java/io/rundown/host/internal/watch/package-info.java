/**
 * What has happened to the files of a folder, and what is to be done about it: listings, when a file has stopped
 * changing, and the plan of changes. Knows neither the host nor clocks nor threads, except for the alarm that tells of
 * changes early. Used by {@code io.rundown.host} and by nobody else.
 */
@NullMarked
package io.rundown.host.internal.watch;

import org.jspecify.annotations.NullMarked;
