package dev.aviary.balancer.client;

import dev.aviary.contract.app.AddressRange;
import dev.aviary.contract.app.BadValueException;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front of the balancer.
 *
 * @param trustedProxies addresses and ranges, {@code 10.0.0.0/8} or {@code 2001:db8::/32}, whose
 *     forwarding headers count; none by default
 */
@Context
@ConfigurationProperties("aviary")
public record ProxySettings(List<String> trustedProxies) {
  public ProxySettings(@Nullable List<String> trustedProxies) {
    this.trustedProxies =
        trustedProxies == null
            ? List.of()
            : trustedProxies.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    this.trustedProxies.forEach(ProxySettings::range);
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
              + "' is no address and no range; write them like 10.0.0.0/8, 2001:db8::/32",
          e);
    }
  }
}
