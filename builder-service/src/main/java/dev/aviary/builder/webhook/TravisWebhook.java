package dev.aviary.builder.webhook;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.source.Branch;
import dev.aviary.builder.trigger.DeploymentIntake;
import dev.aviary.builder.trigger.WantedDeployment;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.DeploymentAdmission;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes Travis's deliveries. Nothing of one is looked at before its signature is checked. */
@Singleton
final class TravisWebhook {
  private static final Logger LOG = LoggerFactory.getLogger(TravisWebhook.class);

  private final TravisKey key;
  private final Wire wire;
  private final SpecStore apps;
  private final DeploymentIntake intake;

  TravisWebhook(TravisKey key, Wire wire, SpecStore apps, DeploymentIntake intake) {
    this.key = key;
    this.wire = wire;
    this.apps = apps;
    this.intake = intake;
  }

  /**
   * @param form the body as posted
   * @param signature the header {@code Signature}, base64
   */
  Result<DeploymentAdmission> take(String form, @Nullable String signature, Origin origin) {
    Optional<byte[]> payload = TravisForm.payload(form);
    if (payload.isEmpty()) {
      return refused(origin, HttpStatus.BAD_REQUEST, "the form has no field named payload");
    }
    if (signature == null || signature.isBlank()) {
      return refused(origin, HttpStatus.UNAUTHORIZED, "there is no header named Signature");
    }
    return switch (key.check(payload.get(), TravisRsaSignature.ofBase64(signature))) {
      case SignatureVerification.Genuine _ -> read(payload.get(), origin);
      case SignatureVerification.Forged _ ->
          refused(origin, HttpStatus.FORBIDDEN, "the signature is not Travis's for this payload");
      case SignatureVerification.Unknown(String reason) ->
          refused(
              origin,
              HttpStatus.SERVICE_UNAVAILABLE,
              "the key that Travis signs with cannot be fetched: " + reason);
    };
  }

  private Result<DeploymentAdmission> read(byte[] payload, Origin origin) {
    TravisBuild build;
    try {
      build = wire.read(new String(payload, StandardCharsets.UTF_8), TravisBuild.class);
    } catch (UncheckedIOException e) {
      return refused(
          origin, HttpStatus.BAD_REQUEST, "the payload is not a build: " + e.getMessage());
    }
    List<AppSpec> named =
        apps.all().stream().filter(app -> build.slug().equalsIgnoreCase(app.slug())).toList();
    if (named.isEmpty()) {
      return refused(origin, HttpStatus.NOT_FOUND, "no app has the slug " + build.slug());
    }
    Optional<String> objection = build.objection();
    if (objection.isPresent()) {
      return refused(origin, HttpStatus.UNPROCESSABLE_ENTITY, objection.get());
    }
    if (named.size() > 1) {
      return refused(
          origin,
          HttpStatus.CONFLICT,
          "several apps have the slug " + build.slug() + "; call /build?app=");
    }
    WantedDeployment wanted = wanted(named.getFirst(), build, origin);
    return wanted.app().triggers().takesBranch(wanted.branch().name())
        ? intake.ask(wanted)
        : refused(
            origin,
            HttpStatus.UNPROCESSABLE_ENTITY,
            "branch %s of %s is not deployed: branches is %s"
                .formatted(
                    wanted.branch().name(),
                    wanted.app().name(),
                    wanted.app().triggers().branches()));
  }

  private static WantedDeployment wanted(AppSpec app, TravisBuild build, Origin origin) {
    String commit = Check.commit(build.commit());
    return new WantedDeployment(
        app, Branch.of(build.branch()), commit, "travis", build.buildNumber(), null, origin, null);
  }

  private static Refusal<DeploymentAdmission> refused(
      Origin origin, HttpStatus status, String reason) {
    LOG.atWarn()
        .addKeyValue("status", status.getCode())
        .addKeyValue("client", origin.client())
        .addKeyValue("request", origin.request())
        .addKeyValue("reason", reason)
        .log("Refused a Travis delivery");
    return new Refusal<>(status, reason);
  }
}
