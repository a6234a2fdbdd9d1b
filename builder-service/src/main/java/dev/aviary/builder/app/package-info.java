/** Apps: their settings and their state, over the admin API. */
@NullMarked
package dev.aviary.builder.app;

import org.jspecify.annotations.NullMarked;
