/** The spans of requests, and the trace that a request brings and takes along. */
@NullMarked
package dev.aviary.balancer.trace;

import org.jspecify.annotations.NullMarked;
