package dev.aviary.contract.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a service as it is configured, byte by byte. */
final class LogFormTest {
  private static final String EVENT = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z (INFO |WARN ) LogFormTest .*";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Logger log;

  @BeforeEach
  void configure() throws Exception {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(
            "<configuration><include resource=\"aviary/log.xml\"/></configuration>"
                .getBytes(StandardCharsets.UTF_8)));
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ((OutputStreamAppender<ILoggingEvent>) root.getAppender("stdout")).setOutputStream(written);
    log = context.getLogger(LogFormTest.class);
  }

  @Test
  void aLineEndInAValueStartsNoLine() {
    log.atWarn()
        .addKeyValue("reason", "a\r\n2026-01-01T00:00:00.000Z ERROR Forged \"app\"")
        .addKeyValue("branch", "b\u2028c\u0085\u001b[91m\u202e\t")
        .log("A deployment failed");
    List<String> lines = lines();
    assertEquals(1, lines.size(), () -> lines.toString());
    assertTrue(
        lines
            .getFirst()
            .endsWith(
                "A deployment failed"
                    + " reason=\"a\\r\\n2026-01-01T00:00:00.000Z ERROR Forged \\\"app\\\"\""
                    + " branch=\"b\\u2028c\\u0085\\u001b[91m\\u202e\\t\""),
        lines::toString);
  }

  @Test
  void aLineEndInAnExceptionStartsNoEvent() {
    log.atWarn()
        .setCause(new IllegalStateException("a\n2026-01-01T00:00:00.000Z INFO  LogFormTest forged"))
        .log("Stumbled");
    assertEquals(1, lines().stream().filter(line -> line.matches(EVENT)).count());
    assertTrue(lines().stream().skip(1).allMatch(line -> line.startsWith("\t")));
    assertTrue(lines().stream().anyMatch(line -> line.startsWith("\tat ")));
  }

  @Test
  void aSecretIsInNoLine() {
    log.atInfo()
        .addKeyValue("token", "geheim-1")
        .addKeyValue("repository", "https://ada:geheim-2@example.org/a.git")
        .setCause(new IllegalStateException("token=geheim-3"))
        .log("GET /build?token=geheim-4 with Bearer geheim-5");
    String all = String.join("", lines());
    assertTrue(all.contains("GET /build?token=[redacted] with Bearer [redacted]"), all);
    assertTrue(all.contains("https://***@example.org/a.git"), all);
    assertFalse(all.contains("geheim"), all);
  }

  private List<String> lines() {
    return List.of(written.toString(StandardCharsets.UTF_8).split("\n"));
  }
}
