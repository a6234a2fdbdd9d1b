package dev.aviary.builder.webhook;

import dev.aviary.builder.listener.PublicAddress;
import dev.aviary.builder.trigger.BuildTokens;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.openapi.Described;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells what is to be entered at a forge. */
@Controller("/apps/{app}/webhook")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WebhookController {
  private final SpecStore apps;
  private final BuildTokens secrets;
  private final PublicAddress address;
  private final List<Forge> forges;

  WebhookController(
      SpecStore apps, BuildTokens secrets, PublicAddress address, List<Forge> forges) {
    this.apps = apps;
    this.secrets = secrets;
    this.address = address;
    this.forges = forges;
  }

  /**
   * What a forge is given.
   *
   * @param addresses by the forge's name; paths alone where the public address is not set
   * @param secret what GitHub, Gitea, Forgejo and Bitbucket call the secret, and GitLab the secret
   *     token
   * @param signingToken what GitLab signs with, in the place of the secret token
   * @param deployOn which event deploys
   */
  @Serdeable
  record Entered(
      Map<String, String> addresses, String secret, String signingToken, String deployOn) {}

  /**
   * Tells what is entered at a forge: address and secret.
   *
   * @return address and secret
   */
  @Described.AdminRead
  @Described.OfOne
  @Get
  Entered webhook(String app) {
    AppSpec spec =
        apps.find(Check.app(app))
            .orElseThrow(() -> ProblemException.notFound("there is no app named " + app));
    var secret = new WebhookSecret(secrets.webhookKey(app));
    var addresses = new TreeMap<String, String>();
    for (Forge forge : forges) {
      addresses.put(forge.id(), address.of("/webhooks/" + forge.id() + "?app=" + app));
    }
    return new Entered(addresses, secret.text(), secret.signingToken(), spec.triggers().deployOn());
  }
}
