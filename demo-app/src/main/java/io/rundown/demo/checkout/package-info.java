/** The application of the demo: a checkout that uses plugins, threads that use the checkout, and what they count. */
@NullMarked
package io.rundown.demo.checkout;

import org.jspecify.annotations.NullMarked;
