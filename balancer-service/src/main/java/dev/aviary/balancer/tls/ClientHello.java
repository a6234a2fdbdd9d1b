package dev.aviary.balancer.tls;

import dev.aviary.balancer.http.Host;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client says first (RFC 8446, section 4.1.2), as far as it decides about the certificate.
 *
 * @param host the host that it means, in lower case (RFC 6066, section 3); null: it names none
 * @param protocols the application protocols that it offers (RFC 7301)
 */
public record ClientHello(@Nullable String host, List<String> protocols) {
  /** Of which nothing is known. */
  public static final ClientHello NOTHING = new ClientHello(null, List.of());

  private static final int SERVER_NAME = 0;
  private static final int PROTOCOLS = 16;
  private static final int HOST_NAME = 0;
  private static final int VERSION_AND_RANDOM = 34;

  public ClientHello {
    protocols = List.copyOf(protocols);
  }

  /**
   * Reads the body of the message, behind its type and length. Of one that is malformed nothing is
   * known; the handshake itself refuses it.
   */
  public static ClientHello read(ByteBuf message) {
    try {
      ByteBuf rest = message.slice();
      rest.skipBytes(VERSION_AND_RANDOM);
      rest.skipBytes(rest.readUnsignedByte());
      rest.skipBytes(rest.readUnsignedShort());
      rest.skipBytes(rest.readUnsignedByte());
      return rest.isReadable() ? extensions(rest.readSlice(rest.readUnsignedShort())) : NOTHING;
    } catch (IndexOutOfBoundsException e) {
      return NOTHING;
    }
  }

  private static ClientHello extensions(ByteBuf all) {
    String host = null;
    List<String> protocols = List.of();
    while (all.isReadable()) {
      int type = all.readUnsignedShort();
      ByteBuf data = all.readSlice(all.readUnsignedShort());
      if (type == SERVER_NAME) {
        host = host(data.readSlice(data.readUnsignedShort()));
      } else if (type == PROTOCOLS) {
        protocols = protocols(data.readSlice(data.readUnsignedShort()));
      }
    }
    return new ClientHello(host, protocols);
  }

  private static @Nullable String host(ByteBuf names) {
    while (names.isReadable()) {
      int type = names.readUnsignedByte();
      String name = text(names, names.readUnsignedShort());
      if (type == HOST_NAME) {
        return Host.name(name);
      }
    }
    return null;
  }

  private static List<String> protocols(ByteBuf list) {
    var protocols = new ArrayList<String>();
    while (list.isReadable()) {
      protocols.add(text(list, list.readUnsignedByte()));
    }
    return protocols;
  }

  private static String text(ByteBuf from, int length) {
    return from.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
  }
}
