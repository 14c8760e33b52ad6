package io.memtracer.host.report.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * JSON that can stand between the tags of a script: what a guest calls its programs may be {@code
 * </script>}. In strings, all that means something in HTML is an escape, and outside of strings
 * JSON has none of it.
 */
final class EmbeddedJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private EmbeddedJson() {}

  /** Copies one value, without the white space around it. */
  static void copy(final InputStream json, final OutputStream out) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json);
        JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.setCharacterEscapes(new MarkupEscapes());
      parser.nextToken();
      generator.copyCurrentStructure(parser);
    }
  }

  /** What means something in HTML. */
  private static final class MarkupEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    private static final String MARKUP = "<>&'";

    @Override
    public int[] getEscapeCodesForAscii() {
      final int[] escapes = standardAsciiEscapesForJSON();
      MARKUP.chars().forEach(markup -> escapes[markup] = CharacterEscapes.ESCAPE_CUSTOM);
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(final int character) {
      return MARKUP.indexOf(character) < 0
          ? null
          : new SerializedString(String.format("\\u%04x", character));
    }
  }
}
