package dev.aviary.balancer.access;

import dev.aviary.balancer.client.ClientRate;
import dev.aviary.balancer.client.Peer;
import io.netty.handler.codec.http.HttpHeaders;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * bcrypt takes 50 ms and more by intention. So a password is compared on a thread of its own, once
 * for all requests that bring it at the same time, and is remembered for a while. Visitors that are
 * remembered do not wait for those that are not.
 *
 * A flood of wrong passwords costs at most one core: there is one thread. A client gets so many
 * comparisons a second, an app has so many places in the queue, and what is above is answered 429.
 * So the flood of one client, or at one app, leaves places for the others.
 *
 * What is remembered is a keyed hash of name, password and stored hash. The key is of this process
 * alone, and a password that was changed in the settings counts at once, because its stored hash is
 * another one.
 */

/** Compares passwords with bcrypt hashes, off the event loops. For many threads. */
@Singleton
public final class PasswordChecks {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordChecks.class);
  private static final String HMAC = "HmacSHA256";
  private static final int PER_SECOND = 2;
  private static final int BURST = 20;
  private static final int MOST_WAITING = 64;
  private static final int MOST_OF_AN_APP = 16;
  private static final int MOST_TOGETHER = 256;
  private static final int MOST_REMEMBERED = 4_096;
  private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final ClientRate rate = new ClientRate(PER_SECOND, BURST);
  private final SecretKeySpec key = key();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("passwords").factory());

  /** Until when each is remembered, by {@link System#nanoTime()}; the one used last is the last. */
  private final Map<ByteBuffer, Long> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Long> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private final Map<ByteBuffer, List<Consumer<Boolean>>> waiting = new HashMap<>();
  private final Map<String, Integer> ofApp = new HashMap<>();

  PasswordChecks() {
    thread.allowCoreThreadTimeOut(true);
  }

  /** Counts a comparison of the client that the request is made for; false: one too many. */
  boolean mayAsk(Peer peer, HttpHeaders headers) {
    return rate.withinRate(peer, headers);
  }

  /** Whether the password was found to be that of the hash a short while ago. */
  boolean remembers(BasicCredentials credentials, String hash) {
    ByteBuffer digest = digest(credentials, hash);
    synchronized (remembered) {
      Long until = remembered.get(digest);
      return until != null && until - System.nanoTime() > 0;
    }
  }

  /**
   * Compares the password with the hash, and tells the result on another thread.
   *
   * @return false, and nothing is told, when too many wait already
   */
  boolean begin(String app, BasicCredentials credentials, String hash, Consumer<Boolean> told) {
    ByteBuffer digest = digest(credentials, hash);
    synchronized (waiting) {
      List<Consumer<Boolean>> together = waiting.get(digest);
      if (together != null) {
        return together.size() < MOST_TOGETHER && together.add(told);
      }
      if (ofApp.getOrDefault(app, 0) >= MOST_OF_AN_APP) {
        return false;
      }
      try {
        thread.execute(() -> compare(app, digest, credentials, hash));
      } catch (RejectedExecutionException e) {
        return false;
      }
      waiting.put(digest, new ArrayList<>(List.of(told)));
      ofApp.merge(app, 1, Integer::sum);
      return true;
    }
  }

  private void compare(String app, ByteBuffer digest, BasicCredentials credentials, String hash) {
    boolean matches = matches(credentials, hash);
    if (matches) {
      synchronized (remembered) {
        remembered.put(digest, System.nanoTime() + REMEMBERED_NANOS);
      }
    }
    List<Consumer<Boolean>> together;
    synchronized (waiting) {
      together = waiting.remove(digest);
      ofApp.computeIfPresent(app, (name, count) -> count == 1 ? null : count - 1);
    }
    for (Consumer<Boolean> each : together == null ? List.<Consumer<Boolean>>of() : together) {
      tell(each, matches);
    }
  }

  /** An event loop that has ended takes no task; the others are told all the same. */
  private static void tell(Consumer<Boolean> each, boolean matches) {
    try {
      each.accept(matches);
    } catch (RejectedExecutionException e) {
      LOG.atTrace().log("An event loop ended before a password was compared");
    }
  }

  private static boolean matches(BasicCredentials credentials, String hash) {
    try {
      return OpenBSDBCrypt.checkPassword(hash, credentials.password().toCharArray());
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("Could not compare a password; give its user another bcrypt hash");
      return false;
    }
  }

  private ByteBuffer digest(BasicCredentials credentials, String hash) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      // A hash has 60 characters and a name no colon: two that differ are not put together alike.
      String all = hash + credentials.user() + ':' + credentials.password();
      return ByteBuffer.wrap(mac.doFinal(all.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static SecretKeySpec key() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new SecretKeySpec(bytes, HMAC);
  }

  @PreDestroy
  void close() {
    thread.shutdownNow();
  }
}
