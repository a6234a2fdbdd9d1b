package dev.aviary.builder.buildkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * Sends a folder to BuildKit as its own client does ({@code moby.filesync.v1.FileSync/DiffCopy};
 * packets of github.com/tonistiigi/fsutil): first what each entry is, then the bytes of the files
 * that BuildKit asks for by their number.
 */
final class FileSync {
  private static final int CHUNK = 32 * 1024;

  private static final int STAT = 0;
  private static final int REQUEST = 1;
  private static final int DATA = 2;
  private static final int FIN = 3;
  private static final int ERROR = 4;

  private final SentFolder folder;
  private final BlockingQueue<byte[]> received;
  private final Out out;

  /** Takes one message. */
  @FunctionalInterface
  interface Out {
    void send(byte[] message) throws IOException, InterruptedException;
  }

  /**
   * @param received what BuildKit sends
   */
  FileSync(SentFolder folder, BlockingQueue<byte[]> received, Out out) {
    this.folder = folder;
    this.received = received;
    this.out = out;
  }

  /** Sends until BuildKit has all it wants. */
  void run() throws IOException, InterruptedException {
    for (SentFile file : folder.files()) {
      out.send(packet(STAT).message(2, stat(file)).toByteArray());
    }
    out.send(packet(STAT).toByteArray());
    while (answered(received.take())) {
      // It asks for the next.
    }
  }

  /** Whether it goes on after this packet. */
  private boolean answered(byte[] message) throws IOException, InterruptedException {
    var packet = new ProtoReader(message);
    int type = STAT;
    int id = 0;
    String text = "";
    for (int field = packet.field(); field != 0; field = packet.field()) {
      switch (field) {
        case 1 -> type = (int) packet.number();
        case 3 -> id = (int) packet.number();
        case 4 -> text = packet.text();
        default -> packet.skip();
      }
    }
    switch (type) {
      case REQUEST -> data(id);
      case FIN -> out.send(packet(FIN).toByteArray());
      case ERROR -> throw new IOException("BuildKit cannot take the source: " + text);
      default -> throw new IOException("BuildKit sent a packet of type " + type);
    }
    return type != FIN;
  }

  private void data(int id) throws IOException, InterruptedException {
    List<SentFile> files = folder.files();
    if (id < 0 || id >= files.size()) {
      throw new IOException("BuildKit asked for the file " + id + " of " + files.size());
    }
    byte[] chunk = new byte[CHUNK];
    try (InputStream content = files.get(id).content().open()) {
      int length = content.readNBytes(chunk, 0, CHUNK);
      while (length > 0) {
        out.send(packet(DATA).number(3, id).bytes(4, chunk, length).toByteArray());
        length = content.readNBytes(chunk, 0, CHUNK);
      }
    }
    out.send(packet(DATA).number(3, id).toByteArray());
  }

  private static ProtoWriter packet(int type) {
    return new ProtoWriter().number(1, type);
  }

  private static ProtoWriter stat(SentFile file) {
    return new ProtoWriter()
        .text(1, file.path())
        .number(2, file.mode())
        .number(5, file.size())
        .number(6, file.modified())
        .text(7, file.target());
  }
}
