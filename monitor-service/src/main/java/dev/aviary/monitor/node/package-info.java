/** The node on which this monitor runs. */
@NullMarked
package dev.aviary.monitor.node;

import org.jspecify.annotations.NullMarked;
