package dev.aviary.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A value of ours beside a peer's: a line of {@code latest.json}.
 *
 * @param subject the case
 * @param ratio ours divided by the peer's; of several runs the median of the runs' ratios
 */
@Serdeable
public record PeerComparison(
    @JsonProperty("case") String subject,
    String measure,
    double ours,
    String peer,
    double peerValue,
    double ratio) {

  public PeerComparison {
    ours = round(ours);
    peerValue = round(peerValue);
    ratio = round(ratio);
  }

  /** A single run. */
  public static PeerComparison of(
      String subject, String measure, double ours, String peer, double peerValue) {
    return new PeerComparison(subject, measure, ours, peer, peerValue, ratio(ours, peerValue));
  }

  /** Ours divided by the peer's; 1 where both are nothing. */
  public static double ratio(double ours, double peer) {
    return peer == 0 ? (ours == 0 ? 1 : ours) : ours / peer;
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
