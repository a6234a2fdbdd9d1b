package dev.aviary.balancer.route;

import dev.aviary.contract.app.Track;
import org.jspecify.annotations.Nullable;

/**
 * The track that a request is meant for. Where a canary cannot answer, stable does.
 *
 * @param setCookie value of the {@code Set-Cookie} field that keeps the visitor there; null: none
 */
public record TrackChoice(Track track, @Nullable String setCookie) {
  public static final TrackChoice STABLE = new TrackChoice(Track.STABLE, null);
  public static final TrackChoice CANARY = new TrackChoice(Track.CANARY, null);

  public static TrackChoice of(Track track) {
    return track == Track.CANARY ? CANARY : STABLE;
  }
}
