package dev.aviary.balancer.admin;

import dev.aviary.contract.redis.Revision;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;

/**
 * A change that is written.
 *
 * @param revision the control revision that holds it
 * @param inForce every event loop of every balancer uses it; otherwise it is on its way
 */
record Change<T>(State<T> state, Revision revision, boolean inForce) {
  /** {@code GET /routes} shows as {@code applied} whether it has come into force. */
  private static final String REVISION = "X-Aviary-Revision";

  /** 200 when it is in force, else 202. */
  MutableHttpResponse<T> answer() {
    return HttpResponse.<T>status(inForce ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(state.value())
        .header(HttpHeaders.ETAG, state.tag())
        .header(REVISION, revision.toString());
  }

  /** The same where nothing is left to show: 204, else 202. */
  HttpResponse<Void> ended() {
    return HttpResponse.<Void>status(inForce ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED)
        .header(REVISION, revision.toString());
  }
}
