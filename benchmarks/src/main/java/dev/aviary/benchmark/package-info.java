/** Figures and the reports that they stand in. */
@NullMarked
package dev.aviary.benchmark;

import org.jspecify.annotations.NullMarked;
