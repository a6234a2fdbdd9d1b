package dev.aviary.monitor.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.monitor.mail.DeliveryResult.Again;
import dev.aviary.monitor.mail.DeliveryResult.Away;
import dev.aviary.monitor.mail.DeliveryResult.Delivered;
import dev.aviary.monitor.mail.DeliveryResult.SetAside;
import dev.aviary.monitor.testing.SmtpServer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a letter, by what a real mail server answers. */
final class LetterDeliveryIT {
  private static final String OWNER = "owner@example.org";
  private static final String LEFT = "left@example.org";
  private static final String UNICODE = "j\u00f6rg@example.org";

  private final SmtpServer server = SmtpServer.plain();

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aLetterWhoseTextWasSentAndNotAnsweredIsNotSentAgainForHalfAnHour() {
    server.answering("a text", "");
    LetterDelivery delivery = delivery(OWNER);
    var again = assertInstanceOf(Again.class, attempt(delivery));
    assertTrue(again.pause().toMinutes() >= 29, again.toString());
    assertTrue(again.reason().contains("no answer"), again.reason());

    assertInstanceOf(Again.class, attempt(delivery));
    assertEquals(1, server.taken().size());
  }

  @Test
  void aLetterThatIsPostponedIsSentAgainSoon() {
    server.answering("a text", "451 4.7.1 greylisted");
    var again = assertInstanceOf(Again.class, attempt(delivery(OWNER)));
    assertTrue(again.pause().toSeconds() <= 1, again.toString());
    assertEquals("451 4.7.1 greylisted", again.reason());
  }

  @Test
  void aLetterThatIsRefusedForItsContentIsSetAside() {
    server.answering("a text", "554 5.7.1 looks like spam");
    assertEquals(new SetAside("554 5.7.1 looks like spam"), attempt(delivery(OWNER)));
  }

  @Test
  void theAnswerToTheTextCountsThoughTheServerHangsUpRightAfterIt() {
    server.hangingUp();
    assertInstanceOf(Delivered.class, attempt(delivery(OWNER)));
    server.answering("a text", "554 5.7.1 looks like spam");
    assertEquals(new SetAside("554 5.7.1 looks like spam"), attempt(delivery(OWNER)));
  }

  @Test
  void aRecipientThatIsRefusedIsNamedAndTheOthersHaveTheLetter() {
    server.refusingRecipient(LEFT, "550 5.1.1 nobody");
    var delivered = assertInstanceOf(Delivered.class, attempt(delivery(LEFT, OWNER)));
    assertEquals(Set.of(LEFT), delivered.refused().keySet());
    assertEquals(List.of(OWNER), server.takenFor());
  }

  @Test
  void whereEveryRecipientIsRefusedTheLetterWaits() {
    server.refusingRecipient(LEFT, "550 5.1.1 nobody");
    var again = assertInstanceOf(Again.class, attempt(delivery(LEFT)));
    assertTrue(again.reason().contains("550 5.1.1 nobody"), again.reason());
  }

  @Test
  void onlyWhoHasNoLetterYetGetsOneAfterAFailure() {
    server.refusingRecipient(LEFT, "450 4.2.0 later");
    LetterDelivery delivery = delivery(LEFT, OWNER);
    assertInstanceOf(Again.class, attempt(delivery));
    assertInstanceOf(Again.class, attempt(delivery));
    assertEquals(List.of(OWNER), server.takenFor());
  }

  @Test
  void withoutAServerTheLetterWaits() throws IOException {
    server.close();
    assertInstanceOf(Away.class, attempt(delivery(OWNER)));
  }

  @Test
  void anAddressOutsideOfAsciiIsSentWhereTheServerOffersIt() {
    server.offering("SMTPUTF8");
    assertInstanceOf(Delivered.class, attempt(delivery(UNICODE)));
    assertTrue(
        server.commands().contains("RCPT TO:<" + UNICODE + ">"), server.commands().toString());
    assertTrue(server.commands().contains("MAIL FROM:<aviary@localhost> SMTPUTF8"));
    assertTrue(server.taken().getFirst().text().contains("To: " + UNICODE));
  }

  @Test
  void anAddressOutsideOfAsciiIsRefusedWithTheReasonWhereTheServerDoesNotOfferIt() {
    var delivered = assertInstanceOf(Delivered.class, attempt(delivery(UNICODE, OWNER)));
    assertTrue(
        String.valueOf(delivered.refused().get(UNICODE)).contains("SMTPUTF8"),
        delivered.toString());
    assertEquals(List.of(OWNER), server.takenFor());
  }

  @Test
  void aLetterThatNeedsNoSmtputf8DoesNotAskForIt() {
    server.offering("SMTPUTF8");
    attempt(delivery(OWNER));
    assertTrue(server.commands().contains("MAIL FROM:<aviary@localhost>"));
  }

  private static DeliveryResult attempt(LetterDelivery delivery) {
    return delivery.attempt(System.nanoTime());
  }

  private LetterDelivery delivery(String... recipients) {
    var settings =
        new MailSettings(
            "127.0.0.1",
            server.port(),
            "",
            "",
            "plain",
            "",
            "aviary@localhost",
            String.join(",", recipients));
    var copies = new LinkedHashMap<String, Copy>();
    settings.recipients().forEach(each -> copies.put(each, Copy.UNTRIED));
    return new LetterDelivery(
        new Letter("1@test", "a subject", "a text"),
        copies,
        new MailServer(settings, new MailSessions(settings)),
        (recipient, copy) -> {});
  }
}
