package dev.aviary.monitor;

import dev.aviary.contract.testing.ServiceRunner;
import java.io.IOException;
import java.util.Map;

/** Runs the monitor from an IDE. Needs a Docker engine. Answers on 5003 and sends no mail unless {@code SMTP_HOST} is set. */
public final class MonitorRunner {
  private MonitorRunner() {}

  public static void main(String[] args) throws IOException {
    ServiceRunner.prepare("monitor", Map.of());
    Main.main(args);
  }
}
