package dev.aviary.builder.image;

import dev.aviary.builder.recipe.Base;
import dev.aviary.builder.recipe.Procfile;
import dev.aviary.builder.recipe.SourceFiles;
import dev.aviary.builder.recipe.SourceRecipe;
import dev.aviary.builder.source.SourceSettings;
import dev.aviary.builder.source.SourceTree;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.seal.SealedException;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.util.FileUtils;

/** Makes the image of a deployment from its source. */
@Singleton
public final class ImageBuilder {
  private final AppImages images;
  private final EngineBuild engine;
  private final BuildSettings settings;
  private final ObjectMapper json;
  private final Path contexts;

  ImageBuilder(
      AppImages images,
      EngineBuild engine,
      BuildSettings settings,
      SourceSettings sources,
      ObjectMapper json) {
    this.images = images;
    this.engine = engine;
    this.settings = settings;
    this.json = json;
    this.contexts = sources.contexts();
  }

  /** What can be said before there is a source: the image is there, or the engine is away. */
  public Optional<Built> earlier(AppSpec spec, Deployment deployment) {
    try {
      return images.builtFor(spec, deployment).map(Built.Image::new);
    } catch (RuntimeException e) {
      return Optional.of(BuildFollower.failure(e));
    }
  }

  /** Builds the deployment's image. */
  public Built build(AppSpec spec, Deployment deployment, SourceTree tree, BuildWatch watch)
      throws InterruptedException {
    try (EngineBuild.Prepared prepared = engine.prepare()) {
      return switch (DockerfileFinder.find(tree, spec.build())) {
        case DockerfileFinder.Missing(String reason) -> new Built.Broken(reason);
        case DockerfileFinder.Found found -> {
          if (tree.size(DockerfileFinder.folder(spec.build()) + Procfile.NAME) > 0) {
            watch.line(
                "The Dockerfile is followed, not the Procfile: the settings release and processes may say"
                    + " what else belongs to a release");
          }
          Recipe.With recipe = Recipe.with(found.text());
          yield packed(spec, deployment, tree, found.path(), recipe, prepared, watch);
        }
        case DockerfileFinder.None _ -> recognised(spec, deployment, tree, prepared, watch);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack the source", e);
    } catch (SealedException e) {
      return new Built.Broken(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return BuildFollower.failure(e);
    }
  }

  private Built recognised(
      AppSpec spec,
      Deployment deployment,
      SourceTree tree,
      EngineBuild.Prepared prepared,
      BuildWatch watch)
      throws IOException, InterruptedException {
    String image = spec.build().baseImage();
    var wanted =
        new SourceRecipe.Wanted(
            spec.run().command(),
            image == null ? null : images.base(image),
            images.base(Base.PYTHON),
            prepared.keepsCaches() ? images.repository(deployment) : null);
    var files = SourceFiles.read(tree, DockerfileFinder.folder(spec.build()), json);
    return switch (Recipe.of(SourceRecipe.of(files, wanted, watch::line))) {
      case Recipe.Impossible impossible -> new Built.Broken(impossible.reason());
      case Recipe.With with ->
          packed(spec, deployment, tree, Recipe.DOCKERFILE, with, prepared, watch);
    };
  }

  private Built packed(
      AppSpec spec,
      Deployment deployment,
      SourceTree tree,
      String name,
      Recipe.With recipe,
      EngineBuild.Prepared prepared,
      BuildWatch watch)
      throws IOException, InterruptedException {
    String folder = DockerfileFinder.folder(spec.build());
    String own = name + Ignored.FILE;
    String file = tree.size(own) > 0 ? own : folder + Ignored.FILE;
    if (tree.size(file) > Ignored.LARGEST) {
      return new Built.Broken("%s: it has more than %,d bytes".formatted(file, Ignored.LARGEST));
    }
    Ignored ignored;
    try {
      ignored = Ignored.of(tree.text(file).orElse(""));
    } catch (IllegalArgumentException e) {
      return new Built.Broken(file + ": " + e.getMessage());
    }
    Optional<Built> refused = refused(tree, folder, ignored, watch);
    if (refused.isPresent()) {
      return refused.get();
    }
    String release = images.nextRelease(deployment);
    var order =
        new BuildOrder(
            spec,
            deployment,
            release,
            recipe.dockerfile(),
            name,
            folder,
            recipe.prefix(),
            ignored,
            file.equals(own) ? own : Ignored.FILE,
            images.labels(deployment),
            images.labels(deployment, release, recipe.beside()));
    // One is packed at a time: what is there is of a builder that was killed.
    FileUtils.delete(contexts.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    Files.createDirectories(contexts);
    Path context = contexts.resolve(deployment.id() + ".tar");
    try {
      return prepared.run(order, tree, context, watch);
    } catch (Packing.EndedException ended) {
      return ended.result();
    } finally {
      Files.deleteIfExists(context);
    }
  }

  /**
   * What the source is over its limit, or misses; the walk through it is bounded as the packing.
   */
  private Optional<Built> refused(SourceTree tree, String folder, Ignored ignored, BuildWatch watch)
      throws IOException {
    var counting = new Packing(watch, settings.packing());
    try {
      return tree.take(
              path -> {
                counting.goOn(path);
                return path.startsWith(folder) && !ignored.matches(path.substring(folder.length()));
              })
          .map(Built.Broken::new);
    } catch (Packing.EndedException ended) {
      return Optional.of(ended.result());
    }
  }
}
