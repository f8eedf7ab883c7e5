package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scanner agrees with Jackson about what is JSON, and about what it says. Jackson refuses lone halves of pairs, which are replaced. */
class JsonScannerTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String ALPHABET = "{}[]:,\"\\ \n\t0123456789-+.eEabfnrtuxls/\u0001é\uD83D";

    private static boolean isJson(String text) {
        try (JsonParser parser = JACKSON.createParser(Surrogates.replaceLone(text))) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            // Strings are decoded, and so checked, only when they are asked for.
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean parses(String text) {
        try {
            Json.parse(text);
            return true;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private static boolean isObject(String text) {
        try {
            StoredJson.requireObject(text);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Test
    void acceptsTheSameTexts() {
        Random random = new Random(20260101);
        int accepted = 0;
        for (int i = 0; i < 60_000; i++) {
            String text = mutated(document(random, 0), random);
            boolean expected = isJson(text);
            accepted += expected ? 1 : 0;
            assertThat(parses(text)).as(text).isEqualTo(expected);
            assertThat(isObject(text)).as(text).isEqualTo(expected && Json.objectOrNull(text) != null);
        }
        assertThat(accepted).isBetween(5_000, 55_000);
    }

    @Test
    void readsTheSameValues() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            String text = document(random, 0);
            assertSame(Json.parse(text), JACKSON.readTree(text));
        }
    }

    private static void assertSame(Json value, JsonNode expected) throws Exception {
        assertThat(JACKSON.readTree(value.raw())).isEqualTo(expected);
        if (value instanceof Json.Object object) {
            List<String> names = new ArrayList<>();
            expected.fieldNames().forEachRemaining(names::add);
            assertThat(object.members().keySet()).containsExactlyElementsOf(names);
            for (String name : names) {
                assertSame(value(object, name), expected.get(name));
            }
        } else if (value instanceof Json.Array array) {
            List<Json> elements = array.elements();
            assertThat(elements).hasSize(expected.size());
            for (int i = 0; i < elements.size(); i++) {
                assertSame(elements.get(i), expected.get(i));
            }
        } else if (value instanceof Json.Text string) {
            assertThat(string.value()).isEqualTo(expected.textValue());
        } else if (value instanceof Json.Number number) {
            assertThat(number.isInteger()).isEqualTo(expected.isIntegralNumber());
            assertThat(number.doubleValue()).isEqualTo(expected.doubleValue());
        } else if (value instanceof Json.Bool bool) {
            assertThat(bool.value()).isEqualTo(expected.booleanValue());
        } else {
            assertThat(expected.isNull()).isTrue();
        }
    }

    private static Json value(Json.Object object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    private static String mutated(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(out.length());
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> out.setCharAt(at, c);
                case 1 -> out.insert(at, c);
                default -> {
                    if (out.length() > 1) {
                        out.deleteCharAt(at);
                    }
                }
            }
        }
        return out.toString();
    }

    private static String document(Random random, int depth) {
        String space = List.of("", "", " ", "\n\t").get(random.nextInt(4));
        return space
                + switch (random.nextInt(depth > 3 ? 5 : 8)) {
                    case 0 -> string(random);
                    case 1 -> List.of("true", "false", "null").get(random.nextInt(3));
                    case 2, 3 ->
                        List.of("0", "-0", "17", "-12345678901234567890", "1.50", "1e5", "2E-3", "0.1e+2", "9999999999")
                                .get(random.nextInt(9));
                    case 4 -> List.of("{}", "[]", "[ ]", "{ }").get(random.nextInt(4));
                    case 5 -> list(random, depth);
                    default -> object(random, depth);
                }
                + space;
    }

    private static String list(Random random, int depth) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            elements.add(document(random, depth + 1));
        }
        return "[" + String.join(",", elements) + "]";
    }

    private static String object(Random random, int depth) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            members.add(string(random) + ":" + document(random, depth + 1));
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String string(Random random) {
        return "\""
                + List.of(
                                "",
                                "a",
                                "b",
                                "long enough",
                                "\\u00e9",
                                "\\\"",
                                "\\\\",
                                "é/\\/",
                                "\\ud83d\\ude00",
                                "\uD83D\uDE00",
                                "\\n\\t\\b\\f\\r")
                        .get(random.nextInt(11))
                + "\"";
    }
}
