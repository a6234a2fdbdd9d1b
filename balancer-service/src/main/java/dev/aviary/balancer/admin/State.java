package dev.aviary.balancer.admin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;

/**
 * What can be changed, as it is now.
 *
 * @param tag the entity tag under which a change can ask for exactly this (RFC 9110, 8.8.3)
 */
record State<T>(T value, String tag) {
  HttpResponse<T> answer() {
    return HttpResponse.ok(value).header(HttpHeaders.ETAG, tag);
  }
}
