package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is said against a source, and what against the engine. */
final class BuildFollowerTest {
  @Test
  void whatTheEngineRefusesIsNotWaitedFor() {
    assertEquals(
        new Built.Broken("the Docker engine refuses: Status 400: invalid reference format"),
        BuildFollower.refused(new BadRequestException("invalid reference format")));
  }

  @Test
  void anEngineThatFailsOrIsAwayIsWaitedForAndSaidToBe() {
    assertEquals(
        new Built.EngineAway("the Docker engine failed: Status 500: no space left"),
        BuildFollower.refused(new InternalServerErrorException("no space left")));
    assertEquals(
        new Built.EngineAway("the Docker engine cannot be reached: connection refused"),
        BuildFollower.away(new IOException("connection refused")));
  }
}
