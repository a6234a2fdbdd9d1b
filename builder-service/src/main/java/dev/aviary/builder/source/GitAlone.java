package dev.aviary.builder.source;

import jakarta.inject.Singleton;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * JGit without the machine's own git: it reads no configuration of a person or a host, starts no
 * program to look for one, and keeps large files out of memory.
 */
@Singleton
final class GitAlone {
  private static final int STREAMED_BYTES = 1024 * 1024;

  /** Of packs, and of what their deltas build on: clones are read once, from front to back. */
  private static final int CACHED_BYTES = 4 * 1024 * 1024;

  void install() {
    if (!(SystemReader.getInstance() instanceof NoConfiguration)) {
      SystemReader.setInstance(new NoConfiguration(SystemReader.getInstance()));
      var memory = new WindowCacheConfig();
      memory.setStreamFileThreshold(STREAMED_BYTES);
      memory.setPackedGitLimit(CACHED_BYTES);
      memory.setDeltaBaseCacheLimit(CACHED_BYTES);
      memory.install();
    }
  }

  private static final class NoConfiguration extends SystemReader.Delegate {
    NoConfiguration(SystemReader machine) {
      super(machine);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
      return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
      var system = new Empty(parent, fs);
      // After each fetch JGit would look for work in the background, in a clone that may be gone.
      system.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
      system.setBoolean(
          ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
      return system;
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
      return new Empty(parent, fs);
    }
  }

  /** A configuration that no file stands behind. */
  private static final class Empty extends FileBasedConfig {
    Empty(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
