package dev.aviary.builder.registry;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.aviary.builder.engine.EngineFactory;
import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.secret.SealedException;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;
import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries by way of the engine, which knows mirrors, certificates and registries without
 * TLS, and pulls from them later.
 */
@Singleton
public final class ImageRegistry {
  /** What the engine sends to Docker's own registry. */
  private static final String DOCKER_HUB_ADDRESS = "https://index.docker.io/v1/";

  private static final String DOCKER_HUB_HOST = "registry-1.docker.io";
  private static final String AUTH_HEADER = "X-Registry-Auth";

  private final DockerHttpClient engine;
  private final RegistryLogins logins;
  private final JsonMapper mapper;

  ImageRegistry(
      @Named(EngineFactory.REQUESTS) DockerHttpClient engine,
      RegistryLogins logins,
      JsonMapper mapper) {
    this.engine = engine;
    this.logins = logins;
    this.mapper = mapper;
  }

  /**
   * The image by its digest; one that is given so is believed. A refusal is 422 when the registry
   * does not give the image, and 502, for now, when the registry or the engine does not answer.
   */
  public Result<ImageReference> find(String app, ImageReference image) {
    if (image.digest() != null) {
      return new Done<>(image);
    }
    try (Response answer = engine.execute(request(app, image))) {
      byte[] body = answer.getBody().readAllBytes();
      JsonNode read = mapper.readValue(body, JsonNode.class);
      JsonNode json = read == null ? JsonNode.nullNode() : read;
      return answer.getStatusCode() == 200
          ? at(image, json)
          : refused(app, image, answer.getStatusCode(), json);
    } catch (SealedException e) {
      return notThere(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unreachable("the Docker engine cannot be reached: " + e.getMessage());
    } catch (RuntimeException e) {
      if (!EngineFaults.lost(e)) {
        throw e;
      }
      return unreachable("the Docker engine cannot be reached: " + e.getMessage());
    }
  }

  /**
   * What the engine is to show the image's registry; nothing for any other than the app's own.
   *
   * @throws SealedException when it was sealed with another key
   */
  public Optional<AuthConfig> login(String app, ImageReference image) {
    return logins
        .of(app)
        .filter(login -> login.server().equals(image.registry()))
        .map(ImageRegistry::config);
  }

  /**
   * The login of an app, with the address of the only registry that may see it.
   *
   * @throws SealedException when it was sealed with another key
   */
  public Optional<AuthConfig> login(String app) {
    return logins.of(app).map(ImageRegistry::config);
  }

  /**
   * Whether a login is for a registry.
   *
   * @param host as BuildKit names it, which asks Docker's own by the host of its API
   */
  public static boolean isFor(AuthConfig login, String host) {
    return String.valueOf(login.getRegistryAddress())
        .equals(host.equals(DOCKER_HUB_HOST) ? DOCKER_HUB_ADDRESS : host);
  }

  private static AuthConfig config(RegistryLogin login) {
    return new AuthConfig()
        .withUsername(login.username())
        .withPassword(login.password())
        .withRegistryAddress(address(login));
  }

  private static String address(RegistryLogin login) {
    return login.server().equals(ImageReference.DOCKER_HUB) ? DOCKER_HUB_ADDRESS : login.server();
  }

  private Request request(String app, ImageReference image) throws IOException {
    var request =
        Request.builder()
            .method(Request.Method.GET)
            .path("/distribution/" + image.text() + "/json");
    Optional<AuthConfig> login = login(app, image);
    return login.isEmpty()
        ? request.build()
        : request.putHeader(AUTH_HEADER, header(login.get())).build();
  }

  private String header(AuthConfig login) throws IOException {
    var members =
        Map.of(
            "username", String.valueOf(login.getUsername()),
            "password", String.valueOf(login.getPassword()),
            "serveraddress", String.valueOf(login.getRegistryAddress()));
    String json = mapper.writeValueAsString(members);
    return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Result<ImageReference> at(ImageReference image, JsonNode json) {
    JsonNode descriptor = json.get("Descriptor");
    JsonNode digest = descriptor == null ? null : descriptor.get("digest");
    return digest == null || !digest.isString()
        ? unreachable("the Docker engine does not tell the digest of " + image.text())
        : new Done<>(image.at(digest.getStringValue()));
  }

  private static Result<ImageReference> refused(
      String app, ImageReference image, int status, JsonNode json) {
    String message = message(json.get("message"));
    String said = "%s: %s".formatted(image.text(), message);
    if (status == 401 || status == 403 || asksForLogin(message)) {
      return notThere(
          said
              + "; if the image is there, give its registry's login: PUT /apps/%s/registry"
                  .formatted(app));
    }
    return status == 400 || status == 404 ? notThere(said) : unreachable(said);
  }

  private static Result<ImageReference> notThere(String reason) {
    return new Refusal<>(HttpStatus.UNPROCESSABLE_ENTITY, reason);
  }

  private static Result<ImageReference> unreachable(String reason) {
    return Refusal.forNow(HttpStatus.BAD_GATEWAY, reason);
  }

  /** Engine 20.10 answers so with 500, whatever the registry said. */
  private static boolean asksForLogin(String message) {
    return message.contains("no basic auth credentials")
        || message.contains("unauthorized")
        || message.contains("authentication required")
        || message.contains("denied");
  }

  private static String message(@Nullable JsonNode message) {
    return message == null ? "the engine does not say why" : message.coerceStringValue();
  }
}
