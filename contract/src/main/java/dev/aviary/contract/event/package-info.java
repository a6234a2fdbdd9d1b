/** The timeline: who did what, when, why. */
@NullMarked
package dev.aviary.contract.event;

import org.jspecify.annotations.NullMarked;
