package dev.aviary.balancer.testing;

/** A response as it came over the wire. */
public record Answer(String head, String body, String trailers) {
  public int status() {
    return Integer.parseInt(head.split(" ", -1)[1]);
  }

  public String header(String name) {
    return Wire11.header(head, name);
  }
}
