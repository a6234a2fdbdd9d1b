package dev.aviary.builder.image;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.Deployment;
import java.util.Map;

/**
 * One image to be made.
 *
 * @param release the id that it is to have
 * @param dockerfile the text
 * @param name how the Dockerfile is called, for a person
 * @param folder of the repository that is built, with a slash at its end or empty
 * @param prefix where that lies in the build context, with a slash at its end or empty
 * @param ignored what is kept out of it
 * @param ignoreFile where that was read, from the folder on
 * @param layerLabels what all that is made on the way to it carries, where that can be said
 * @param labels what it carries
 */
record BuildOrder(
    AppSpec spec,
    Deployment deployment,
    String release,
    String dockerfile,
    String name,
    String folder,
    String prefix,
    Ignored ignored,
    String ignoreFile,
    Map<String, String> layerLabels,
    Map<String, String> labels) {

  BuildOrder {
    layerLabels = Map.copyOf(layerLabels);
    labels = Map.copyOf(labels);
  }

  /** Whether the source brings no Dockerfile, so that Aviary wrote this one. */
  boolean isOfRecipe() {
    return !prefix.isEmpty();
  }

  /** The same with another text of its Dockerfile. */
  BuildOrder with(String rewritten) {
    return new BuildOrder(
        spec,
        deployment,
        release,
        rewritten,
        name,
        folder,
        prefix,
        ignored,
        ignoreFile,
        layerLabels,
        labels);
  }
}
