/** Compares what should run with what runs, and takes the next single step. */
@NullMarked
package dev.aviary.builder.reconcile;

import org.jspecify.annotations.NullMarked;
