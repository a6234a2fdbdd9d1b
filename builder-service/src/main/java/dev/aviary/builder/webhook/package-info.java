/** What Travis CI and forges tell the builder, and how it is known to be them. */
@NullMarked
package dev.aviary.builder.webhook;

import org.jspecify.annotations.NullMarked;
