package dev.aviary.contract.telemetry;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.Revision;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a balancer says of itself.
 *
 * @param applied the revision that every event loop of it has passed
 * @param inFlight requests that are being answered, by container id; a container that is missing
 *     has none
 * @param urls where public requests go, with their shares
 */
@Serdeable
public record Heartbeat(
    String id, Instant at, Revision applied, Map<String, Integer> inFlight, List<RoutedUrl> urls) {
  public Heartbeat {
    inFlight = Check.map(inFlight, "inFlight");
    urls = Check.list(urls, "urls");
  }
}
