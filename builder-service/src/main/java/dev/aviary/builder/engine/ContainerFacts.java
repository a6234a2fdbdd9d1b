package dev.aviary.builder.engine;

/**
 * What helps to find out why a container does not start as it should.
 *
 * @param user that its processes run as; empty: root
 * @param builtFor the processor that its image is for, as Docker names it; empty: not known
 * @param machine the engine's own; empty: not known
 */
public record ContainerFacts(String user, String builtFor, String machine) {
  public static final ContainerFacts NONE = new ContainerFacts("", "", "");

  public boolean isRoot() {
    String name = user.replaceFirst(":.*", "");
    return name.isEmpty() || name.equals("0") || name.equals("root");
  }

  public boolean isForeign() {
    return !builtFor.isEmpty() && !machine.isEmpty() && !builtFor.equals(machine);
  }
}
