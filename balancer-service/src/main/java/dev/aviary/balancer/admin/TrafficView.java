package dev.aviary.balancer.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aviary.balancer.account.SlotTraffic;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What this balancer's visitors of an app get at the moment.
 *
 * @param seconds over how many of them rates and percentiles are told
 */
@Serdeable
record TrafficView(
    String app, int seconds, @JsonInclude(JsonInclude.Include.ALWAYS) List<SlotTraffic> slots) {}
