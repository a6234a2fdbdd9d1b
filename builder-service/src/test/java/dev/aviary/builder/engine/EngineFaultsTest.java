package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class EngineFaultsTest {
  @Test
  void whatTheEngineWillNotDoIsRefused() {
    assertTrue(EngineFaults.refuses(new BadRequestException("Invalid signal: BOGUS")));
    assertTrue(EngineFaults.refuses(new ConflictException("name in use")));
  }

  @Test
  void aServerErrorIsNoRefusalWhateverItsStatus() {
    assertFalse(EngineFaults.refuses(new InternalServerErrorException("no space left on device")));
    assertFalse(EngineFaults.refuses(new DockerException("bad gateway", 502)));
    assertTrue(EngineFaults.away(new DockerException("bad gateway", 502)));
  }

  @Test
  void aUserThatTheImageDoesNotHaveIsAFaultOfTheImage() {
    assertTrue(
        EngineFaults.refuses(
            new InternalServerErrorException(
                "unable to find user nosuch: no matching entries in passwd file")));
    assertTrue(
        EngineFaults.refuses(
            new InternalServerErrorException("Cannot mkdir: /etc/passwd is not a directory")));
  }

  @Test
  void aConversationThatBrokeIsKnownByItsCause() {
    assertTrue(EngineFaults.lost(new RuntimeException(new SocketTimeoutException("30 s"))));
    assertTrue(EngineFaults.lost(new IOException("broken pipe")));
    assertTrue(EngineFaults.lost(new CancellationException()), "the client was closed in a call");
    assertFalse(EngineFaults.lost(new IllegalStateException("ours")));
  }
}
