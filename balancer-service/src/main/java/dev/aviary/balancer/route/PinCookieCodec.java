package dev.aviary.balancer.route;

import dev.aviary.contract.app.Track;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the cookies that pin visitors: {@code <track>.<commit>.<expiry>.<signature>}.
 * The signature also covers app and deployment, so that the cookie of an earlier canary, or of
 * another app, says nothing here.
 */
public final class PinCookieCodec {
  static final AsciiString NAME = AsciiString.cached("aviary-pin");

  /** Digits of the commit that are shown; the signature covers all of them. */
  private static final int SHOWN = 12;

  private final PinKey key;
  private final StickinessSettings settings;
  private final InstantSource clock;

  public PinCookieCodec(PinKey key, StickinessSettings settings, InstantSource clock) {
    this.key = key;
    this.settings = settings;
    this.clock = clock;
  }

  /** The value of a {@code Set-Cookie} field. */
  String issue(CharSequence name, Rollout rollout, Track track) {
    long expires = clock.instant().plus(settings.maxAge()).getEpochSecond();
    String said = said(rollout, track.id(), Long.toString(expires));
    return "%s=%s.%s; Max-Age=%d; Path=/; HttpOnly; SameSite=Lax"
        .formatted(name, said, signature(rollout, said), settings.maxAge().toSeconds());
  }

  /** The track that a cookie pins to; null when its signature, rollout or expiry is not valid. */
  @Nullable Track read(Rollout rollout, String value) {
    List<String> parts = List.of(value.split("\\.", 5));
    if (parts.size() != 4) {
      return null;
    }
    String said = said(rollout, parts.get(0), parts.get(2));
    boolean genuine =
        value.startsWith(said)
            && MessageDigest.isEqual(
                signature(rollout, said).getBytes(StandardCharsets.UTF_8),
                parts.get(3).getBytes(StandardCharsets.UTF_8));
    if (!genuine || Long.parseLong(parts.get(2)) <= clock.instant().getEpochSecond()) {
      return null;
    }
    return parts.get(0).equals(Track.CANARY.id()) ? Track.CANARY : Track.STABLE;
  }

  private static String said(Rollout rollout, String track, String expires) {
    return track + '.' + rollout.commit().substring(0, SHOWN) + '.' + expires;
  }

  private String signature(Rollout rollout, String said) {
    String all =
        said + '\n' + rollout.app() + '\n' + rollout.commit() + '\n' + rollout.deployment();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(all));
  }

  /** What a cookie is for: one canary of one app. */
  record Rollout(String app, String commit, String deployment) {}
}
