package dev.aviary.builder.image;

import dev.aviary.builder.recipe.ReleaseProcesses;
import dev.aviary.contract.app.RunOptions;

/**
 * What an image says where an app's settings say nothing.
 *
 * @param port the port that it exposes, or the one where it exposes none
 * @param processes what the Procfile of its source says
 */
record ImageDefaults(int port, ReleaseProcesses processes) {

  /** The settings with what they leave to the image. */
  RunOptions beside(RunOptions run) {
    RunOptions all = run.orElse(processes.release(), processes.processes());
    return all.port() == null ? all.withPort(port) : all;
  }
}
