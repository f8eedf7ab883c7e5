package me.fhir.chitchat.json;

/** What sort of value a member of a JSON object is. */
public enum JsonKind {
    ABSENT("missing"),
    NULL("null"),
    STRING("a string"),
    INTEGER("an integer"),
    DECIMAL("a decimal number"),
    BOOLEAN("a boolean"),
    OBJECT("an object"),
    ARRAY("a list");

    private final String words;

    JsonKind(String words) {
        this.words = words;
    }

    /** The kind as it reads in a sentence. */
    public String words() {
        return words;
    }

    /** The kind of a valid JSON value, told by its first characters. */
    static JsonKind of(String raw) {
        return switch (raw.charAt(0)) {
            case '"' -> STRING;
            case '{' -> OBJECT;
            case '[' -> ARRAY;
            case 't', 'f' -> BOOLEAN;
            case 'n' -> NULL;
            default -> isInteger(raw) ? INTEGER : DECIMAL;
        };
    }

    private static boolean isInteger(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }
}
