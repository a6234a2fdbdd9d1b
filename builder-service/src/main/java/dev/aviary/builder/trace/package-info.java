/** The spans of deployments. */
@NullMarked
package dev.aviary.builder.trace;

import org.jspecify.annotations.NullMarked;
