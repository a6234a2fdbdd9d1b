package dev.aviary.monitor.record;

import io.micronaut.serde.annotation.Serdeable;

/**
 * Why a canary that was given little CPU is taken to want more. The values are those of the second
 * in which it was found.
 *
 * @param given percent of one CPU that it got, as {@code docker stats} prints it
 * @param throttled percent of one CPU that its own limit kept from it
 * @param hostBusy percent of all CPUs of the host that were busy
 * @param competing how many processes and threads of the host wanted each CPU
 * @param timesStable how many times as much it used as a stable container does for as many requests
 * @param wanted percent of one CPU: what it was given times {@code competing}, while the host is
 *     busy, and what its limit kept from it
 */
@Serdeable
public record CpuDemand(
    double given,
    double throttled,
    double hostBusy,
    double competing,
    double timesStable,
    double wanted) {}
