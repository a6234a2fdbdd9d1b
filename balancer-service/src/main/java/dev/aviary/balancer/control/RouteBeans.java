package dev.aviary.balancer.control;

import dev.aviary.balancer.account.SlotMeters;
import dev.aviary.balancer.route.Backends;
import dev.aviary.balancer.route.ConsoleHost;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.route.EjectionSettings;
import dev.aviary.balancer.route.LiveTableFactory;
import dev.aviary.balancer.route.PinCookieCodec;
import dev.aviary.balancer.route.PinKey;
import dev.aviary.balancer.route.StickinessSettings;
import dev.aviary.contract.http.AdminToken;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the singletons of {@code balancer.route}, which has no injection of its own. */
@Factory
final class RouteBeans {
  @Singleton
  CurrentTable current() {
    return new CurrentTable();
  }

  @Singleton
  Backends backends(EjectionSettings ejection, ReportSignal wake) {
    return new Backends(ejection, wake::now);
  }

  /** Signed under the hash of the admin token, which all balancers of an instance share. */
  @Singleton
  PinCookieCodec cookies(AdminToken token, StickinessSettings settings, InstantSource clock) {
    return new PinCookieCodec(PinKey.derived(token.sha256()), settings, clock);
  }

  @Singleton
  LiveTableFactory maker(
      Backends backends,
      SlotMeters meters,
      PinCookieCodec cookies,
      InstantSource clock,
      ConsoleHost console) {
    return new LiveTableFactory(backends, meters, cookies, clock, console);
  }
}
