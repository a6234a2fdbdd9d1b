/** Leads a canary through the steps of its app: each share until enough is known to go on. */
@NullMarked
package dev.aviary.builder.progress;

import org.jspecify.annotations.NullMarked;
