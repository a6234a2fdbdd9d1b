/** Counts what each slot answered on the event loops, and reports it from other threads. */
@NullMarked
package dev.aviary.balancer.account;

import org.jspecify.annotations.NullMarked;
