package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.contract.testing.RealRedis;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What gets into the log, as it is configured, when every library logs all that it can. */
final class RedactionIT {
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @Test
  void aTokenIsInNoLogAtAnyLevel(@TempDir Path folder) {
    try (var redis = RealRedis.start();
        var builder =
            RunningBuilder.start(
                "redaction",
                redis,
                folder,
                Map.of("aviary.engine.host", "unix://" + folder.resolve("no-engine.sock")))) {
      String query = "first-token-that-nobody-may-read";
      String bearer = "second-token-that-nobody-may-read";
      String log =
          logged(() -> {
            String path = "/build?branch=master&app=demo";
            var inQuery = builder.send(builder.open(path + "&token=" + query));
            var inHeader =
                builder.send(builder.open(path).header("Authorization", "Bearer " + bearer));
            assertEquals(403, inQuery.statusCode());
            assertEquals(403, inHeader.statusCode());
            ROOT.warn("GET /build?token={}", query, new IllegalStateException("token=" + query));
            ROOT.warn("fetching https://ada:third-that-nobody-may-read@example.org/a.git");
          });
      assertTrue(log.contains("token=[redacted]"), log);
      assertTrue(log.contains("https://***@example.org/a.git"), log);
      assertTrue(log.contains("IllegalStateException"), log);
      assertFalse(log.contains("that-nobody-may-read"), log);
    }
  }

  /** What the appender of the service writes of what is logged meanwhile. */
  private static String logged(Runnable requests) {
    var written = new ByteArrayOutputStream();
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setContext(ROOT.getLoggerContext());
    appender.setEncoder(encoderOfTheService());
    appender.setOutputStream(written);
    appender.start();
    var others = new ArrayList<Appender<ILoggingEvent>>();
    ROOT.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(ROOT::detachAppender);
    Level level = ROOT.getLevel();
    ROOT.addAppender(appender);
    ROOT.setLevel(Level.TRACE);
    try {
      requests.run();
    } finally {
      ROOT.setLevel(level);
      ROOT.detachAppender(appender);
      others.forEach(ROOT::addAppender);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  /** Tests log by a configuration of their own. */
  private static Encoder<ILoggingEvent> encoderOfTheService() {
    var context = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(
          Objects.requireNonNull(RedactionIT.class.getResource("/logback.xml")));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    return ((OutputStreamAppender<ILoggingEvent>) root.getAppender("stdout")).getEncoder();
  }
}
