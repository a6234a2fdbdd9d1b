/** {@code GET /stats}: what the containers use now. */
@NullMarked
package dev.aviary.monitor.stats;

import org.jspecify.annotations.NullMarked;
