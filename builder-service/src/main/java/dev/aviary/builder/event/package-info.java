/** The timeline, for people. */
@NullMarked
package dev.aviary.builder.event;

import org.jspecify.annotations.NullMarked;
