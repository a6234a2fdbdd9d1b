package dev.aviary.builder.webhook;

import dev.aviary.contract.app.BadValueException;
import java.util.List;

/** How the deliveries of one kind of forge are signed and read. */
interface Forge {

  /** Its name: in the address of its webhooks, and as the trigger of deployments. */
  String id();

  /** The headers of which one must hold the signature. */
  List<String> signatureHeaders();

  /** Whether the sender of the delivery knows this secret. Nothing of it is read before. */
  boolean isGenuine(PostedEvent event, WebhookSecret secret);

  /**
   * What it says, for each branch that it is about.
   *
   * @throws BadValueException when something is missing that such an event has
   * @throws dev.aviary.contract.redis.DamagedException when it is not JSON of this form
   */
  List<Signal> read(PostedEvent event);
}
