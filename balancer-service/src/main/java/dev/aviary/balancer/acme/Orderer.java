package dev.aviary.balancer.acme;

/**
 * Who orders.
 *
 * @param balancer its id
 * @param settings a hash of its settings for orders
 */
record Orderer(String balancer, String settings) {}
