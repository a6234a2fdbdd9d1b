package dev.aviary.cli.machine;

import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.ContextCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "cloud-init",
    description = "print user data for a machine that sets itself up; asks for what is not given")
public final class CloudInitCommand extends ContextCommand {
  private static final Pattern MAIL = Pattern.compile("[^\\s\"'\\\\@]+@[A-Za-z0-9.-]+");
  private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");
  private static final Pattern ADDRESS =
      Pattern.compile("(https://|ssh://|git@|file:///)[^\\s\"'\\\\]+");
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9._/-]+");

  @Option(names = "--source", description = "where the machine clones Aviary from")
  private @Nullable String source;

  @Option(names = "--ref", defaultValue = "main", description = "its branch or tag")
  private String ref = "";

  @Option(
      names = "--mail",
      description = "your mail address: alerts, and the contact of certificates")
  private @Nullable String mail;

  @Option(names = "--app", description = "a name for the first app")
  private @Nullable String app;

  @Option(names = "--repository", description = "its git repository")
  private @Nullable String repository;

  @Option(names = "--host", description = "its host name")
  private @Nullable String host;

  @Option(
      names = "--agree-terms",
      description =
          "you agree to the terms of Let's Encrypt, which then gives the host its certificate")
  private boolean agreed;

  @Option(names = "--json", description = "print JSON: the file as the text userData")
  private boolean json;

  public CloudInitCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    String address = wanted(source, "Where the machine clones Aviary from", "--source", ADDRESS);
    String branch = checked(ref, "--ref", REF);
    String owner = wanted(mail, "Your mail address", "--mail", MAIL);
    var settings = new LinkedHashMap<String, Object>();
    settings.put("name", wanted(app, "A name for the first app", "--app", NAME));
    settings.put("repository", wanted(repository, "Its git repository", "--repository", ADDRESS));
    settings.put("hosts", List.of(wanted(host, "Its host name", "--host", HOST)));
    if (agreed) {
      settings.put("tls", Map.of("mode", "auto", "redirect", true));
    }
    String file =
        template()
            .replace("@SOURCE@", address)
            .replace("@REF@", branch)
            .replace("@MAIL@", owner)
            .replace("@TERMS@", Boolean.toString(agreed))
            .replace("@APP@", ApiJson.write(settings));
    context.out().print(json ? ApiJson.write(Map.of("userData", file)) + "\n" : file);
    return ExitStatus.DONE;
  }

  private String template() {
    try {
      return Files.readString(context.root().resolve("deploy/cloud-init.yml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String wanted(@Nullable String given, String question, String option, Pattern form) {
    String answer = given == null ? context.ask(question, "") : given;
    if (answer.isBlank()) {
      throw CommandFailure.usage(question + " is missing.", "give " + option);
    }
    return checked(answer, option, form);
  }

  /** What stands in the file is not quoted there: only what needs no quotes is taken. */
  private static String checked(String value, String option, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw CommandFailure.usage(
          "'%s' is not a valid %s.".formatted(value, option), "give one of the form " + form);
    }
    return value;
  }
}
