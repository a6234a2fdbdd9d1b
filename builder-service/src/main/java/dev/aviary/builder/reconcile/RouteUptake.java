package dev.aviary.builder.reconcile;

/** How far the balancers have followed a change of what a container is in its slot. */
enum RouteUptake {
  /** Not every balancer has acknowledged it. */
  UNSEEN,
  /** All have, and one of them has a request in flight on the container. */
  IN_FLIGHT,
  /** All have, and no request is in flight, or the time for that is over. */
  CLEAR
}
