/** Requests that are done once, however often they are sent. */
@NullMarked
package dev.aviary.contract.idempotency;

import org.jspecify.annotations.NullMarked;
