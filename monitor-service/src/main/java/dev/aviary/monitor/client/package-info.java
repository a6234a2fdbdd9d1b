/** The clients of the monitor. */
@NullMarked
package dev.aviary.monitor.client;

import org.jspecify.annotations.NullMarked;
