package dev.aviary.cli.backup;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The form of a backup: a header in the clear, then segments of AES-256-GCM, each authenticated
 * with its place and the last one marked as such, under a key that PBKDF2 makes of a passphrase. A
 * segment that was changed, moved, or left out is refused, and so is another header.
 *
 * <p>Header: {@code AVIARYBK}, a byte for the version (1), the rounds of PBKDF2 (4 bytes, big
 * endian), and 16 bytes of salt. The segments are those of Tink's AES-GCM-HKDF streaming AEAD
 * (SHA-256, 32 byte keys, 1 MiB each), with the header as associated data.
 */
final class BackupCipher {
  private static final byte[] MAGIC = "AVIARYBK".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  /** What OWASP's password storage cheat sheet asks of PBKDF2 with HMAC-SHA-256. */
  private static final int ROUNDS = 600_000;

  /** A header that asks for more would only keep the machine busy. */
  private static final int MOST_ROUNDS = 10_000_000;

  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final int SEGMENT_BYTES = 1 << 20;

  private BackupCipher() {}

  /** A stream whose content lands encrypted in another one; it is complete when it is closed. */
  static OutputStream encrypting(OutputStream file, char[] passphrase) throws IOException {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    byte[] header = header(ROUNDS, salt);
    file.write(header);
    try {
      return streaming(passphrase, ROUNDS, salt).newEncryptingStream(file, header);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot encrypt", e);
    }
  }

  /**
   * The content of a backup. Reading it throws an {@link IOException} as soon as a part is not as
   * it was written, or is missing.
   */
  static InputStream decrypting(InputStream file, char[] passphrase) throws IOException {
    var in = new DataInputStream(file);
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!java.util.Arrays.equals(magic, MAGIC)) {
      throw refused("This is not a backup of Aviary.", "its first bytes are not those of a backup");
    }
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw refused(
          "This backup has the form %d, and this Aviary knows %d.".formatted(version, VERSION),
          "it was made by a newer one");
    }
    int rounds = in.readInt();
    byte[] salt = in.readNBytes(SALT_BYTES);
    if (rounds < 1 || rounds > MOST_ROUNDS || salt.length < SALT_BYTES) {
      throw refused("This backup is damaged.", "its header is not as it was written");
    }
    try {
      return streaming(passphrase, rounds, salt).newDecryptingStream(in, header(rounds, salt));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot decrypt", e);
    }
  }

  private static AesGcmHkdfStreaming streaming(char[] passphrase, int rounds, byte[] salt)
      throws GeneralSecurityException {
    var spec = new PBEKeySpec(passphrase, salt, rounds, KEY_BYTES * Byte.SIZE);
    try {
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
    } finally {
      spec.clearPassword();
    }
  }

  private static byte[] header(int rounds, byte[] salt) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write(MAGIC);
    out.writeByte(VERSION);
    out.writeInt(rounds);
    out.write(salt);
    return bytes.toByteArray();
  }

  private static CommandFailure refused(String what, String why) {
    return new CommandFailure(
        ExitStatus.REFUSED, what, why, "name the file that aviary backup made");
  }
}
