package dev.aviary.balancer.route;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * Keeps visitors on the track that they were first given: those of stable as well as those of the
 * canary, because pins of one side alone would let that side grow without end.
 */
sealed interface Pins permits CookiePins, HeaderPins {

  TrackChoice choose(HttpHeaders headers);
}
