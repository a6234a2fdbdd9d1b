package dev.aviary.balancer.proxy;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What no handler should ever see: a fault of ours, and the connection is lost. */
final class Unexpected {
  private static final Logger LOG = LoggerFactory.getLogger(Unexpected.class);

  private Unexpected() {}

  /** A connection that broke is nobody's fault; all else is said. */
  static void report(Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.atError().setCause(cause).log("Closed a connection after an unexpected exception");
    }
  }
}
