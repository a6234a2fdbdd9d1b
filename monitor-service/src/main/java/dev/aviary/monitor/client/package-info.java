/** Who asks the monitor. */
@NullMarked
package dev.aviary.monitor.client;

import org.jspecify.annotations.NullMarked;
