package dev.aviary.cli.machine;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.instance.InstancePort;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "open",
    description = "open the console, or an app, in a browser; without a display print the address")
public final class OpenCommand extends ApiCommand {
  @Parameters(arity = "0..1", paramLabel = "APP", description = "the app; else the console")
  private String app = "";

  public OpenCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    String address =
        app.isEmpty() ? context.access().at(InstancePort.MONITOR) + "/console" : ofApp();
    boolean display =
        !context.environment("DISPLAY").isEmpty()
            || !context.environment("WAYLAND_DISPLAY").isEmpty();
    if (display && context.isTerminal() && !json) {
      HostCommand.run(Map.of(), List.of("xdg-open", address));
    }
    print(json ? ApiJson.write(Map.of("address", address)) : address);
    return ExitStatus.DONE;
  }

  private String ofApp() {
    ApiJson spec = get(AdminApi.BUILDER, ApiPath.of("apps", app)).json().at("spec");
    String own = spec.at("address").text();
    if (!own.isEmpty()) {
      return own;
    }
    List<ApiJson> hosts = spec.at("hosts").items();
    String host = hosts.isEmpty() ? context.access().address().getHost() : hosts.getFirst().text();
    return "http://%s:%d/".formatted(host, context.access().port(InstancePort.PUBLIC));
  }
}
