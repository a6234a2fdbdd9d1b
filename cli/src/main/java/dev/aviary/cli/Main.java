package dev.aviary.cli;

import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.Terminals;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command {@code aviary}. The launcher says where the project is, and what is a terminal. */
public final class Main {
  private static final String ROOT = "aviary.root";

  private Main() {}

  /**
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (arguments.length == 1 && arguments[0].equals("--train")) {
      train();
    } else {
      System.exit(run(out, err, System.getenv(), arguments));
    }
  }

  private static int run(
      PrintStream out, PrintStream err, Map<String, String> environment, String... arguments) {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var context =
        new CommandContext(
            environment,
            Path.of(System.getProperty(ROOT, ".")),
            in,
            out,
            err,
            new Terminals(
                Boolean.getBoolean("aviary.terminal.in"),
                Boolean.getBoolean("aviary.terminal.out"),
                Boolean.getBoolean("aviary.terminal.err")));
    int code = CommandTree.of(context, List.of(arguments)).execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  /** Does what commands do, so that the JVM can note which classes that takes. */
  private static void train() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Map<String, String> environment = System.getenv();
    for (List<String> each :
        List.of(
            List.of("--help"),
            List.of("status"),
            List.of("apps"),
            List.of("events"),
            List.of("top", "--once"),
            List.of("flags", "list"),
            List.of("canary", "why"),
            List.of("nothing"))) {
      run(nowhere, nowhere, environment, each.toArray(String[]::new));
    }
  }
}
