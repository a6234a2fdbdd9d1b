package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.FieldFilter;
import dev.aviary.balancer.http.Limits;
import jakarta.inject.Singleton;

/** What the owner decides of the data path. */
@Singleton
record Settings(
    Limits limits,
    FieldFilter fields,
    BackendLimits backends,
    Deadlines deadlines,
    PauseSettings pause) {}
