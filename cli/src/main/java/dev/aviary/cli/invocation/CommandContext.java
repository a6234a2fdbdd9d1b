package dev.aviary.cli.invocation;

import dev.aviary.cli.call.ApiCaller;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.instance.InstanceAccess;
import dev.aviary.cli.instance.InstanceLookup;
import dev.aviary.cli.text.TextProgress;
import dev.aviary.cli.text.TextStyle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command runs in: its environment, its streams, the instance that it is about. */
public final class CommandContext {
  private final Map<String, String> environment;
  private final Path root;
  private final BufferedReader in;
  private final PrintStream out;
  private final PrintStream err;
  private final Terminals terminals;
  private @Nullable InstanceAccess access;
  private @Nullable ApiCaller caller;

  /**
   * @param root the folder of the project
   */
  public CommandContext(
      Map<String, String> environment,
      Path root,
      BufferedReader in,
      PrintStream out,
      PrintStream err,
      Terminals terminals) {
    this.environment = Map.copyOf(environment);
    this.root = root;
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminals = terminals;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public Path root() {
    return root;
  }

  public boolean isTerminal() {
    return terminals.out();
  }

  public boolean asks() {
    return terminals.in();
  }

  /** Empty where it is not set. */
  public String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Of the output. Colours are for terminals where NO_COLOR is not set (no-color.org). */
  public TextStyle style() {
    return style(terminals.out());
  }

  /** Of the standard error, which may be a file where the output is a terminal. */
  public TextStyle errorStyle() {
    return style(terminals.err());
  }

  private TextStyle style(boolean terminal) {
    return new TextStyle(isCapable(terminal) && environment("NO_COLOR").isEmpty());
  }

  /** For a step that may take long: its lines are written anew on a terminal. */
  public TextProgress progress() {
    return new TextProgress(err, isCapable(terminals.err()), errorStyle());
  }

  private boolean isCapable(boolean terminal) {
    return terminal && !environment("TERM").equals("dumb");
  }

  public InstanceAccess access() {
    if (access == null) {
      access = new InstanceLookup(environment, root).find();
    }
    return access;
  }

  public ApiCaller caller() {
    if (caller == null) {
      caller = new ApiCaller(access(), person());
    }
    return caller;
  }

  /** Who runs the command, as the timeline names it. */
  public String person() {
    for (String name : new String[] {"AVIARY_BY", "SUDO_USER", "USER"}) {
      if (!environment(name).isBlank()) {
        return environment(name).strip();
      }
    }
    return System.getProperty("user.name", "unknown");
  }

  /** Asks a person; an empty answer is the one that is proposed. */
  public String ask(String question, String proposed) {
    if (!asks()) {
      return proposed;
    }
    err.print(proposed.isEmpty() ? question + ": " : question + " [" + proposed + "]: ");
    err.flush();
    try {
      String answer = in.readLine();
      return answer == null || answer.isBlank() ? proposed : answer.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reason of an action: as it is given, else as a person answers. */
  public String reason(@Nullable String given, String question) {
    String reason = given == null ? ask(question, "") : given.strip();
    if (reason.isEmpty()) {
      throw CommandFailure.usage("A reason is missing.", "give it with --reason");
    }
    return reason;
  }
}
