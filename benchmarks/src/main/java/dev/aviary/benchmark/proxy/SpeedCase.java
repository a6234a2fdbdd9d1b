package dev.aviary.benchmark.proxy;

import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A case of TLS or HTTP/2.
 *
 * @param target the CPU of a request that ours may take, in parts of nginx's; NaN: none
 */
record SpeedCase(ProxyCase asked, LoadTool tool, List<MeasuredProxy> peers, double target) {
  /** Connections, or handshakes at a time. */
  private static final int MANY = 32;

  private static final int FEW = 10;
  private static final int HANDSHAKES = 2;

  static List<SpeedCase> all(SpeedLab lab) {
    SSLContext client = lab.certificate().trust();
    var plain = new Wrk(lab.template());
    var secured = new Wrk(lab.template(), "https://" + ServerCertificate.HOST);
    var full = new HandshakeLoad(client, false);
    var resumed = new HandshakeLoad(client, true);
    var multiplexed = new H2Load(lab.template().folder());
    return List.of(
        new SpeedCase(small("100 B", MANY), plain, lab.plain(), 1),
        new SpeedCase(small("100 B, TLS 1.3", MANY), secured, lab.secured(), 1),
        new SpeedCase(small("full handshake, TLS 1.3", HANDSHAKES), full, lab.secured(), 1.1),
        new SpeedCase(small("resumed handshake, TLS 1.3", HANDSHAKES), resumed, lab.secured(), 1),
        new SpeedCase(small("100 B, h2, 100 streams", FEW), multiplexed, lab.secured(), 0.9),
        new SpeedCase(small("bare Netty: 100 B", MANY), secured, lab.bare(), Double.NaN),
        new SpeedCase(
            small("bare Netty: full handshake", HANDSHAKES), full, lab.bare(), Double.NaN));
  }

  private static ProxyCase small(String name, int connections) {
    return new ProxyCase(name, "/100", connections, List.of(), false);
  }
}
