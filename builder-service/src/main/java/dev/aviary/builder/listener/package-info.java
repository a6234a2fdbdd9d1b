/** Which routes may be reached from outside. */
@NullMarked
package dev.aviary.builder.listener;

import org.jspecify.annotations.NullMarked;
