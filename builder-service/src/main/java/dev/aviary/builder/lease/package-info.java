/** One of several builders leads, by a lease; the others hand on what needs it. */
@NullMarked
package dev.aviary.builder.lease;

import org.jspecify.annotations.NullMarked;
