package dev.aviary.balancer.route;

import dev.aviary.balancer.route.TrackRule.Pins;
import dev.aviary.balancer.route.TrackRule.TrackChoice;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Pins by the value of a header field: its hash puts a visitor on a scale, of which the canary has
 * the lowest part. A canary whose share grows keeps all its visitors. Another canary has another
 * salt, and so other visitors. Requests without the field take a turn of the sequence.
 */
final class HeaderPins implements Pins {
  /** Finer than a percent, so that no percent is favoured by rounding. */
  private static final long SCALE = 10_000;

  private final String name;
  private final long salt;
  private final SplitSequence sequence;
  private final int percent;

  /**
   * @param percent the canary's visitors of every hundred, 0 to 100
   */
  HeaderPins(String name, String app, Member canary, SplitSequence sequence, int percent) {
    this.name = name;
    this.salt = hash(app + '\n' + canary.commit() + '\n' + canary.deployment(), 0);
    this.sequence = sequence;
    this.percent = percent;
  }

  @Override
  public TrackChoice choose(HttpHeaders headers) {
    String value = headers.get(name);
    if (value == null || value.isEmpty()) {
      return TrackChoice.of(sequence.next(percent));
    }
    long place = Long.remainderUnsigned(hash(value, salt), SCALE);
    return TrackChoice.of(place < percent * (SCALE / 100) ? Track.CANARY : Track.STABLE);
  }

  /**
   * FNV-1a over the characters, then the finaliser of MurmurHash3: every bit tells on every bit.
   */
  static long hash(String text, long salt) {
    long hash = 0xcbf29ce484222325L ^ salt;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
