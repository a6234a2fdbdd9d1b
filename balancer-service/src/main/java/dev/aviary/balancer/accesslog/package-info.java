/** One line of JSON for each request: collected on the event loops, written by another thread. */
@NullMarked
package dev.aviary.balancer.accesslog;

import org.jspecify.annotations.NullMarked;
