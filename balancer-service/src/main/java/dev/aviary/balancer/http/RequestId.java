package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Request-Id}: the id of a request in the logs of balancer, proxies and apps. It is unique
 * and not secret: it grants nothing.
 */
public final class RequestId {
  static final AsciiString NAME = FieldNames.X_REQUEST_ID;
  private static final int LONGEST = 128;
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private RequestId() {}

  /**
   * Gives the request its id.
   *
   * @param keep whether an id of 1 to 128 visible characters that it has already stays
   */
  public static void assign(HttpHeaders headers, boolean keep, RandomGenerator random) {
    if (!keep || !valid(headers.getAll(NAME))) {
      headers.set(NAME, make(random));
    }
  }

  /** Adds the id to an answer that has none. */
  public static void tell(HttpHeaders request, HttpHeaders response) {
    String id = request.get(NAME);
    if (id != null && !response.contains(NAME)) {
      response.set(NAME, id);
    }
  }

  /** The id of the request; null while it has none. */
  public static @Nullable String of(HttpHeaders headers) {
    return headers.get(NAME);
  }

  private static boolean valid(List<String> ids) {
    return ids.size() == 1
        && !ids.getFirst().isEmpty()
        && ids.getFirst().length() <= LONGEST
        && ids.getFirst().chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static AsciiString make(RandomGenerator random) {
    byte[] id = new byte[32];
    hex(random.nextLong(), id, 0);
    hex(random.nextLong(), id, 16);
    return new AsciiString(id, false);
  }

  private static void hex(long value, byte[] to, int at) {
    for (int i = 0; i < 16; i++) {
      to[at + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 0xf];
    }
  }
}
