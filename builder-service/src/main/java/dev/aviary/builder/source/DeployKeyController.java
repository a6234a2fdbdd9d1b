package dev.aviary.builder.source;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.seal.SealedException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.util.List;

/** What an app needs for a repository over ssh, over HTTP. */
@Controller("/apps/{app}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeployKeyController {
  private final SpecStore apps;
  private final DeployKeys keys;
  private final KnownHosts known;

  DeployKeyController(SpecStore apps, DeployKeys keys, KnownHosts known) {
    this.apps = apps;
    this.keys = keys;
    this.known = known;
  }

  /**
   * The public half of a deploy key.
   *
   * @param publicKey a line for the git server, as OpenSSH writes it
   * @param fingerprint of it, {@code SHA256:...}
   * @param knownHosts the servers that the app has met, and their keys, a line each
   */
  @Serdeable
  record Shown(String publicKey, String fingerprint, List<String> knownHosts) {}

  /**
   * Shows the public half of the app's deploy key, and the servers that it has met.
   *
   * @return the key and the servers
   */
  @Described.AdminRead
  @Described.OfOne
  @Described.InSomeStates
  @Get("/deploy-key")
  Shown deployKey(String app) {
    try {
      DeployKey key = keys.of(name(app));
      return new Shown(key.line(), key.fingerprint(), known.lines(app));
    } catch (SealedException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    }
  }

  /** Forgets the deploy key. Another one is made when one is needed next. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.AdminRead
  @Described.OfOne
  @Delete("/deploy-key")
  @Status(HttpStatus.NO_CONTENT)
  void forgetKey(String app) throws IOException {
    keys.forget(name(app));
  }

  /** Forgets the keys of servers. The next key that a server shows is trusted anew. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.AdminRead
  @Described.OfOne
  @Delete("/known-hosts")
  @Status(HttpStatus.NO_CONTENT)
  void forgetHosts(String app) throws IOException {
    known.forget(name(app));
  }

  private String name(String app) {
    return apps.find(Check.app(app))
        .orElseThrow(() -> ProblemException.notFound("there is no app named " + app))
        .name();
  }
}
