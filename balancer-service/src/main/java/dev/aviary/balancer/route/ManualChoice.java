package dev.aviary.balancer.route;

import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The track that a request itself names, by a header field or else by a cookie of that name. */
final class ManualChoice {
  static final AsciiString NAME = AsciiString.cached("X-Aviary-Track");

  private ManualChoice() {}

  /** Null when it names none, or none that there is. */
  static @Nullable Track of(HttpHeaders headers) {
    String named = headers.get(NAME);
    if (named != null) {
      return track(named.strip());
    }
    List<String> cookies = Cookies.values(headers, NAME);
    return cookies.isEmpty() ? null : track(cookies.getFirst());
  }

  private static @Nullable Track track(String name) {
    for (Track track : Track.values()) {
      if (track.id().equalsIgnoreCase(name)) {
        return track;
      }
    }
    return null;
  }
}
