/** What the console passes on to the other services, and answers of the monitor itself. */
@NullMarked
package dev.aviary.monitor.console.neighbour;

import org.jspecify.annotations.NullMarked;
