/** The spans of evaluations. */
@NullMarked
package dev.aviary.flag.trace;

import org.jspecify.annotations.NullMarked;
