package io.onestep.engine.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What a user who wrote an unknown name probably meant. */
public final class Suggestion {
  /** No name that is known is longer, or much longer. */
  private static final int LONGEST = 100;

  /** So many known names are named. */
  private static final int MOST = 100;

  private Suggestion() {}

  /**
   * Returns the known name that is nearest to an unknown one.
   *
   * @param name the unknown name
   * @param known the known names
   * @return a known name that differs in few letters, if there is one
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    int limit = Math.max(2, name.length() / 3);
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .filter(candidate -> Math.abs(name.length() - candidate.length()) <= limit)
        .filter(candidate -> distance.apply(name, candidate) <= limit)
        .min(
            // A letter of the other case is nearer than another letter.
            Comparator.<String>comparingInt(
                    candidate ->
                        distance.apply(
                            name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(candidate -> distance.apply(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Says that a name is not known.
   *
   * @param what what is named, for example {@code "readout"}
   * @param name the unknown name
   * @param known the known names
   * @return for example {@code "unknown readout 'rigde'; did you mean 'ridge'? There are: ridge"}
   */
  public static String unknown(String what, String name, Collection<String> known) {
    return unknown(what, name, known, known);
  }

  /**
   * Says that a name is not known, where there are too many names to list all.
   *
   * @param what what is named, for example {@code "place"}
   * @param name the unknown name
   * @param known the known names
   * @param listed those of them, or of what they are parts of, that are listed
   * @return as by {@link #unknown(String, String, Collection)}
   */
  public static String unknown(
      String what, String name, Collection<String> known, Collection<String> listed) {
    String all =
        listed.isEmpty()
            ? "There are none"
            : "There are: "
                + listed.stream().limit(MOST).collect(Collectors.joining(", "))
                + (listed.size() > MOST ? ", and " + (listed.size() - MOST) + " more" : "");
    String shown = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    return nearest(name, known)
        .map(near -> "unknown %s '%s'; did you mean '%s'? %s".formatted(what, shown, near, all))
        .orElseGet(() -> "unknown %s '%s'. %s".formatted(what, shown, all));
  }
}
