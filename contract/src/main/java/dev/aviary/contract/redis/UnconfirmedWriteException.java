package dev.aviary.contract.redis;

import io.lettuce.core.RedisCommandTimeoutException;

/**
 * A write was made, and no replica said in time that it has it: it is lost if the primary is lost
 * now. For callers this is what an answer that did not come in time is: the change may take effect,
 * or not.
 */
public final class UnconfirmedWriteException extends RedisCommandTimeoutException {
  private static final long serialVersionUID = 1;

  UnconfirmedWriteException() {
    super("No replica confirmed the write in time");
  }
}
