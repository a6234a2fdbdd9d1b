package dev.aviary.monitor.notify;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.openapi.Described;
import dev.aviary.contract.result.Refusal;
import dev.aviary.monitor.secret.MonitorSecret;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows the listeners with what their signatures are verified with, and sends a message to try one.
 */
@Controller("/listeners")
@ExecuteOn(TaskExecutors.BLOCKING)
class ListenerController {
  private static final String TEST = "listener-test";

  private final Recipients recipients;
  private final ListenerClient client;
  private final MonitorSecret secret;
  private final Instance instance;
  private final InstantSource clock;

  ListenerController(
      Recipients recipients,
      ListenerClient client,
      MonitorSecret secret,
      Instance instance,
      InstantSource clock) {
    this.recipients = recipients;
    this.client = client;
    this.secret = secret;
    this.instance = instance;
    this.clock = clock;
  }

  /**
   * One listener.
   *
   * @param place scheme, host and port of its address
   * @param secret what a webhook's signatures are verified with; null: it is none
   */
  @Serdeable
  record View(
      String name,
      String form,
      String place,
      @Nullable String secret,
      int waiting,
      @Nullable Instant oldestSince,
      @Nullable Instant refusedSince,
      @Nullable String reason) {}

  /**
   * Lists the listeners.
   *
   * @return the listeners
   */
  @Described.AdminRead
  @Get
  List<View> all() {
    return recipients.all().stream().map(this::view).toList();
  }

  /**
   * Posts a message of the type {@code listener-test} at once, past what waits.
   *
   * @throws ProblemException 404 for a name that no listener has, 502 with the receiver's words
   *     when it does not take it
   */
  @Described.ForAdmin
  @Described.OfOne
  @ApiResponse(responseCode = "204", ref = "Done")
  @ApiResponse(responseCode = "502", ref = "ListenerRefuses")
  @Post("/{name}/test")
  @Status(HttpStatus.NO_CONTENT)
  void test(String name) throws InterruptedException {
    Listener listener =
        recipients.all().stream()
            .map(Recipient::listener)
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("there is no listener of that name"));
    if (client.post(listener, message()) instanceof Refusal<Message> no) {
      throw new ProblemException(
          HttpStatus.BAD_GATEWAY, "the listener does not take it: " + no.reason());
    }
  }

  private Message message() {
    Instant now = clock.instant();
    return new Message(
        Message.VERSION,
        "%s-test-%d".formatted(instance.name(), now.toEpochMilli()),
        TEST,
        now,
        instance.name(),
        "api",
        null,
        null,
        "a message to try this listener",
        "Alerts, failed deployments and what you must do come here.",
        null,
        null);
  }

  private View view(Recipient recipient) {
    Listener listener = recipient.listener();
    Recipient.Standing standing = recipient.standing();
    return new View(
        listener.name(),
        listener.form().id(),
        listener.place(),
        listener.form() == MessageForm.WEBHOOK
            ? MessageSignature.of(listener, secret).secret()
            : null,
        standing.waiting(),
        standing.oldest(),
        standing.refusedSince(),
        standing.reason());
  }
}
