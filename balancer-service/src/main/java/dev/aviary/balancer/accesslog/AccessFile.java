package dev.aviary.balancer.accesslog;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import jakarta.inject.Singleton;

/** The file, put aside when it is large: {@code access.log}, {@code access.log.1} and so on. */
@Singleton
final class AccessFile {
  private static final String NAME = "access.log";
  private static final long MEGABYTE = 1 << 20;
  private static final double CHECK_SECONDS = 1;

  /** A batch as a rule: two balancers append to the file while one follows the other. */
  private static final long BUFFER = 256 << 10;

  private final AccessLogSettings settings;

  AccessFile(AccessLogSettings settings) {
    this.settings = settings;
  }

  RollingFileAppender<AccessEntry> open() {
    var context = new ContextBase();
    var path = settings.directory().resolve(NAME).toString();
    var appender = new RollingFileAppender<AccessEntry>();
    appender.setContext(context);
    appender.setName(NAME);
    appender.setFile(path);
    appender.setImmediateFlush(false);
    appender.setBufferSize(new FileSize(BUFFER));
    appender.setEncoder(new AccessEncoder());
    appender.setTriggeringPolicy(bySize(context));
    appender.setRollingPolicy(aside(context, appender, path));
    appender.start();
    return appender;
  }

  private SizeBasedTriggeringPolicy<AccessEntry> bySize(ContextBase context) {
    var policy = new SizeBasedTriggeringPolicy<AccessEntry>();
    policy.setContext(context);
    policy.setMaxFileSize(new FileSize(settings.fileMegabytes() * MEGABYTE));
    policy.setCheckIncrement(Duration.buildBySeconds(CHECK_SECONDS));
    policy.start();
    return policy;
  }

  private FixedWindowRollingPolicy aside(
      ContextBase context, RollingFileAppender<AccessEntry> appender, String path) {
    var policy = new FixedWindowRollingPolicy();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(path + ".%i");
    policy.setMinIndex(1);
    policy.setMaxIndex(settings.files());
    policy.start();
    return policy;
  }
}
