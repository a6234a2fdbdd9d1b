package dev.aviary.flag.ofrep;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets.
 *
 * @param body JSON; null: none
 * @param tag with its quotes, of bulk evaluations
 */
record Answer(int status, @Nullable String body, @Nullable String tag) {

  MutableHttpResponse<byte[]> response() {
    MutableHttpResponse<byte[]> response = HttpResponse.status(HttpStatus.valueOf(status));
    if (tag != null) {
      response.header(HttpHeaders.ETAG, tag);
    }
    return body == null
        ? response
        : response
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .body(body.getBytes(StandardCharsets.UTF_8));
  }
}
