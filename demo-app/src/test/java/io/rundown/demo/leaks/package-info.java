/** Tests of how a dump's findings are told. */
@NullMarked
package io.rundown.demo.leaks;

import org.jspecify.annotations.NullMarked;
