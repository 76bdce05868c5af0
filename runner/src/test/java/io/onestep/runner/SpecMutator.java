package io.onestep.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.binding.Json;
import io.onestep.engine.binding.ParameterSheet;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.catalogue.Kind;
import io.onestep.runner.preset.Presets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Makes hostile spec files out of the presets: their JSON trees are changed, then sometimes their
 * bytes. A mutant is a function of the seed and its index alone.
 */
final class SpecMutator {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1",
          "2",
          "3",
          "7",
          "-1",
          "0.5",
          "-1e-9",
          "1e-320",
          "5e-324",
          "1e308",
          "-1e308",
          "1.7976931348623157e308",
          "1e400",
          "-1e400",
          "1e999999999",
          "1e-999999999",
          "9007199254740993",
          "2147483647",
          "2147483648",
          "-2147483648",
          "4294967296",
          "429496729",
          "9223372036854775807",
          "9223372036854775808",
          "1000000",
          "100000000",
          "2000000000",
          "0.1e1",
          "3.0",
          "1e9",
          "1e3",
          "0." + "0".repeat(900) + "1");

  /** What is no JSON, or more than a reader should take. */
  private static final List<String> IMPOSSIBLE =
      List.of(
          "NaN",
          "Infinity",
          "-Infinity",
          "0x10",
          "01",
          "1.",
          "+1",
          ".5",
          "1_000",
          "1e",
          "'a'",
          "\"\\x\"",
          "\"\u0000\"",
          "\"\n\"",
          "//",
          "/**/1",
          "undefined",
          "",
          ",",
          "{",
          "]",
          "True",
          "1".repeat(100_000),
          "1" + "0".repeat(400),
          "0." + "0".repeat(100_000) + "1",
          "1e" + "9".repeat(500),
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          nested(100_000),
          nested(1_001));

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "..",
          ".",
          "/",
          "../../../../etc/passwd",
          "/etc/passwd",
          "C:\\x",
          "~",
          "a/b",
          "\u0000",
          "a\u0000b",
          "\n",
          "\r\n",
          "\t",
          "\u001b[31mred",
          "\u0007",
          "\u202e",
          "\ud800",
          "\udfff\ud800",
          "\ufeff",
          "\uffff",
          "\ud83d\ude00",
          "e\u0301",
          "%s%n%d%",
          "{}",
          "${x}",
          "$1\\1",
          "null",
          "true",
          "1",
          "1e5",
          "NaN",
          "[0]",
          "{\"type\": \"relu\"}",
          "java.lang.Runtime",
          "type",
          "@class",
          "A".repeat(256),
          "b".repeat(1_000_000),
          "\u00e9".repeat(5_000),
          "/dev/zero",
          "/proc/self/mem",
          "con",
          ",",
          ";",
          "\"",
          "''");

  private static final List<String> POINTERS =
      List.of(
          "",
          "/",
          "//",
          "sizes/n",
          "/sizes",
          "/sizes/n",
          "/sizes/m",
          "/sizes/k",
          "/sizes/m_test",
          "/sizes/width_ratio",
          "/sizes/nn",
          "/scaling",
          "/scaling/alpha",
          "/scaling/beta",
          "/data",
          "/data/type",
          "/data/rank",
          "/data/rho",
          "/target",
          "/target/activation",
          "/seed",
          "/sweep",
          "/sweep/0",
          "/name",
          "/activations",
          "/activations/0",
          "/activations/0/type",
          "/activations/-",
          "/activations/-1",
          "/activations/00",
          "/activations/99",
          "/activations/4294967296",
          "/activations/x",
          "/models/0",
          "/models/1/degree",
          "/models/0/type",
          "/readouts/0/lambda",
          "/readouts/0",
          "/metrics/0",
          "/metrics",
          "/theory",
          "/theory/type",
          "/learner",
          "/~",
          "/~2",
          "/sizes/~0n",
          "/sizes/~1",
          "/sizes/n/",
          "/sizes/n/x",
          "/" + "x/".repeat(5_000),
          "/\u0000",
          "/data_folder",
          "/executor/threads",
          "/figure/metric",
          "/" + "y".repeat(100_000));

  /** Stands for Fashion-MNIST in mutants that are small; relative, so that they can be replayed. */
  private static final Path TABLE = Path.of("target", "hostile", "table.csv");

  private static final int TABLE_COLUMNS = 6;

  private final RandomStreams root;
  private final List<String> presets;
  private final Map<String, JsonNode> specs = new LinkedHashMap<>();

  /** The presets with all defaults, which are so many more places for changes. */
  private final Map<String, JsonNode> filled = new LinkedHashMap<>();

  private final List<CatalogueEntry> components;

  SpecMutator(long seed) {
    root = RandomStreams.of(seed).child("spec mutator", 0);
    Presets all = new Presets();
    presets = all.names();
    for (String name : presets) {
      specs.put(name, all.get(name));
      filled.put(name, Json.parse(CommandLineRun.of("show", name).out(), name));
    }
    Catalogue catalogue = Catalogue.load(SpecMutator.class.getClassLoader());
    components = Arrays.stream(Kind.values()).flatMap(k -> catalogue.all(k).stream()).toList();
  }

  /**
   * Writes the table that small mutants of the presets on images read: ten classes, 40 rows each.
   */
  void writeTable() throws IOException {
    RandomGenerator random = root.stream("table");
    StringBuilder table = new StringBuilder("a,b,c,d,e,f,label\n");
    for (int row = 0; row < 400; row++) {
      for (int column = 0; column < TABLE_COLUMNS; column++) {
        table.append(random.nextGaussian()).append(',');
      }
      table.append(row % 10).append('\n');
    }
    Files.createDirectories(TABLE.getParent());
    Files.writeString(TABLE, table);
  }

  /**
   * A hostile spec.
   *
   * @param index its number; replays it together with the seed
   * @param changes what was done to it
   * @param content the bytes of its file
   */
  record Mutant(int index, List<String> changes, byte[] content) {
    @Override
    public String toString() {
      return "mutant " + index + " " + changes;
    }
  }

  /** Makes a mutant; presets take turns. */
  Mutant mutant(int index) {
    return new Mutation(index).mutant();
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  /** A place in a tree that holds a value. */
  private record Site(JsonNode parent, String key, int index) {
    JsonNode value() {
      return parent.isObject() ? parent.get(key) : parent.get(index);
    }

    void set(JsonNode value) {
      if (parent instanceof ObjectNode object) {
        object.set(key, value);
      } else {
        ((ArrayNode) parent).set(index, value);
      }
    }

    void remove() {
      if (parent instanceof ObjectNode object) {
        object.remove(key);
      } else {
        ((ArrayNode) parent).remove(index);
      }
    }

    @Override
    public String toString() {
      return parent.isObject() ? key : "[" + index + "]";
    }
  }

  /** The making of one mutant. */
  private final class Mutation {
    private static final String MARK = "@raw";

    private final int index;
    private final RandomGenerator random;
    private final List<String> changes = new ArrayList<>();

    /** Texts that stand in the file for marks in the tree, which no tree can hold. */
    private final List<String> raw = new ArrayList<>();

    private final ObjectNode tree;

    Mutation(int index) {
      this.index = index;
      this.random = root.child("mutant", index).stream("choices");
      String preset = presets.get(index % presets.size());
      boolean defaults = random.nextBoolean();
      this.tree = (defaults ? filled : specs).get(preset).deepCopy();
      changes.add(preset + (defaults ? " with defaults" : ""));
    }

    Mutant mutant() {
      if (random.nextInt(10) > 0) {
        shrink();
      }
      boolean bytes = random.nextInt(8) == 0;
      int count = bytes ? random.nextInt(2) : 1 + random.nextInt(5) / 3;
      for (int i = 0; i < count; i++) {
        mutateTree();
      }
      byte[] content = text().getBytes(StandardCharsets.UTF_8);
      return new Mutant(index, changes, bytes ? mutateBytes(content) : content);
    }

    /** Makes the experiment small, so that a mutant that is valid is soon checked and run. */
    private void shrink() {
      changes.add("small");
      ObjectNode sizes = tree.withObjectProperty("sizes");
      sizes.put("n", 12 + random.nextInt(10)).put("m", 10 + random.nextInt(10)).put("m_test", 20);
      if (tree.path("data").path("source").isObject()) {
        sizes.put("n", TABLE_COLUMNS);
        ObjectNode source = tree.withObject("/data/source").removeAll();
        source.put("type", "csv").put("file", TABLE.getFileName().toString());
        tree.put("data_folder", TABLE.getParent().toString());
      }
      tree.put("trials", 1);
      for (JsonNode axis : tree.path("sweep")) {
        if (List.of("/sizes/n", "/sizes/k").contains(axis.get("path").asText())) {
          ((ObjectNode) axis).putArray("values").add(12).add(16);
        } else if (axis.get("values") instanceof ArrayNode values) {
          while (values.size() > 2) {
            values.remove(0); // small widths would be none here
          }
        } else {
          ((ArrayNode) axis.get("values").get("linspace")).set(2, 3);
        }
      }
    }

    private String text() {
      String text = tree.toString();
      for (int i = 0; i < raw.size(); i++) {
        text = text.replace("\"" + MARK + i + "@\"", raw.get(i));
      }
      return text;
    }

    private JsonNode raw(String text) {
      raw.add(text);
      return TextNode.valueOf(MARK + (raw.size() - 1) + "@");
    }

    private <T> T one(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private Site site() {
      List<Site> sites = new ArrayList<>();
      collect(tree, sites);
      return sites.isEmpty() ? new Site(tree.put("x", 1), "x", 0) : one(sites);
    }

    private void collect(JsonNode node, List<Site> sites) {
      node.properties().forEach(f -> sites.add(new Site(node, f.getKey(), 0)));
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        sites.add(new Site(node, "", i));
      }
      node.forEach(child -> collect(child, sites));
    }

    private Site site(java.util.function.Predicate<JsonNode> wanted) {
      List<Site> sites = new ArrayList<>();
      collect(tree, sites);
      sites.removeIf(site -> !wanted.test(site.value()));
      return sites.isEmpty() ? site() : one(sites);
    }

    private void mutateTree() {
      Site site = site();
      switch (random.nextInt(18)) {
        case 0 -> {
          note("delete", site);
          site.remove();
        }
        case 1 -> {
          note("duplicate", site);
          duplicate(site);
        }
        case 2 -> {
          note("rename", site);
          rename(site);
        }
        case 3 -> {
          site = site(JsonNode::isTextual);
          note("nearly the same text", site);
          site.set(TextNode.valueOf(nearly(site.value().asText())));
        }
        case 4 -> {
          note("another type", site);
          site.set(ofAnotherType(site.value()));
        }
        case 5, 6, 7 -> {
          site = site(node -> node.isNumber() || node.isNull());
          note("number", site);
          site.set(raw(one(NUMBERS)));
        }
        case 8 -> {
          note("impossible", site);
          site.set(raw(one(IMPOSSIBLE)));
        }
        case 9 -> {
          site = random.nextBoolean() ? site(JsonNode::isTextual) : site;
          note("text", site);
          site.set(TextNode.valueOf(one(TEXTS)));
        }
        case 10 -> {
          note("empty", site);
          site.set(
              random.nextBoolean()
                  ? JsonNodeFactory.instance.arrayNode()
                  : JsonNodeFactory.instance.objectNode());
        }
        case 11 -> {
          note("axis", site);
          tree.withArrayProperty("sweep").add(axis());
        }
        case 12 -> {
          note("many axes", site);
          ArrayNode sweep = tree.putArray("sweep");
          int axes = 1 + random.nextInt(6);
          for (int i = 0; i < axes; i++) {
            sweep.add(axis().put("name", "a" + i));
          }
        }
        case 13 -> {
          String size = one(List.of("n", "m", "m1", "m_test", "k", "width_ratio"));
          note("size " + size, site);
          tree.withObjectProperty("sizes").set(size, raw(one(NUMBERS)));
        }
        case 14 -> {
          Site other = site();
          note("as " + other + " of this spec", site);
          site.set(other.value().deepCopy());
        }
        case 15 -> {
          String preset = one(presets);
          List<Site> sites = new ArrayList<>();
          collect(specs.get(preset), sites);
          Site other = one(sites);
          note("as " + other + " of " + preset, site);
          site.set(other.value().deepCopy());
        }
        case 16 -> {
          site = site(node -> node.path("type").isTextual());
          CatalogueEntry component = one(components);
          note(component.name() + " in place of", site);
          site.set(withDefaults(component));
        }
        default -> {
          String part = one(List.of("theory", "generalization", "backend", "executor", "metrics"));
          CatalogueEntry component = one(components);
          note(component.name() + " as " + part, site);
          ObjectNode json = withDefaults(component);
          tree.set(
              part, part.equals("metrics") ? JsonNodeFactory.instance.arrayNode().add(json) : json);
        }
      }
    }

    private ObjectNode withDefaults(CatalogueEntry component) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", component.name());
      for (ParameterSheet sheet : ParameterSheet.of(component.factory().configType())) {
        if (sheet.path().matches("\\w+") && !sheet.isRequired()) {
          json.set(sheet.path(), Json.parse(sheet.defaultValue(), sheet.path()));
        }
      }
      return json;
    }

    private void note(String change, Site site) {
      changes.add(change + ": " + site);
    }

    private void duplicate(Site site) {
      if (site.parent() instanceof ArrayNode array) {
        int copies = one(List.of(1, 1, 1, 50, 300));
        JsonNode value = site.value();
        for (int i = 0; i < copies; i++) {
          array.add(value.deepCopy());
        }
      } else {
        // In the file, the mark is the key that stands there already.
        JsonNode again = raw(TextNode.valueOf(site.key()).toString());
        ((ObjectNode) site.parent()).set(again.textValue(), site.value().deepCopy());
      }
    }

    private void rename(Site site) {
      if (site.parent() instanceof ObjectNode object) {
        JsonNode value = site.value();
        object.remove(site.key());
        object.set(random.nextInt(4) == 0 ? one(TEXTS) : nearly(site.key()), value);
      } else {
        site.remove();
      }
    }

    private String nearly(String text) {
      if (text.isEmpty()) {
        return "x";
      }
      int at = random.nextInt(text.length());
      return switch (random.nextInt(6)) {
        case 0 -> text.substring(0, at) + text.substring(at + 1);
        case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
        case 2 -> text.toUpperCase(java.util.Locale.ROOT);
        case 3 -> text.replace('_', '-').replace('-', '_');
        case 4 -> new StringBuilder(text).reverse().toString();
        default -> text + " ";
      };
    }

    private JsonNode ofAnotherType(JsonNode value) {
      return switch (random.nextInt(8)) {
        case 0 -> NullNode.instance;
        case 1 -> BooleanNode.valueOf(random.nextBoolean());
        case 2 -> IntNode.valueOf(random.nextInt(100) - 20);
        case 3 -> DoubleNode.valueOf(random.nextGaussian());
        case 4 -> TextNode.valueOf(value.toString());
        case 5 -> JsonNodeFactory.instance.arrayNode().add(value.deepCopy());
        case 6 -> JsonNodeFactory.instance.objectNode().set("type", value.deepCopy());
        default -> value.size() > 0 ? value.elements().next().deepCopy() : NullNode.instance;
      };
    }

    private ObjectNode axis() {
      ObjectNode axis = JsonNodeFactory.instance.objectNode();
      axis.put("name", random.nextInt(8) == 0 ? one(TEXTS) : "axis");
      axis.put("path", one(POINTERS));
      switch (random.nextInt(4)) {
        case 0 -> axis.putObject("values").set("linspace", linspace());
        case 1 -> axis.set("values", raw("[" + one(NUMBERS) + "," + one(NUMBERS) + "]"));
        case 2 -> axis.set("values", raw("[0" + ",1".repeat(one(List.of(1, 100, 200_000))) + "]"));
        default -> {
          ArrayNode values = axis.putArray("values");
          for (int i = random.nextInt(4); i >= 0; i--) {
            values.add(
                random.nextBoolean()
                    ? TextNode.valueOf(one(TEXTS))
                    : JsonNodeFactory.instance.objectNode().put("type", one(components).name()));
          }
        }
      }
      return axis;
    }

    private ArrayNode linspace() {
      ArrayNode linspace = JsonNodeFactory.instance.arrayNode();
      if (random.nextBoolean()) {
        linspace.add(0).add(1);
      } else {
        linspace.add(raw(one(NUMBERS))).add(raw(one(NUMBERS)));
      }
      return linspace.add(
          raw(one(List.of("2", "5", "1000", "1000000", "1000000000", "-1", "0", "1e3", "2.5"))));
    }

    private byte[] mutateBytes(byte[] content) {
      int at = random.nextInt(content.length);
      int to = at + random.nextInt(content.length - at);
      int choice = random.nextInt(14);
      changes.add("bytes " + choice);
      return switch (choice) {
        case 0 -> Arrays.copyOf(content, at);
        case 1 -> joined(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, content);
        case 2 -> encoded(content, StandardCharsets.UTF_16);
        case 3 -> encoded(content, StandardCharsets.UTF_16LE);
        case 4 -> joined(content, new byte[] {(byte) 0xc3, (byte) 0x28});
        case 5 -> {
          byte[] flipped = content.clone();
          for (int i = 1 + random.nextInt(5); i > 0; i--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
          }
          yield flipped;
        }
        case 6 -> {
          byte[] noise = new byte[1 + random.nextInt(64)];
          random.nextBytes(noise);
          yield joined(Arrays.copyOf(content, at), noise, from(content, at));
        }
        case 7 -> joined(Arrays.copyOf(content, at), from(content, to));
        case 8 -> joined(Arrays.copyOf(content, to), from(content, at));
        case 9 -> joined(content, content);
        case 10 -> new byte[random.nextInt(3) * 1_000];
        case 11 -> joined(Arrays.copyOf(content, at), " ".repeat(1_000_000).getBytes());
        case 12 -> {
          byte[] random = new byte[1 + this.random.nextInt(1_000)];
          this.random.nextBytes(random);
          yield random;
        }
        default -> joined("// a comment\n".getBytes(), content, "/* another */".getBytes());
      };
    }

    private byte[] from(byte[] content, int start) {
      return Arrays.copyOfRange(content, start, content.length);
    }

    private byte[] encoded(byte[] content, Charset charset) {
      return new String(content, StandardCharsets.UTF_8).getBytes(charset);
    }

    private byte[] joined(byte[]... parts) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] part : parts) {
        all.writeBytes(part);
      }
      return all.toByteArray();
    }
  }
}
