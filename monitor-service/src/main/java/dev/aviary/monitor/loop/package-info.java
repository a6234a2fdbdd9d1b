/** Whether Redis and the engine can be reached. */
@NullMarked
package dev.aviary.monitor.loop;

import org.jspecify.annotations.NullMarked;
