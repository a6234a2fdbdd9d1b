package dev.aviary.balancer.client;

import dev.aviary.contract.app.AddressRange;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front of the balancer.
 *
 * @param trustedProxies addresses and ranges, {@code 10.0.0.0/8} or {@code 2001:db8::/32}, whose
 *     forwarding headers count; none by default
 * @param proxyProtocol {@code on}: connections of trusted proxies to the public port begin with a
 *     header of the PROXY protocol, version 1 or 2, which names their client; {@code off}: none
 *     does
 */
@Context
@ConfigurationProperties("aviary")
public record ProxySettings(
    List<String> trustedProxies, @Bindable(defaultValue = "off") String proxyProtocol) {
  private static final String ON = "on";

  public ProxySettings(
      @Nullable List<String> trustedProxies, @Bindable(defaultValue = "off") String proxyProtocol) {
    this.trustedProxies =
        trustedProxies == null
            ? List.of()
            : trustedProxies.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    this.trustedProxies.forEach(ProxySettings::range);
    this.proxyProtocol = proxyProtocol;
    Check.that(
        proxyProtocol.equals("off") || proxyProtocol.equals(ON),
        "aviary.proxy-protocol is '" + proxyProtocol + "'; give off or on");
    Check.that(
        proxyProtocol.equals("off") || !this.trustedProxies.isEmpty(),
        "aviary.proxy-protocol is on, and aviary.trusted-proxies names no proxy that speaks it");
  }

  /** Whether trusted proxies name the client at the beginning of a connection. */
  public boolean speakProxyProtocol() {
    return proxyProtocol.equals(ON);
  }

  List<AddressRange> ranges() {
    return trustedProxies.stream().map(ProxySettings::range).toList();
  }

  private static AddressRange range(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(
          "aviary.trusted-proxies: '"
              + text
              + "' is neither an address nor a range; write them like 10.0.0.0/8, 2001:db8::/32",
          e);
    }
  }
}
