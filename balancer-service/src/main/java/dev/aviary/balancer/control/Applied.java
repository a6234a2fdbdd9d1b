package dev.aviary.balancer.control;

import dev.aviary.balancer.route.RouteTable;
import dev.aviary.contract.redis.Revision;

/**
 * What is in force on every event loop.
 *
 * @param revision the last control revision that is in it; {@link Revision#NONE} while the table is
 *     the file's
 */
public record Applied(Revision revision, RouteTable table) {
  static final Applied NOTHING = new Applied(Revision.NONE, RouteTable.EMPTY);
}
