package dev.aviary.builder.registry;

/** What a registry says of an image. */
public sealed interface ImageLookup {

  /** It has it, by this digest. */
  record At(ImageReference exact) implements ImageLookup {}

  /**
   * It does not give it.
   *
   * @param reason for a person
   */
  record Refused(String reason) implements ImageLookup {}

  /**
   * It does not say.
   *
   * @param reason for a person
   */
  record Unreachable(String reason) implements ImageLookup {}
}
