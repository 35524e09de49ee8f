@NullMarked
package io.rundown.host.verify;

import org.jspecify.annotations.NullMarked;
