package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description =
        "add the flags of another product's file; without --format replace all by a flags.json")
final class FlagImportCommand extends FlagEdit {
  @Parameters(paramLabel = "FILE", description = "the file; - is the input")
  private String file = "";

  @Option(names = "--format", description = "goff, flipt or unleash")
  private @Nullable String format;

  @Option(
      names = "--partial",
      description = "of a flags.json take the flags that are right; the others stay as they were")
  private boolean partial;

  FlagImportCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    boolean replaces = format == null;
    if (partial && !replaces) {
      throw CommandFailure.usage(
          "--partial is for a flags.json.",
          "leave it out: a file of another product is taken as far as it can be");
    }
    ApiPath path =
        replaces
            ? ApiPath.of("flags.json").with("partial", partial ? true : null)
            : ApiPath.of("flags", "import").with("format", format);
    ApiReply reply =
        context
            .caller()
            .call(
                AdminApi.FLAGS,
                replaces ? "PUT" : "POST",
                edit(path),
                GivenFile.read(file),
                replaces ? "application/json" : "application/octet-stream");
    ApiJson result = reply.json();
    var words =
        new StringBuilder("%d flags changed.".formatted(result.at("changes").items().size()));
    notes(result, "changed", words);
    notes(result, "lost", words);
    notes(result, "leftOut", words);
    for (ApiJson flag : result.at("refused").items()) {
      for (ApiJson error : flag.at("errors").items()) {
        words.append("\n  refused ").append(flag.at("key").text()).append(" ");
        words.append(error.at("pointer").text()).append(": ").append(error.at("detail").text());
      }
    }
    return done(reply, words.toString());
  }

  private static void notes(ApiJson result, String kind, StringBuilder words) {
    for (ApiJson note : result.at(kind).items()) {
      words.append("\n  ").append(kind.equals("leftOut") ? "left out" : kind).append(" ");
      words.append(note.at("key").text()).append(" ").append(note.at("pointer").text());
      words.append(": ").append(note.at("detail").text());
    }
  }
}
