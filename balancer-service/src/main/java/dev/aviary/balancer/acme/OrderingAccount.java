package dev.aviary.balancer.acme;

/**
 * The account that orders certificates.
 *
 * @param balancer its id
 * @param settings a hash of its settings for orders
 */
record OrderingAccount(String balancer, String settings) {}
