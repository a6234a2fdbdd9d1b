package dev.aviary.balancer.proxy;

import dev.aviary.balancer.client.ClientLimits;
import dev.aviary.balancer.http.FieldFilter;
import dev.aviary.balancer.http.Limits;
import jakarta.inject.Singleton;

/** What the owner decides of the data path. */
@Singleton
record Settings(
    Limits limits,
    FieldFilter fields,
    ClientLimits clients,
    BackendLimits backends,
    Deadlines deadlines,
    PauseSettings pause) {}
