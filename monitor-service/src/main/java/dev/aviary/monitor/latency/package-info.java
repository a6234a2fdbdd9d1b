/** The service times that deployed apps report in Redis, as in the original. */
@NullMarked
package dev.aviary.monitor.latency;

import org.jspecify.annotations.NullMarked;
