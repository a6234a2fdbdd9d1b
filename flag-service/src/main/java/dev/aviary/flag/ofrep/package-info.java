/**
 * The OpenFeature Remote Evaluation Protocol 0.3.0: evaluation over HTTP, and streams of events.
 */
@NullMarked
package dev.aviary.flag.ofrep;

import org.jspecify.annotations.NullMarked;
