package dev.aviary.monitor.testing;

import dev.aviary.contract.testing.RealRedis;
import java.util.HashMap;
import java.util.Map;

/** The settings of a monitor under test that mails to a server on loopback, without TLS. */
public final class MailingMonitor {
  private MailingMonitor() {}

  /**
   * @param token of the monitor's administrator
   * @param smtp port of the mail server
   * @param recipients separated by commas
   */
  public static Map<String, Object> settings(
      RealRedis redis, String token, int smtp, String recipients) {
    var settings = new HashMap<String, Object>(redis.settings());
    settings.put("micronaut.server.port", -1);
    settings.put("aviary.admin.token", token);
    settings.put("aviary.mail.host", "127.0.0.1");
    settings.put("aviary.mail.port", smtp);
    settings.put("aviary.mail.security", "plain");
    settings.put("aviary.mail.to", recipients);
    return settings;
  }
}
