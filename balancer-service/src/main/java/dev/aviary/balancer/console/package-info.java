/** The host name under which the monitor's console is reached from outside. */
@NullMarked
package dev.aviary.balancer.console;

import org.jspecify.annotations.NullMarked;
