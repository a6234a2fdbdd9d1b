package dev.aviary.balancer.proxy.accept;

import dev.aviary.balancer.access.PasswordChecks;
import dev.aviary.balancer.accesslog.AccessLog;
import dev.aviary.balancer.certificate.ChallengeAnswers;
import dev.aviary.balancer.client.ClientLimiter;
import dev.aviary.balancer.http.Via;
import dev.aviary.balancer.proxy.connection.StalledClients;
import dev.aviary.balancer.proxy.exchange.HttpsRedirect;
import dev.aviary.balancer.proxy.exchange.PreRoutingChecks;
import dev.aviary.balancer.proxy.loop.DataPathSettings;
import dev.aviary.balancer.proxy.loop.LoopContext;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.balancer.tls.ServedHosts;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.Test;

final class ProxyLoopIT {
  @Test
  void aScanThatThrowsIsFollowedByTheNextOne() throws Exception {
    try (TestBalancer balancer = TestBalancer.launch()) {
      EventLoop loop = balancer.bean(Transport.class).group().next();
      ProxyLoop faulty = faulty(balancer, loop);
      long before = faulty.scannedAt();
      loop.submit(faulty::start).get();
      Await.until("the first scan", () -> faulty.scannedAt() != before);
      long first = faulty.scannedAt();
      Await.until("the next scan", () -> faulty.scannedAt() != first);
    }
  }

  /** Of which a part is missing that every scan uses. */
  @SuppressWarnings("NullAway")
  private static ProxyLoop faulty(TestBalancer balancer, EventLoop loop) {
    StalledClients missing = null;
    ServedHosts hosts = balancer.bean(ServedHosts.class);
    var context = new LoopContext(loop, balancer.bean(DataPathSettings.class));
    return new ProxyLoop(
        context,
        balancer.bean(CurrentTable.class),
        new PreRoutingChecks(
            balancer.bean(ClientLimiter.class),
            new Via("test"),
            context.random(),
            balancer.bean(ChallengeAnswers.class),
            new HttpsRedirect(hosts, balancer.bean(CurrentTable.class), 0)),
        balancer.bean(AccessLog.class).buffer(),
        balancer.bean(PasswordChecks.class),
        balancer.bean(Transport.class)::clientChannel,
        missing,
        hosts,
        null);
  }
}
