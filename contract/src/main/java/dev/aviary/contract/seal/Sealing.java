package dev.aviary.contract.seal;

import dev.aviary.contract.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts with AES-256-GCM (NIST SP 800-38D) as {@code v1:<key>:<nonce and text>}: the key by
 * the first 32 bits of its SHA-256, the rest in Base64. The name of what it belongs to, an app or a
 * host, is sealed along, so that a value counts for no other.
 */
public final class Sealing {
  private static final String VERSION = "v1";
  private static final Pattern FORM = Pattern.compile("(v[0-9]+):([0-9a-f]{8}):([A-Za-z0-9+/=]+)");
  private static final String AES = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final String keyId;
  private final String setting;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param hex the key: 256 bits in hexadecimal
   * @param setting what the key is called in the owner's settings
   */
  public Sealing(String hex, String setting) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    this.setting = setting;
    this.key = new SecretKeySpec(bytes, "AES");
    this.keyId = HexFormat.of().formatHex(Sha256.begin().digest(bytes), 0, 4);
  }

  /** The text, sealed for this owner: an app, a host. */
  public String seal(String owner, String text) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, owner, nonce, text.getBytes(StandardCharsets.UTF_8));
    byte[] all = new byte[NONCE + sealed.length];
    System.arraycopy(nonce, 0, all, 0, NONCE);
    System.arraycopy(sealed, 0, all, NONCE, sealed.length);
    return String.join(":", VERSION, keyId, Base64.getEncoder().encodeToString(all));
  }

  /**
   * The text that was sealed for the owner.
   *
   * @param what it is, for a person
   * @throws SealedException when it was sealed with another key, or is damaged
   */
  public String open(String owner, String what, String sealed) {
    Matcher form = FORM.matcher(sealed);
    if (!form.matches() || !form.group(1).equals(VERSION)) {
      throw new SealedException("%s of %s: not in a form that is known".formatted(what, owner));
    }
    if (!form.group(2).equals(keyId)) {
      throw new SealedException(
          "%s of %s were sealed with key %s, and this service has key %s; put the former %s back, or delete them and give them again"
              .formatted(what, owner, form.group(2), keyId, setting));
    }
    try {
      byte[] all = Base64.getDecoder().decode(form.group(3));
      byte[] nonce = Arrays.copyOf(all, NONCE);
      byte[] text = Arrays.copyOfRange(all, NONCE, all.length);
      return new String(crypt(Cipher.DECRYPT_MODE, owner, nonce, text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SealedException("%s of %s are damaged; give them again".formatted(what, owner));
    }
  }

  private byte[] crypt(int mode, String owner, byte[] nonce, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance(AES);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD((VERSION + ":" + owner).getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (AEADBadTagException e) {
      throw new IllegalArgumentException("not what was sealed", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + AES, e);
    }
  }
}
