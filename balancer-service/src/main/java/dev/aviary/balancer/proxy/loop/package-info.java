/** What all parts of the data path share on one event loop: settings, clock, flushes. */
@NullMarked
package dev.aviary.balancer.proxy.loop;

import org.jspecify.annotations.NullMarked;
