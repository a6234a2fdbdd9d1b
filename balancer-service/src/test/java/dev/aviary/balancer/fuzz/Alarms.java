package dev.aviary.balancer.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What Netty and the data path log when something goes wrong: exceptions and leaks. */
final class Alarms extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final List<String> WATCHED = List.of("io.netty", "dev.aviary.balancer");

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  private Alarms() {}

  static Alarms watch() {
    var alarms = new Alarms();
    alarms.start();
    WATCHED.forEach(name -> logger(name).addAppender(alarms));
    return alarms;
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      String cause =
          event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage();
      heard.add(event.getLoggerName() + ": " + event.getFormattedMessage() + " " + cause);
    }
  }

  @Override
  public void close() {
    WATCHED.forEach(name -> logger(name).detachAppender(this));
    stop();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
