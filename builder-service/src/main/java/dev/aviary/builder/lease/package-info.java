/** One owner per app at a time, told apart by a token that only rises. */
@NullMarked
package dev.aviary.builder.lease;

import org.jspecify.annotations.NullMarked;
