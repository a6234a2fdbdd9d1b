package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonLimits;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.json.Pointer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads JSON, or YAML as JSON. SnakeYAML makes the tree of nodes and no object; what a plain scalar
 * stands for follows the core schema of <a href="https://yaml.org/spec/1.2.2/#103-core-schema">YAML
 * 1.2</a>, as in the products that write these files: {@code on}, {@code no} and {@code 12:30} are
 * texts, which SnakeYAML's own YAML 1.1 takes for booleans and a number.
 */
final class ForeignText {
  private static final int VALUES = 200_000;
  private static final int ALIASES = 50;
  private static final int DEPTH = JsonLimits.DEFAULT.depth();
  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE");

  /** Those of the core schema that JSON has too; others stay texts. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,50})(\\.[0-9]{1,50})?([eE][-+]?[0-9]{1,3})?");

  private int left = VALUES;

  private ForeignText() {}

  static Json read(String text) throws Untranslatable {
    String begun = text.stripLeading();
    try {
      return begun.startsWith("{") || begun.startsWith("[")
          ? JsonReader.FILE.read(text)
          : new ForeignText().yaml(text);
    } catch (JsonException e) {
      throw new Untranslatable(new Pointer(e.pointer()), e.detail());
    } catch (YAMLException e) {
      throw new Untranslatable(Pointer.ROOT, "it is no YAML: " + e.getMessage());
    }
  }

  private Json yaml(String text) throws Untranslatable {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(JsonLimits.DEFAULT.length());
    options.setNestingDepthLimit(DEPTH);
    options.setMaxAliasesForCollections(ALIASES);
    options.setAllowDuplicateKeys(false);
    Node root = new Yaml(options).compose(new StringReader(text));
    if (root == null) {
      throw new Untranslatable(Pointer.ROOT, "there is nothing");
    }
    return value(root, Pointer.ROOT, 0);
  }

  /** An alias is the node that it stands for, so that what is read is counted and not the text. */
  private Json value(Node node, Pointer place, int depth) throws Untranslatable {
    left--;
    if (left < 0 || depth > DEPTH) {
      throw new Untranslatable(
          place, "there are more than %,d values or %d levels".formatted(VALUES, DEPTH));
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> {
        List<Json> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(value(item, place.to(items.size()), depth + 1));
        }
        yield new Json.ArrayNode(items);
      }
      case MappingNode mapping -> object(mapping, place, depth);
      default -> throw new Untranslatable(place, "it cannot be read");
    };
  }

  private Json object(MappingNode mapping, Pointer place, int depth) throws Untranslatable {
    var members = new LinkedHashMap<String, Json>();
    for (NodeTuple each : mapping.getValue()) {
      if (!(each.getKeyNode() instanceof ScalarNode key)) {
        throw new Untranslatable(place, "a name is not a text");
      }
      String name = key.getValue();
      if (name.equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN) {
        throw new Untranslatable(place, "write out what '<<' merges");
      }
      if (members.put(name, value(each.getValueNode(), place.to(name), depth + 1)) != null) {
        throw new Untranslatable(place.to(name), "is there twice");
      }
    }
    return new Json.ObjectNode(members);
  }

  private static Json scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return new Json.Text(text);
    }
    if (NULL.matcher(text).matches()) {
      return Json.NULL;
    }
    if (TRUE.matcher(text).matches()) {
      return Json.TRUE;
    }
    if (FALSE.matcher(text).matches()) {
      return Json.FALSE;
    }
    return NUMBER.matcher(text).matches() ? NumberNode.of(text) : new Json.Text(text);
  }
}
