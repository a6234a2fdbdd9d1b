/** One owner of a subject at a time, told apart by a token that only rises. */
@NullMarked
package dev.aviary.contract.lease;

import org.jspecify.annotations.NullMarked;
