package dev.aviary.builder.source;

import dev.aviary.builder.secret.Seals;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.seal.Sealing;

/** The beans of this package as they belong together, without a context. */
record Sources(
    SourceSettings settings,
    AppTexts texts,
    DeployKeys keys,
    KnownHosts known,
    AccessFactory accesses) {
  Sources(SourceSettings settings) {
    this(settings, Seals.of("a"));
  }

  Sources(SourceSettings settings, Sealing sealing) {
    this(settings, new FolderTexts(settings.keys()), sealing);
  }

  private Sources(SourceSettings settings, AppTexts texts, Sealing sealing) {
    this(settings, texts, new DeployKeys(texts, sealing), new KnownHosts(texts));
  }

  private Sources(SourceSettings settings, AppTexts texts, DeployKeys keys, KnownHosts known) {
    this(settings, texts, keys, known, new AccessFactory(settings, keys, known, new GitAlone()));
  }

  Clones clones() {
    return new Clones(new CloneFolders(settings), accesses, settings, texts, Wire.standalone());
  }

  Remote remote() {
    return new Remote(accesses);
  }
}
