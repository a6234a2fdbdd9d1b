package dev.aviary.monitor.console.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** When a session ends. */
final class SessionsTest {
  private Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private final Sessions sessions = new Sessions(() -> now);

  @Test
  void oneThatIsNotUsedForAnHourEnds() {
    String cookie = sessions.begin("mara", Role.VIEWER).cookie();
    later(Duration.ofMinutes(59));
    assertTrue(sessions.use(cookie).isPresent());
    later(Duration.ofMinutes(59));
    assertTrue(sessions.use(cookie).isPresent());
    later(Duration.ofMinutes(60));
    assertTrue(sessions.use(cookie).isEmpty());
    assertTrue(sessions.use(cookie).isEmpty());
  }

  @Test
  void oneThatIsUsedAllTheTimeEndsAfterTwelveHours() {
    var begun = sessions.begin("mara", Role.VIEWER);
    for (int i = 1; i < 24; i++) {
      later(Duration.ofMinutes(30));
      assertTrue(sessions.useKey(begun.session().key()).isPresent(), now.toString());
    }
    later(Duration.ofMinutes(30));
    assertTrue(sessions.use(begun.cookie()).isEmpty());
  }

  @Test
  void whatTheBrowserHoldsIsKeptAsItsHashAlone() {
    var begun = sessions.begin("mara", Role.VIEWER);
    assertFalse(begun.session().toString().contains(begun.cookie()));
    assertEquals(64, begun.session().key().length());
    assertTrue(sessions.use(begun.session().key()).isEmpty());
  }

  @Test
  void oneTooManyEndsTheOneThatWasUnusedForLongest() {
    var cookies = new ArrayList<String>();
    for (int i = 0; i < Sessions.MOST; i++) {
      cookies.add(sessions.begin("mara", Role.VIEWER).cookie());
      later(Duration.ofSeconds(1));
    }
    assertTrue(sessions.use(cookies.get(0)).isPresent());
    later(Duration.ofSeconds(1));
    String last = sessions.begin("jo", Role.VIEWER).cookie();
    assertTrue(sessions.use(cookies.get(0)).isPresent());
    assertTrue(sessions.use(cookies.get(1)).isEmpty());
    assertTrue(sessions.use(cookies.get(2)).isPresent());
    assertTrue(sessions.use(last).isPresent());
  }

  @Test
  void thoseOfOneTokenEndTogether() {
    String mara = sessions.begin("mara", Role.VIEWER).cookie();
    String jo = sessions.begin("jo", Role.VIEWER).cookie();
    sessions.endAllOf("mara");
    assertTrue(sessions.use(mara).isEmpty());
    assertTrue(sessions.use(jo).isPresent());
  }

  private void later(Duration by) {
    now = now.plus(by);
  }
}
