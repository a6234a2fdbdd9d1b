package dev.aviary.builder.testing;

import dev.aviary.contract.app.RunOptions;
import java.util.Map;

/** Settings of containers that differ from others in one thing. */
public final class Runs {
  private Runs() {}

  public static RunOptions onPort(RunOptions run, int port) {
    return run.withPort(port);
  }

  public static RunOptions withEnv(RunOptions run, Map<String, String> env) {
    return with(run, env, run.healthDeadlineSeconds());
  }

  public static RunOptions withDeadline(RunOptions run, int seconds) {
    return with(run, run.env(), seconds);
  }

  private static RunOptions with(RunOptions run, Map<String, String> env, int seconds) {
    return new RunOptions(
        run.port(),
        run.command(),
        run.releaseCommand(),
        run.processes(),
        run.healthPath(),
        run.healthHost(),
        run.healthStatus(),
        seconds,
        run.limits(),
        env,
        run.volumes(),
        run.capabilities(),
        run.user(),
        run.stopSignal(),
        run.stopSeconds(),
        run.redis(),
        run.protocol());
  }
}
