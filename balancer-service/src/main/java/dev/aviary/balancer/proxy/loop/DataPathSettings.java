package dev.aviary.balancer.proxy.loop;

import dev.aviary.balancer.client.ClientLimits;
import dev.aviary.balancer.http.FieldFilter;
import dev.aviary.balancer.http.Http2Limits;
import dev.aviary.balancer.http.Limits;
import jakarta.inject.Singleton;

/** All settings of the data path. */
@Singleton
public record DataPathSettings(
    Limits limits,
    Http2Limits http2,
    FieldFilter fields,
    ClientLimits clients,
    BackendLimits backends,
    Deadlines deadlines,
    PauseSettings pause) {}
