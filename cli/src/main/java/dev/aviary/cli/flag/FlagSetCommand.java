package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiCaller;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "make a flag on or off for everybody, or give it a definition")
final class FlagSetCommand extends FlagEdit {
  @Parameters(index = "0", paramLabel = "FLAG", description = "its key")
  private String key = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "on|off", description = "on or off")
  private @Nullable String wanted;

  @Option(
      names = "--file",
      description = "a definition of flagd's flags.json as JSON; - is the input")
  private @Nullable String file;

  @Option(names = "--description", description = "what it is for")
  private @Nullable String description;

  FlagSetCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    var reply =
        context
            .caller()
            .call(AdminApi.FLAGS, "PUT", edit(ApiPath.of("flags", key)), body(), ApiCaller.JSON);
    return done(reply, changed(reply));
  }

  private byte[] body() {
    if ((file == null) == (wanted == null)) {
      throw CommandFailure.usage(
          "Say what the flag is to be.", "give on or off, or a definition with --file");
    }
    if (file != null) {
      return GivenFile.read(file);
    }
    if (!"on".equals(wanted) && !"off".equals(wanted)) {
      throw CommandFailure.usage("'%s' is neither on nor off.".formatted(wanted), "give on or off");
    }
    var brief = new LinkedHashMap<String, Object>();
    brief.put("on", "on".equals(wanted));
    if (description != null) {
      brief.put("description", description);
    }
    return ApiJson.write(brief).getBytes(StandardCharsets.UTF_8);
  }
}
