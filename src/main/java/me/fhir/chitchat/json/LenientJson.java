package me.fhir.chitchat.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds JSON objects in text as language models write it: in fences, between sentences, with small mistakes. */
public final class LenientJson {
    /** Enough for any honest answer; keeps hostile text from costing time. */
    private static final int ATTEMPTS = 200;

    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                    JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private LenientJson() {}

    /** The objects of the text that stand in no other one, in their order and without their mistakes. */
    public static List<Json.Object> objects(String text) {
        List<Json.Object> objects = new ArrayList<>();
        int start = text.indexOf('{');
        for (int attempt = 0; start >= 0 && attempt < ATTEMPTS; attempt++) {
            String rest = text.substring(start);
            int length = 1;
            try (JsonParser parser = MAPPER.createParser(rest)) {
                objects.add(StoredJson.object(PlainJson.text(MAPPER.readValue(parser, OBJECT))));
                length = (int) parser.currentLocation().getCharOffset();
            } catch (IOException e) {
                // No object begins here; maybe at the next brace.
                length = 1;
            }
            start = text.indexOf('{', start + length);
        }
        return objects;
    }
}
