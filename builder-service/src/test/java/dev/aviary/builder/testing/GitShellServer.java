package dev.aviary.builder.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * A real git server of ssh on a free port of loopback: it serves the bare repositories of a folder
 * to who has a key that it was told of.
 */
public final class GitShellServer implements AutoCloseable {
  private final Path folder;
  private final SshServer server;
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  private GitShellServer(Path folder, SshServer server) {
    this.folder = folder;
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param hostKey file of its own key, which is made when it is not there
   * @param port 0: a free one
   */
  public static GitShellServer start(Path folder, Path hostKey, int port) {
    try {
      SshServer ssh = SshServer.setUpDefaultServer();
      var server = new GitShellServer(folder, ssh);
      ssh.setHost("127.0.0.1");
      ssh.setPort(port);
      var keys = new SimpleGeneratorHostKeyProvider(hostKey);
      keys.setAlgorithm("EC");
      keys.setKeySize(256);
      ssh.setKeyPairProvider(keys);
      ssh.setPublickeyAuthenticator((_, key, _) -> server.isKnown(key));
      ssh.setCommandFactory((_, command) -> server.command(command));
      ssh.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** {@code ssh://git@127.0.0.1:port/name}. */
  public String url(String name) {
    return "ssh://git@127.0.0.1:" + port() + "/" + name;
  }

  /**
   * Lets a key in.
   *
   * @param line as in {@code authorized_keys}
   */
  public void add(String line) {
    keys.add(line.replaceFirst(" [^ ]*$", ""));
  }

  /** What was run. */
  public List<String> commands() {
    return commands;
  }

  /** Another command than that of git, and what it prints. */
  public void answer(String command, String output) {
    answers.put(command, output);
  }

  private boolean isKnown(PublicKey key) {
    return keys.contains(PublicKeyEntry.toString(key));
  }

  private Command command(String line) {
    commands.add(line);
    return new Running(line);
  }

  private int run(String line, InputStream in, OutputStream out, OutputStream err)
      throws IOException {
    String answer = answers.get(line);
    if (answer != null) {
      out.write(answer.getBytes(StandardCharsets.UTF_8));
      return 0;
    }
    String name = line.replaceFirst("^git-upload-pack '/?(.*)'$", "$1");
    Path place = folder.resolve(name);
    if (!place.toFile().isDirectory()) {
      err.write(
          "fatal: '%s' does not appear to be a git repository\n"
              .formatted(name)
              .getBytes(StandardCharsets.UTF_8));
      return 128;
    }
    try (Repository repository =
            new FileRepositoryBuilder().setBare().setGitDir(place.toFile()).build();
        var upload = new UploadPack(repository)) {
      upload.upload(in, out, err);
      return 0;
    }
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One command of one session. */
  private final class Running implements Command {
    private final String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable ExitCallback callback;

    Running(String line) {
      this.line = line;
    }

    @Override
    public void setInputStream(InputStream given) {
      in = given;
    }

    @Override
    public void setOutputStream(OutputStream given) {
      out = given;
    }

    @Override
    public void setErrorStream(OutputStream given) {
      err = given;
    }

    @Override
    public void setExitCallback(ExitCallback given) {
      callback = given;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.startVirtualThread(() -> {
        int code = 1;
        try {
          code = run(line, in, out, err);
          out.flush();
          err.flush();
        } catch (IOException ended) {
          code = 1;
        } finally {
          if (callback != null) {
            callback.onExit(code);
          }
        }
      });
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
