package dev.aviary.balancer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

final class RenewalPlanTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant END = BEGIN.plus(Duration.ofDays(90));
  private static final Instant LAST_THIRD = BEGIN.plus(Duration.ofDays(60));

  private final Random random = new Random(9773);

  @Test
  void aCertificateIsRenewedAtTheBeginningOfItsLastThird() throws Exception {
    for (int serial = 1; serial < 50; serial++) {
      Instant at = RenewalPlan.byLifetime(certificate(serial), BEGIN).at();
      assertFalse(at.isBefore(LAST_THIRD), "" + at);
      assertTrue(at.isBefore(LAST_THIRD.plus(Duration.ofDays(3))), "" + at);
    }
  }

  @Test
  void itsMomentStaysTheSameOverARestart() throws Exception {
    assertEquals(
        RenewalPlan.byLifetime(certificate(7), BEGIN).at(),
        RenewalPlan.byLifetime(certificate(7), END).at());
  }

  @Test
  void aWindowOfTheAuthorityCountsInItsPlace() throws Exception {
    Instant start = BEGIN.plus(Duration.ofDays(10));
    Instant end = start.plus(Duration.ofDays(2));
    for (int i = 0; i < 50; i++) {
      Instant at = within(start, end).at();
      assertFalse(at.isBefore(start) || at.isAfter(end), "" + at);
    }
  }

  @Test
  void aWindowThatIsAlwaysOverMakesNoLoop() throws Exception {
    Instant longAgo = BEGIN.minus(Duration.ofDays(2));
    assertEquals(BEGIN.plus(Duration.ofHours(6)), within(longAgo, BEGIN).at());
  }

  @Test
  void aWindowThatEndsAfterTheCertificateIsCutWhileASixthIsLeft() throws Exception {
    RenewalPlan plan = within(END, END.plus(Duration.ofDays(2)));
    assertEquals(END.minus(Duration.ofDays(15)), plan.at());
  }

  @Test
  void theAuthorityIsAskedAgainWhenItWantsWithinAMinuteAndADay() throws Exception {
    assertEquals(BEGIN.plusSeconds(60), asked(BEGIN));
    assertEquals(BEGIN.plusSeconds(7200), asked(BEGIN.plusSeconds(7200)));
    assertEquals(BEGIN.plusSeconds(86_400), asked(END));
  }

  @Test
  void theOwnerIsToldTwoWeeksBeforeTheEndOrAtAThirdOfALongerTime() {
    Instant renewal = END.minus(Duration.ofDays(30));
    assertEquals(END.minus(Duration.ofDays(14)), ExpiryWatch.tellAt(renewal, END));
    Instant early = END.minus(Duration.ofDays(66));
    assertEquals(END.minus(Duration.ofDays(22)), ExpiryWatch.tellAt(early, END));
    Instant late = END.minus(Duration.ofDays(2));
    assertEquals(late, ExpiryWatch.tellAt(late, END), "a certificate of six days");
  }

  private RenewalPlan within(Instant start, Instant end) throws Exception {
    return RenewalPlan.within(
        certificate(1), new RenewalPlan.Window(start, end), BEGIN, BEGIN, random);
  }

  private Instant asked(Instant wanted) throws Exception {
    var window = new RenewalPlan.Window(LAST_THIRD, END);
    return RenewalPlan.within(certificate(1), window, wanted, BEGIN, random).askAgain();
  }

  private static X509Certificate certificate(int serial) throws Exception {
    KeyPair keys = Keys256.make();
    var name = new X500Name("CN=bird.test");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(serial),
            Date.from(BEGIN),
            Date.from(END),
            name,
            keys.getPublic());
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }
}
