package dev.aviary.builder.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TravisKeyTest {
  private static final PublicKey TRAVIS = PublicKeys.read(RealDelivery.KEY);
  private static final PublicKey OLD = another();
  private static final TravisRsaSignature SIGNATURE =
      TravisRsaSignature.ofBase64(RealDelivery.SIGNATURE);
  private static final TravisRsaSignature FORGED = TravisRsaSignature.ofBase64("YWJj");

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Published published = new Published();
  private final TravisKey key = new TravisKey(null, published, nanos::get);

  @Test
  void thePublishedKeyIsFetchedOnceAndKept() {
    published.next(TRAVIS);
    assertInstanceOf(SignatureVerification.Genuine.class, check(SIGNATURE));
    assertInstanceOf(SignatureVerification.Genuine.class, check(SIGNATURE));
    assertEquals(1, published.fetches);
  }

  @Test
  void aConfiguredKeyIsNeverFetched() {
    var configured = new TravisKey(TRAVIS, published, nanos::get);
    assertInstanceOf(
        SignatureVerification.Genuine.class, configured.check(RealDelivery.payload(), SIGNATURE));
    assertInstanceOf(
        SignatureVerification.Forged.class, configured.check(RealDelivery.payload(), FORGED));
    assertEquals(0, published.fetches);
  }

  @Test
  void aNewKeyOfTravisIsFoundWhenASignatureDoesNotMatchTheOldOne() {
    published.next(OLD);
    published.next(TRAVIS);
    assertInstanceOf(SignatureVerification.Forged.class, check(SIGNATURE));
    nanos.addAndGet(TravisKey.AGAIN.toNanos());
    assertInstanceOf(SignatureVerification.Genuine.class, check(SIGNATURE));
  }

  @Test
  void forgedSignaturesFetchTheKeyAtMostOnceAMinute() {
    published.next(TRAVIS);
    published.next(TRAVIS);
    for (int i = 0; i < 10; i++) {
      assertInstanceOf(SignatureVerification.Forged.class, check(FORGED));
    }
    assertEquals(1, published.fetches);
    nanos.addAndGet(TravisKey.AGAIN.toNanos());
    assertInstanceOf(SignatureVerification.Forged.class, check(FORGED));
    assertInstanceOf(SignatureVerification.Forged.class, check(FORGED));
    assertEquals(2, published.fetches);
  }

  @Test
  void withoutAKeyNobodyCanSay() {
    var unknown = assertInstanceOf(SignatureVerification.Unknown.class, check(SIGNATURE));
    assertEquals("out of order", unknown.reason());
    published.next(TRAVIS);
    nanos.addAndGet(TravisKey.AGAIN_AFTER_FAILURE.toNanos());
    assertInstanceOf(SignatureVerification.Genuine.class, check(SIGNATURE));
  }

  @Test
  void anAddressThatIsOutOfOrderIsNotAskedForEveryDelivery() {
    for (int i = 0; i < 10; i++) {
      assertInstanceOf(SignatureVerification.Unknown.class, check(SIGNATURE));
    }
    assertEquals(1, published.fetches);
  }

  @Test
  void theKnownKeyStandsWhileTheAddressIsOutOfOrder() {
    published.next(TRAVIS);
    assertInstanceOf(SignatureVerification.Genuine.class, check(SIGNATURE));
    nanos.addAndGet(TravisKey.AGAIN.toNanos());
    assertInstanceOf(SignatureVerification.Unknown.class, check(FORGED));
    assertInstanceOf(SignatureVerification.Genuine.class, check(SIGNATURE));
  }

  @Test
  void aDeliveryWithANewKeyIsNotCalledForgedWhileTheNewKeyCannotBeHad() {
    published.next(OLD);
    assertInstanceOf(SignatureVerification.Forged.class, check(SIGNATURE));
    nanos.addAndGet(TravisKey.AGAIN.toNanos());
    assertInstanceOf(SignatureVerification.Unknown.class, check(SIGNATURE));
    published.next(TRAVIS);
    nanos.addAndGet(TravisKey.AGAIN_AFTER_FAILURE.toNanos());
    assertInstanceOf(SignatureVerification.Genuine.class, check(SIGNATURE));
  }

  @Test
  void aGenuineDeliveryIsTakenWhileTheKeyIsFetchedForAForgedOne() throws Exception {
    var asked = new CountDownLatch(1);
    var answers = new CountDownLatch(1);
    var first = new AtomicBoolean(true);
    KeySource slow =
        () -> {
          if (!first.getAndSet(false)) {
            asked.countDown();
            awaitUninterruptibly(answers);
          }
          return TRAVIS;
        };
    var key = new TravisKey(null, slow, nanos::get);
    key.check(RealDelivery.payload(), SIGNATURE);
    nanos.addAndGet(TravisKey.AGAIN.toNanos());
    Thread forger = Thread.ofVirtual().start(() -> key.check(RealDelivery.payload(), FORGED));
    assertTrue(asked.await(10, TimeUnit.SECONDS));
    var taken =
        CompletableFuture.supplyAsync(() -> key.check(RealDelivery.payload(), SIGNATURE))
            .get(10, TimeUnit.SECONDS);
    assertInstanceOf(SignatureVerification.Genuine.class, taken);
    answers.countDown();
    forger.join();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private SignatureVerification check(TravisRsaSignature signature) {
    return key.check(RealDelivery.payload(), signature);
  }

  private static PublicKey another() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes one key after the other, and is out of order when it has none. */
  private static final class Published implements KeySource {
    private final Deque<PublicKey> keys = new ArrayDeque<>();
    private int fetches;

    void next(PublicKey key) {
      keys.add(key);
    }

    @Override
    public PublicKey fetch() throws IOException {
      fetches++;
      PublicKey key = keys.poll();
      if (key == null) {
        throw new IOException("out of order");
      }
      return key;
    }
  }
}
