package dev.aviary.contract.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** The message of an event and its values, {@code key="value"}, in one line. */
public final class EventConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    var line = new StringBuilder(String.valueOf(event.getFormattedMessage()));
    @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        String value = String.valueOf(pair.value).replace("\"", "\\\"");
        line.append(' ').append(pair.key).append("=\"").append(value).append('"');
      }
    }
    return LogText.escaped(LogText.redacted(line.toString()));
  }
}
