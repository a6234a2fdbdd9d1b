package dev.aviary.cli.instance;

/** The ports that a command may need, as deploy/lib/instance.sh numbers them. */
public enum InstancePort {
  BUILDER("AVIARY_BUILDER_PORT", 42_000),
  BUILDER_ADMIN("AVIARY_BUILDER_ADMIN_PORT", 42_001),
  PUBLIC("AVIARY_PUBLIC_PORT", 5001),
  BALANCER_ADMIN("AVIARY_BALANCER_ADMIN_PORT", 5002),
  MONITOR("AVIARY_MONITOR_PORT", 5003),
  FLAG("AVIARY_FLAG_PORT", 5004);

  private final String setting;
  private final int usual;

  InstancePort(String setting, int usual) {
    this.setting = setting;
    this.usual = usual;
  }

  String setting() {
    return setting;
  }

  int usual() {
    return usual;
  }
}
