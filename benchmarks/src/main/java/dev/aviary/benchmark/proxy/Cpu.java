package dev.aviary.benchmark.proxy;

/** CPU time that was used, in microseconds. */
public record Cpu(double user, double system) {
  static final Cpu NONE = new Cpu(0, 0);

  Cpu plus(Cpu other) {
    return new Cpu(user + other.user, system + other.system);
  }

  public Cpu since(Cpu earlier) {
    return new Cpu(user - earlier.user, system - earlier.system);
  }

  public Cpu per(long requests) {
    return new Cpu(user / Math.max(1, requests), system / Math.max(1, requests));
  }

  public double total() {
    return user + system;
  }
}
