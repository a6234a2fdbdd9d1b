package dev.aviary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.Terminals;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandTreeIT {
  @TempDir private Path root = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void withoutACommandTheHelpIsAUsageError() {
    assertEquals(2, run(Map.of()));
    assertTrue(err().contains("restore"), err());
    assertEquals("", out());
  }

  @Test
  void theHelpNamesEachCommandAndEachExitCode() {
    assertEquals(0, run(Map.of(), "--help"));
    new AviaryCommand().members().keySet().forEach(name -> assertTrue(out().contains(name), name));
    for (int code = 0; code <= 4; code++) {
      assertTrue(out().contains("  " + code + "   "), out());
    }
  }

  @Test
  void eachCommandHasAHelpOfItsOwn() {
    new AviaryCommand()
        .members()
        .keySet()
        .forEach(name -> {
          out.reset();
          assertEquals(0, run(Map.of(), name, "--help"), name);
          assertTrue(out().startsWith("Usage: aviary " + name), out());
        });
  }

  @Test
  void anUnknownCommandAndAnUnknownOptionAreUsageErrors() {
    assertEquals(2, run(Map.of(), "stauts"));
    assertTrue(err().contains("status"), err());
    assertEquals(2, run(Map.of(), "status", "--jason"));
    assertEquals(2, run(Map.of(), "flags"));
    assertEquals(2, run(Map.of(), "flags", "seT"));
    assertEquals(2, run(Map.of(), "split", "shop", "many"));
  }

  @Test
  void userDataOfAMachineHoldsWhatWasGiven() throws IOException {
    Files.createDirectory(root.resolve("deploy"));
    Files.writeString(
        root.resolve("deploy/cloud-init.yml"), "@SOURCE@ @REF@ @TERMS@ @MAIL@ @APP@\n");
    String[] given = {
      "cloud-init",
      "--source",
      "https://example.org/aviary.git",
      "--mail",
      "sam@example.org",
      "--app",
      "shop",
      "--repository",
      "https://example.org/shop.git",
      "--host",
      "shop.example",
      "--agree-terms"
    };
    assertEquals(0, run(Map.of(), given), err());
    assertTrue(
        out()
            .startsWith(
                "https://example.org/aviary.git main true sam@example.org {\"name\":\"shop\","
                    + "\"repository\":\"https://example.org/shop.git\",\"hosts\":[\"shop.example\"],"),
        out());
    String file = out();
    out.reset();
    String[] asJson = Arrays.copyOf(given, given.length + 1);
    asJson[given.length] = "--json";
    assertEquals(0, run(Map.of(), asJson), err());
    assertEquals(file, ApiJson.read(out()).at("userData").text());
    given[4] = "sam at example";
    assertEquals(2, run(Map.of(), given));
    assertEquals(2, run(Map.of(), "cloud-init"));
    assertTrue(err().contains("give --source"), err());
  }

  @Test
  void anInstanceThatIsNotThereIsNotReached() {
    assertEquals(3, run(Map.of(), "apps"));
    assertTrue(err().contains("There is no Aviary named 'aviary' here."), err());
    assertTrue(err().contains("do:   start it with deploy/up"), err());
    assertFalse(err().contains("\tat "), err());
  }

  @Test
  void aPortOnWhichNobodyListensIsNotReached() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Map<String, String> environment =
        Map.of(
            "AVIARY_ADDRESS", "http://127.0.0.1",
            "AVIARY_ADMIN_TOKEN", "t",
            "AVIARY_BUILDER_ADMIN_PORT", Integer.toString(port));
    assertEquals(3, run(environment, "apps"));
    assertTrue(
        err().contains("The builder of 'aviary' does not answer at http://127.0.0.1:" + port),
        err());
  }

  @Test
  void aReasonThatNobodyGivesAndNobodyIsThereToAskIsAUsageError() {
    Map<String, String> environment =
        Map.of("AVIARY_ADDRESS", "http://127.0.0.1", "AVIARY_ADMIN_TOKEN", "t");
    assertEquals(2, run(environment, "withdraw", "shop"));
    assertTrue(err().contains("--reason"), err());
  }

  @Test
  void aFailureIsColouredOnATerminalAndNotInAFile() {
    assertEquals(3, run(Map.of(), new Terminals(false, true, false), "apps"));
    assertFalse(err().contains("\033["), err());
    assertEquals(3, run(Map.of(), new Terminals(false, false, true), "apps"));
    assertTrue(err().contains("\033[31m!! "), err());
    err.reset();
    assertEquals(3, run(Map.of("NO_COLOR", "1"), new Terminals(false, true, true), "apps"));
    assertFalse(err().contains("\033["), err());
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    assertEquals(0, run(Map.of(), "completion", "bash"));
    Path script = Files.write(root.resolve("completion"), out.toByteArray());
    assertEquals("deploy\ndeployments", completed(script, "aviary", "depl"));
    assertEquals("history", completed(script, "aviary", "flags", "hist"));
    assertEquals("--json", completed(script, "aviary", "status", "--j"));
  }

  @Test
  void zshCompletesThemToo() throws IOException, InterruptedException {
    assertEquals(0, run(Map.of(), "completion", "zsh"));
    Path script = Files.write(root.resolve("completion"), out.toByteArray());
    assertEquals("aviary withdraw", typedInZsh(script, "aviary withd"));
    assertEquals("aviary flags history", typedInZsh(script, "aviary flags hist"));
    assertEquals("aviary status --json", typedInZsh(script, "aviary status --j"));
    assertEquals(2, run(Map.of(), "completion", "fish"));
  }

  /** What a real zsh on a terminal makes of a line and the key TAB. */
  private String typedInZsh(Path script, String line) throws IOException, InterruptedException {
    Path said = root.resolve("said");
    Files.deleteIfExists(said);
    String program =
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        type() { zpty -w -n shell "$1" }
        type "source $1; bindkey '^I' complete-word; said() { print -r -- \\"\\$BUFFER\\" >$2; exit }; zle -N said; bindkey '^G' said"$'\\n'
        type "$3"$'\\t\\a'
        while zpty -r shell shown; do print -r -- "$shown"; done
        """;
    Process zsh =
        new ProcessBuilder(
                "zsh", "-f", "-c", program, "zsh", script.toString(), said.toString(), line)
            .redirectErrorStream(true)
            .start();
    String shown = new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    zsh.waitFor();
    assertTrue(Files.exists(said), shown);
    return Files.readString(said).strip();
  }

  /** What a real bash offers for the last word. */
  private static String completed(Path script, String... words)
      throws IOException, InterruptedException {
    String program =
        """
        source "$1"
        shift
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        COMP_LINE="$*"
        COMP_POINT=${#COMP_LINE}
        _complete_aviary aviary "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\\n' "${COMPREPLY[@]}" | sort
        """;
    var command =
        new java.util.ArrayList<>(List.of("bash", "-c", program, "bash", script.toString()));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return said.strip();
  }

  private int run(Map<String, String> environment, String... arguments) {
    return run(environment, new Terminals(false, false, false), arguments);
  }

  private int run(Map<String, String> environment, Terminals terminals, String... arguments) {
    var context =
        new CommandContext(
            environment,
            root,
            new BufferedReader(new StringReader("")),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminals);
    return CommandTree.of(context, List.of(arguments)).execute(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
