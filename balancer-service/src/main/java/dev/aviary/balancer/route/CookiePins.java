package dev.aviary.balancer.route;

import dev.aviary.balancer.route.TrackRule.Pins;
import dev.aviary.balancer.route.TrackRule.TrackChoice;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Track;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Pins by a cookie of the balancer. A visitor without a valid one takes a turn and gets a cookie.
 */
final class CookiePins implements Pins {
  private final PinCookieCodec cookies;
  private final CharSequence name;
  private final PinCookieCodec.Rollout rollout;
  private final SplitSequence sequence;
  private final int percent;

  /**
   * @param name of the cookie
   */
  CookiePins(
      PinCookieCodec cookies,
      CharSequence name,
      String app,
      Member canary,
      SplitSequence sequence,
      int percent) {
    this.cookies = cookies;
    this.name = name;
    this.rollout = new PinCookieCodec.Rollout(app, canary.commit(), canary.deployment());
    this.sequence = sequence;
    this.percent = percent;
  }

  @Override
  public TrackChoice choose(HttpHeaders headers) {
    for (String value : Cookies.values(headers, name)) {
      Track pinned = cookies.read(rollout, value);
      if (pinned != null) {
        return TrackChoice.of(pinned);
      }
    }
    Track track = sequence.next(percent);
    return new TrackChoice(track, cookies.issue(name, rollout, track));
  }
}
