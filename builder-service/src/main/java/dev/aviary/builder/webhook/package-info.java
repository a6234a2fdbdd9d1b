/** What Travis CI tells the builder, and how it is known to be Travis. */
@NullMarked
package dev.aviary.builder.webhook;

import org.jspecify.annotations.NullMarked;
