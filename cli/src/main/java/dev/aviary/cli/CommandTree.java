package dev.aviary.cli;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.CommandGroup;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The commands as picocli parses them; only those that the arguments name are made. */
final class CommandTree {
  private CommandTree() {}

  /** For one command line. */
  static CommandLine of(CommandContext context, List<String> arguments) {
    CommandLine tree = prepared(group(new AviaryCommand(), context, arguments), context);
    tree.setExecutionExceptionHandler((thrown, _, _) -> told(thrown, context));
    return tree;
  }

  /** All commands. */
  static CommandLine all(CommandContext context) {
    return prepared(group(new AviaryCommand(), context, null), context);
  }

  /** picocli has one scheme for help and errors: colours where both streams take them. */
  private static CommandLine prepared(CommandLine tree, CommandContext context) {
    return tree.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                context.style().coloured() && context.errorStyle().coloured()
                    ? Ansi.ON
                    : Ansi.OFF));
  }

  /**
   * @param arguments null: all of its members are wanted
   */
  private static CommandLine group(
      CommandGroup group, CommandContext context, @Nullable List<String> arguments) {
    var line = new CommandLine(group);
    Map<String, Function<CommandContext, Object>> members = group.members();
    String first = arguments == null || arguments.isEmpty() ? "" : arguments.getFirst();
    if (arguments != null && members.containsKey(first)) {
      add(line, context, first, members.get(first), arguments.subList(1, arguments.size()));
    } else {
      members.forEach(
          (name, maker) -> add(line, context, name, maker, arguments == null ? null : List.of()));
    }
    return line;
  }

  private static void add(
      CommandLine line,
      CommandContext context,
      String name,
      Function<CommandContext, Object> maker,
      @Nullable List<String> arguments) {
    Object command = maker.apply(context);
    line.addSubcommand(
        name, command instanceof CommandGroup group ? group(group, context, arguments) : command);
  }

  private static int told(Exception thrown, CommandContext context) {
    CommandFailure failure =
        switch (thrown) {
          case CommandFailure known -> known;
          case UncheckedIOException e ->
              new CommandFailure(ExitStatus.REFUSED, "It failed.", e.getMessage(), null);
          default ->
              new CommandFailure(
                  ExitStatus.REFUSED,
                  "This should not happen.",
                  thrown.toString(),
                  "tell its developers");
        };
    context.err().println(context.errorStyle().bad("!! ") + failure.told());
    return failure.status().code();
  }
}
