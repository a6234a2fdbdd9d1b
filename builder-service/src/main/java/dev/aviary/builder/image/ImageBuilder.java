package dev.aviary.builder.image;

import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.source.SourceSettings;
import dev.aviary.builder.source.SourceTree;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.Deployment;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the image of a deployment from its source. */
@Singleton
public final class ImageBuilder {
  private static final String IGNORE = ".dockerignore";

  private final AppImages images;
  private final EngineBuild engine;
  private final Path contexts;

  ImageBuilder(AppImages images, EngineBuild engine, SourceSettings sources) {
    this.images = images;
    this.engine = engine;
    this.contexts = sources.contexts();
  }

  /** Builds the deployment's image, or finds the one that was built for it already. */
  public Built build(AppSpec spec, Deployment deployment, SourceTree tree, BuildWatch watch)
      throws InterruptedException {
    try {
      var earlier = images.builtFor(deployment);
      if (earlier.isPresent()) {
        return new Built.Image(earlier.get());
      }
      Optional<String> dockerfile = tree.text(Recipe.DOCKERFILE);
      Base base = dockerfile.isPresent() ? Base.UNKNOWN : images.base(spec.baseImage());
      Recipe recipe = Recipe.of(spec, dockerfile, tree.text(Recipe.PROCFILE), base);
      return switch (recipe) {
        case Recipe.Impossible impossible -> new Built.Broken(impossible.reason());
        case Recipe.With with -> packed(deployment, tree, with, watch);
      };
    } catch (DockerException e) {
      return EngineBuild.refused(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack the source", e);
    } catch (RuntimeException e) {
      if (Engine.lost(e)) {
        return EngineBuild.away(e);
      }
      throw e;
    }
  }

  private Built packed(Deployment deployment, SourceTree tree, Recipe.With recipe, BuildWatch watch)
      throws IOException, InterruptedException {
    Ignored ignored;
    try {
      ignored = Ignored.of(tree.text(IGNORE).orElse(""));
    } catch (IllegalArgumentException e) {
      return new Built.Broken(IGNORE + ": " + e.getMessage());
    }
    String release = images.nextRelease(deployment);
    Recipe.With labelled =
        recipe.labelled(images.labels(deployment), images.labels(deployment, release));
    Files.createDirectories(contexts);
    Path context = contexts.resolve(deployment.id() + ".tar");
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(context))) {
        BuildContext.write(tree, labelled, ignored, out, watch::line);
      }
      return engine.run(deployment, release, context, watch);
    } finally {
      Files.deleteIfExists(context);
    }
  }
}
