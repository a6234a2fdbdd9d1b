package dev.aviary.monitor.notify;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.redis.Wire;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a listener is sent of a message: one JSON text a product. */
enum MessageForm {
  /** The message as it is ({@link Message}), signed. */
  WEBHOOK,
  SLACK,
  MATTERMOST,
  DISCORD;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String body(Message message, Wire wire) {
    return switch (this) {
      case WEBHOOK -> wire.write(message);
      case SLACK -> wire.write(ChatText.slack(message));
      case MATTERMOST -> wire.write(ChatText.mattermost(message));
      case DISCORD -> wire.write(ChatText.discord(message));
    };
  }

  /**
   * @throws BadValueException when there is none of that name
   */
  static MessageForm named(String id) {
    return Arrays.stream(values())
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new BadValueException(
                "AVIARY_LISTENERS: the form of an entry is none of "
                    + Arrays.stream(values())
                        .map(MessageForm::id)
                        .collect(Collectors.joining(", "))));
  }
}
