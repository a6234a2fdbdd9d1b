/** One line of JSON for each request: taken note of on the event loops, written elsewhere. */
@NullMarked
package dev.aviary.balancer.accesslog;

import org.jspecify.annotations.NullMarked;
