package dev.aviary.benchmark.proxy;

/**
 * A proxy that is measured.
 *
 * @param ours it is the balancer
 */
record MeasuredProxy(String name, boolean ours, int port, Daemon daemon) {}
