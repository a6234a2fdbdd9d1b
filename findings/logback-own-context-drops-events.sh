#!/usr/bin/env bash
# Logback 1.5.37: a LoggerContext that is made with "new" drops every event, without a word on the console.
#
# Tests of a log's form make a context of their own, so as to leave the application's alone: new LoggerContext(), a
# JoranConfigurator, getLogger, log. An event then asks its context for an MDCAdapter, which only the SLF4J provider sets
# (LogbackServiceProvider): the appender meets a NullPointerException, keeps it as a status that nobody prints, and writes
# nothing. context.setMDCAdapter(new LogbackMDCAdapter()) mends it.
#
# Seen:
#   without an adapter: 0 characters, 1 errors
#   with an adapter:    6 characters, 0 errors
#
# Needs bash, mvn and a JDK of 17 or newer (java runs the source file).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for artifact in ch.qos.logback:logback-classic:1.5.37 ch.qos.logback:logback-core:1.5.37 org.slf4j:slf4j-api:2.0.18; do
  timeout 80 mvn -B -q -ntp dependency:copy -Dartifact="$artifact" -DoutputDirectory="$work" >"$work/mvn.log" 2>&1 ||
    { cat "$work/mvn.log"; exit 2; }
done
cat >"$work/Main.java" <<'END'
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

public class Main {
  static final String CONFIGURATION =
      "<configuration><appender name='out' class='ch.qos.logback.core.ConsoleAppender'><encoder><pattern>%msg%n</pattern>"
          + "</encoder></appender><root level='INFO'><appender-ref ref='out'/></root></configuration>";

  public static void main(String[] arguments) throws Exception {
    System.out.println("without an adapter: " + log(new LoggerContext()));
    LoggerContext mended = new LoggerContext();
    mended.setMDCAdapter(new LogbackMDCAdapter());
    System.out.println("with an adapter:    " + log(mended));
  }

  static String log(LoggerContext context) throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new ByteArrayInputStream(CONFIGURATION.getBytes()));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ((OutputStreamAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("out")).setOutputStream(written);
    context.getLogger("a").warn("hello");
    long errors =
        context.getStatusManager().getCopyOfStatusList().stream()
            .filter(status -> status.getLevel() == Status.ERROR)
            .count();
    return written.size() + " characters, " + errors + " errors";
  }
}
END
printed=$(timeout 60 java -cp "$work/*" "$work/Main.java")
echo "$printed"
[[ $printed == *"without an adapter: 0 characters, 1 errors"* && $printed == *"with an adapter:    6 characters, 0 errors"* ]]
