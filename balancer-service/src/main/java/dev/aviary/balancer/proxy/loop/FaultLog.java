package dev.aviary.balancer.proxy.loop;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs exceptions that reach the end of a pipeline: faults of the balancer itself. */
public final class FaultLog {
  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

  private FaultLog() {}

  /** Logs the exception, unless the peer broke the connection. */
  public static void report(Throwable cause) {
    // NotYetConnected: the client left between its connection and the first read. A record of TLS
    // that is broken comes as a failure of a decoder.
    Throwable origin = cause instanceof DecoderException ? cause.getCause() : cause;
    if (!(origin instanceof IOException || origin instanceof NotYetConnectedException)) {
      LOG.atError().setCause(cause).log("Closed a connection after an unexpected exception");
    }
  }
}
