package dev.aviary.monitor.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * An SMTP connection that remembers how far it came. Whether a letter may be sent again depends on
 * it: after the end of the text, only the server's answer says which recipients have the letter.
 */
final class TrackedTransport extends SMTPTransport {
  /** No answer came yet. */
  static final int NONE = 0;

  private final Runnable onTextSent;
  private boolean textSent;
  private int answer = NONE;
  private String words = "";

  /**
   * @param protocol {@code smtp} or {@code smtps}: also the prefix of its properties
   * @param onTextSent is called before the end of the text is sent
   */
  TrackedTransport(Session session, String protocol, Runnable onTextSent) {
    super(session, null, protocol, protocol.equals("smtps"));
    this.onTextSent = onTextSent;
  }

  /** Whether the end of the text was sent, or begun to be. */
  boolean textSent() {
    return textSent;
  }

  /** The reply code to the end of the text; {@link #NONE} or negative: none came. */
  int answer() {
    return answer;
  }

  /** The reply to the end of the text. */
  String words() {
    return words;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    onTextSent.run();
    textSent = true;
    super.finishData();
  }

  /** Keeps the first reply to the text: after a refusal the library asks for more, in vain. */
  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    if (textSent && answer == NONE) {
      answer = code;
      words = getLastServerResponse();
    }
    return code;
  }
}
