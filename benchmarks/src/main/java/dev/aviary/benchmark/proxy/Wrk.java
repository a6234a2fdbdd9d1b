package dev.aviary.benchmark.proxy;

import dev.aviary.system.stack.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The closed-loop load generator: each connection asks again as soon as it is answered. */
final class Wrk implements LoadTool {
  private final Path script;
  private final String origin;

  Wrk(Template template) {
    this(template, "http://127.0.0.1");
  }

  /**
   * @param origin scheme and host that are asked
   */
  Wrk(Template template, String origin) {
    this.origin = origin;
    this.script = template.write("wrk.lua", "wrk.lua");
  }

  @Override
  public ProxyRun run(ProxyCase asked, MeasuredProxy peer, int seconds) {
    Cpu before = peer.daemon().cpu();
    String[] figures = figures(asked, peer.port(), seconds);
    Cpu used = peer.daemon().cpu().since(before);
    long requests = Long.parseLong(figures[1]);
    return new ProxyRun(
        used.per(requests),
        requests * 1e6 / Long.parseLong(figures[2]),
        Long.parseLong(figures[4]),
        Long.parseLong(figures[5]),
        Long.parseLong(figures[6]),
        peer.daemon().residentMegabytes(),
        Long.parseLong(figures[3]));
  }

  private String[] figures(ProxyCase asked, int port, int seconds) {
    var arguments =
        new ArrayList<>(
            List.of("-t1", "-c" + asked.connections(), "-d" + seconds + "s", "--timeout", "10s"));
    arguments.addAll(List.of("-s", script.toString()));
    arguments.add(origin + ":" + port + asked.path());
    arguments.add("--");
    arguments.addAll(asked.words());
    return Shell.run("wrk", arguments.toArray(String[]::new))
        .lines()
        .filter(line -> line.startsWith("figures "))
        .findFirst()
        .orElseThrow()
        .split(" ", -1);
  }
}
