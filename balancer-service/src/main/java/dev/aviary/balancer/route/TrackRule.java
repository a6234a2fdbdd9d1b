package dev.aviary.balancer.route;

import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the track of a request of an app with a canary: the track that the request names where
 * the app allows that, else the canary where who may see it sees nothing else, else the pin of its
 * visitor, else the next turn of the sequence. At shares of 0 and 100 no pin counts.
 */
public final class TrackRule {
  private final boolean manual;
  private final @Nullable Pins pins;
  private final SplitSequence sequence;
  private final int percent;
  private final boolean alwaysCanary;

  TrackRule(
      boolean manual,
      @Nullable Pins pins,
      SplitSequence sequence,
      int percent,
      boolean alwaysCanary) {
    this.manual = manual;
    this.pins = percent > 0 && percent < 100 ? pins : null;
    this.sequence = sequence;
    this.percent = percent;
    this.alwaysCanary = alwaysCanary;
  }

  TrackChoice choose(HttpHeaders headers) {
    if (manual) {
      Track wanted = ManualChoice.of(headers);
      if (wanted != null) {
        return TrackChoice.of(wanted);
      }
    }
    if (alwaysCanary) {
      return TrackChoice.CANARY;
    }
    return pins == null ? TrackChoice.of(sequence.next(percent)) : pins.choose(headers);
  }

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

  /**
   * Keeps visitors on the track that they were first given: those of stable as well as those of the
   * canary, because pins of one side alone would let that side grow without end.
   */
  sealed interface Pins permits CookiePins, HeaderPins {

    TrackChoice choose(HttpHeaders headers);
  }
}
