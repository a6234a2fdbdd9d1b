package dev.aviary.balancer.route;

import dev.aviary.balancer.account.SlotMeters;
import dev.aviary.balancer.route.TrackRule.TrackChoice;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.VisitorOptions;
import dev.aviary.contract.route.Stickiness;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** Two stable members and a canary, as requests see them; the clock is moved by hand. */
final class RouteScene {
  static final EjectionSettings EJECTION =
      new EjectionSettings(5, Duration.ofSeconds(30), Duration.ofSeconds(300));
  static final Duration MAX_AGE = Duration.ofHours(1);

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final InstantSource clock = () -> now;
  private final String secret;
  private final LiveTableFactory maker;

  RouteScene() {
    this("a secret of the instance");
  }

  RouteScene(String secret) {
    this.secret = secret;
    this.maker =
        new LiveTableFactory(
            new Backends(EJECTION, () -> {}), new SlotMeters(), cookies(), clock, ConsoleHost.NONE);
  }

  private PinCookieCodec cookies() {
    return new PinCookieCodec(PinKey.derived(secret), new StickinessSettings(MAX_AGE), clock);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  LiveApp app(int percent, Stickiness stickiness, boolean manualChoice) {
    return app("app", percent, stickiness, manualChoice, open(3));
  }

  LiveApp app(
      String name, int percent, Stickiness stickiness, boolean manualChoice, SlotRoute canary) {
    var routes =
        new AppRoutes(
            name,
            0,
            List.of(),
            percent,
            open(1),
            open(2),
            canary,
            stickiness,
            manualChoice,
            null,
            VisitorOptions.DEFAULT,
            TlsOptions.DEFAULT);
    return Objects.requireNonNull(maker.make(new RouteTable(List.of(routes))).app(name));
  }

  static Endpoint place(LiveApp app, Slot slot) {
    return Objects.requireNonNull(app.at(slot));
  }

  static SlotRoute open(int n) {
    return new SlotRoute.Open(
        new Member(
            "release-" + n,
            "d" + n,
            "%040x".formatted(n),
            "container-" + n,
            "10.0.0." + n,
            5000,
            null));
  }

  static SlotRoute closed() {
    return new SlotRoute.Closed("empty");
  }

  /** The fields of a request: name, value, name, value... */
  static HttpHeaders headers(String... fields) {
    var headers = new DefaultHttpHeaders();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return headers;
  }

  /** What a browser sends back of a Set-Cookie field. */
  static HttpHeaders withCookie(TrackChoice choice) {
    return headers("Cookie", cookie(choice));
  }

  static String cookie(TrackChoice choice) {
    return Objects.requireNonNull(choice.setCookie()).split(";", -1)[0];
  }
}
