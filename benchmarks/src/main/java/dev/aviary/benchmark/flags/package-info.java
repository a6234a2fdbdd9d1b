/**
 * What flags cost: evaluation in process, beside flagd's own package, and the service over HTTP.
 */
@NullMarked
package dev.aviary.benchmark.flags;

import org.jspecify.annotations.NullMarked;
