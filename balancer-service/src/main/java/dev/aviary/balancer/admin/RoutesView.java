package dev.aviary.balancer.admin;

import dev.aviary.balancer.route.RouteTable;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.telemetry.RoutedUrl;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;

/**
 * What the balancer does at this moment.
 *
 * @param balancer its id
 * @param connected whether Redis can be reached
 * @param applied the control revision in force on every event loop
 * @param inFlight requests that are being answered, by container id
 */
@Serdeable
record RoutesView(
    String balancer,
    boolean connected,
    Revision applied,
    RouteTable table,
    List<RoutedUrl> urls,
    List<SlotState> slots,
    Map<String, Integer> inFlight) {}
