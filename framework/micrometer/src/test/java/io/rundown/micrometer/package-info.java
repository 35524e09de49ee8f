/** What the meters say against what the tests have counted. */
@NullMarked
package io.rundown.micrometer;

import org.jspecify.annotations.NullMarked;
