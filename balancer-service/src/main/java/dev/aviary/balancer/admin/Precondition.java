package dev.aviary.balancer.admin;

import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import java.util.Arrays;
import java.util.List;

/**
 * What a request wants to find before it changes anything: {@code If-Match} and {@code
 * If-None-Match: *} (RFC 9110, section 13.1).
 *
 * @param match tags of which the present state must have one, or {@code *}; empty: any will do
 * @param absent nothing may be there
 */
record Precondition(List<String> match, boolean absent) {
  private static final String ANY = "*";

  static Precondition of(HttpHeaders headers) {
    return new Precondition(
        tags(headers.getAll(HttpHeaders.IF_MATCH)),
        tags(headers.getAll(HttpHeaders.IF_NONE_MATCH)).contains(ANY));
  }

  /**
   * @param there whether something stands there
   * @throws ProblemException 412 when it is not what the request wants to find
   */
  void check(boolean there, String tag) {
    boolean matches = match.isEmpty() || match.contains(tag) || (there && match.contains(ANY));
    if (!matches || (absent && there)) {
      throw new ProblemException(
          HttpStatus.PRECONDITION_FAILED,
          "it was changed since it was read: its ETag is " + tag + " now; read it again");
    }
  }

  private static List<String> tags(List<String> headers) {
    return headers.stream()
        .flatMap(header -> Arrays.stream(header.split(",", -1)))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .toList();
  }
}
