/** What each slot answered: counted on the event loops, reported elsewhere. */
@NullMarked
package dev.aviary.balancer.account;

import org.jspecify.annotations.NullMarked;
