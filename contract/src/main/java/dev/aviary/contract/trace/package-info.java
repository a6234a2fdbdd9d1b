/** Spans of the services, and their way to a receiver of OTLP. */
@NullMarked
package dev.aviary.contract.trace;

import org.jspecify.annotations.NullMarked;
