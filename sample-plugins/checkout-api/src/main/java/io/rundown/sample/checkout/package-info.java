/**
 * A checkout: the extension points that its plugins implement, and the values that pass between them and the
 * application.
 *
 * <p>The application carries these types and plugins link to them, so a value that leaves a plugin outlives it
 * without holding its class loader. The package depends on pf4j and slf4j and on no plugin.
 */
@NullMarked
package io.rundown.sample.checkout;

import org.jspecify.annotations.NullMarked;
