package dev.aviary.cli.invocation;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.text.TextStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that calls the admin APIs. */
@Command
public abstract class ApiCommand extends ContextCommand {
  @Option(names = "--json", description = "print JSON: the API's own as it is, where there is one")
  protected boolean json;

  protected ApiCommand(CommandContext context) {
    super(context);
  }

  protected final TextStyle style() {
    return context.style();
  }

  protected final ApiReply get(AdminApi api, ApiPath path) {
    return context.caller().call(api, "GET", path);
  }

  protected final ApiReply send(AdminApi api, String method, ApiPath path, Object body) {
    return context.caller().call(api, method, path, body);
  }

  protected final void print(String line) {
    context.out().println(line);
  }

  /**
   * With {@code --json} the JSON as it is, of an answer without a body {@code {}}; else the words.
   */
  protected final ExitStatus done(ApiReply reply, String words) {
    print(json ? reply.body().isBlank() ? "{}" : reply.body() : words);
    return ExitStatus.DONE;
  }
}
