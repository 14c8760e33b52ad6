package io.memtracer.host.recording.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a block says in JSON. What isn't known is passed over, what is missing is damage. */
public final class Texts {

  /** Of names, values and brackets: what is made of a few bytes each takes many times as many. */
  private static final long MOST_TOKENS = 4_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Texts() {}

  /** As bytes of UTF-8. */
  public static byte[] write(final Record value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The other way round.
   *
   * @throws DamagedException if it isn't what it should be
   */
  public static <T extends Record> T read(final byte[] text, final Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (IOException e) {
      throw new DamagedException("it can't be read as JSON: " + firstLine(e), e);
    }
  }

  /**
   * A map that stays as it is, in its order.
   *
   * @throws NullPointerException if something has no value
   */
  static Map<String, String> copyOf(final Map<String, String> map) {
    map.values().forEach(Objects::requireNonNull);
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static String firstLine(final IOException e) {
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
  }
}
