package dev.aviary.builder.image;

import dev.aviary.builder.buildkit.BuildConversation;
import java.time.Duration;
import java.util.Optional;

/**
 * What BuildKit says of a build.
 *
 * @param dockerfile whose steps it names, on the lines of its author
 * @param sent what BuildKit was given of it
 */
record BuildKitOutput(
    BuildConversation conversation, Dockerfile dockerfile, ExtendedDockerfile sent)
    implements BuildOutput {

  @Override
  public boolean ended(Duration wait) throws InterruptedException {
    return conversation.ended(wait);
  }

  @Override
  public Optional<String> image() {
    return conversation.image();
  }

  @Override
  public Optional<String> error() {
    return conversation.error().map(sent::told);
  }

  @Override
  public Optional<Throwable> broken() {
    return conversation.broken();
  }

  /** The instruction whose step failed. */
  Optional<Dockerfile.Instruction> failed() {
    return conversation.failedStep().flatMap(step -> dockerfile.at(step, conversation.steps()));
  }

  @Override
  public void close() {
    conversation.close();
  }
}
