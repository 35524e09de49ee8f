@NullMarked
package io.rundown.leak;

import org.jspecify.annotations.NullMarked;
