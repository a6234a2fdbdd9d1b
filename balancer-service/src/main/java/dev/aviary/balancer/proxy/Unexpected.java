package dev.aviary.balancer.proxy;

import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What no handler should ever see: a fault of ours, and the connection is lost. */
final class Unexpected {
  private static final Logger LOG = LoggerFactory.getLogger(Unexpected.class);

  private Unexpected() {}

  /** A connection that broke is nobody's fault; all else is said. */
  static void report(Throwable cause) {
    // The latter: the client left between its connection and the first read.
    if (!(cause instanceof IOException || cause instanceof NotYetConnectedException)) {
      LOG.atError().setCause(cause).log("Closed a connection after an unexpected exception");
    }
  }
}
