/** The connection to the Docker engine. */
@NullMarked
package dev.aviary.monitor.engine;

import org.jspecify.annotations.NullMarked;
