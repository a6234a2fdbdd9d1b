package dev.aviary.contract.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.stream.Collectors;

/**
 * The stack trace of an event. Each of its lines begins with a tab, so that the text of an
 * exception never looks like an event of its own.
 */
public final class TraceConverter extends ThrowableProxyConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return LogText.redacted(super.convert(event))
        .lines()
        .map(line -> "\t" + LogText.escaped(line.strip()) + "\n")
        .collect(Collectors.joining());
  }
}
