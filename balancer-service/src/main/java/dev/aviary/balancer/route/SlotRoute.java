package dev.aviary.balancer.route;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aviary.contract.app.Member;
import io.micronaut.serde.annotation.Serdeable;

/** What a slot's port leads to. */
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SlotRoute.Open.class, name = "open"),
  @JsonSubTypes.Type(value = SlotRoute.Closed.class, name = "closed")
})
public sealed interface SlotRoute {

  /** A container serves. */
  @Serdeable
  record Open(Member member) implements SlotRoute {}

  /**
   * Nothing may answer.
   *
   * @param reason why, for a person
   */
  @Serdeable
  record Closed(String reason) implements SlotRoute {}
}
