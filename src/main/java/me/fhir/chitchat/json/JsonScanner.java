package me.fhir.chitchat.json;

/**
 * Checks one JSON text against RFC 8259 in a single pass and notes where each value begins and ends. Strings are not
 * decoded and numbers not converted here. For one text and one thread.
 */
final class JsonScanner {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final JsonLimits limits;
    private final NodeRecorder nodes;
    private int at;
    private int values;
    private boolean surrogates;

    private JsonScanner(String text, JsonLimits limits, boolean kept) {
        this.text = text;
        this.limits = limits;
        this.nodes = new NodeRecorder(kept);
    }

    /** The nodes of a text that is one JSON value; a byte order mark before it is passed over. */
    static JsonNodes scan(String text, JsonLimits limits) throws JsonSyntaxException {
        JsonScanner scanner = new JsonScanner(text, limits, true);
        scanner.document();
        String whole = scanner.surrogates ? Surrogates.replaceLone(text) : text;
        return new JsonNodes(whole, scanner.nodes.nodes());
    }

    /** Whether a text that is one JSON value is an object; costs no memory for its values. */
    static boolean isObject(String text, JsonLimits limits) throws JsonSyntaxException {
        JsonScanner scanner = new JsonScanner(text, limits, false);
        scanner.document();
        return text.charAt(scanner.nodes.nodes()[0]) == '{';
    }

    private void document() throws JsonSyntaxException {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            at++;
        }
        skipWhitespace();
        if (at == text.length()) {
            throw JsonSyntaxException.malformed("there is nothing to read");
        }
        value();
        skipWhitespace();
        if (at < text.length()) {
            throw JsonSyntaxException.malformed("there is more text after the value" + place());
        }
    }

    /**
     * One value and all that it holds. A loop, not a recursion: how deeply a client nests must not decide how much of a
     * thread's stack is needed.
     */
    private void value() throws JsonSyntaxException {
        boolean opened;
        do {
            opened = scalarOrBracket();
        } while (anotherFollows(opened));
    }

    /** Passes a scalar or an opening bracket; whether it was a bracket. */
    private boolean scalarOrBracket() throws JsonSyntaxException {
        if (++values > limits.values()) {
            throw JsonSyntaxException.beyondLimits("it holds more than " + limits.values() + " values");
        }
        char first = peek();
        switch (first) {
            case '{', '[' -> enter();
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        return first == '{' || first == '[';
    }

    /** Closes the containers that end here; whether one of them has another value, whose name is then passed. */
    private boolean anotherFollows(boolean opened) throws JsonSyntaxException {
        boolean first = opened;
        while (nodes.depth() > 0) {
            char bracket = text.charAt(nodes.innermost()) == '{' ? '}' : ']';
            if (first ? !leaves(bracket) : continues(bracket)) {
                skipWhitespace();
                if (bracket == '}') {
                    name();
                }
                return true;
            }
            nodes.close(at);
            first = false;
        }
        return false;
    }

    private void name() throws JsonSyntaxException {
        if (peek() != '"') {
            throw expected("a member's name in double quotes");
        }
        string();
        skipWhitespace();
        if (peek() != ':') {
            throw expected("a colon");
        }
        at++;
        skipWhitespace();
    }

    private void enter() throws JsonSyntaxException {
        if (nodes.depth() == limits.depth()) {
            throw JsonSyntaxException.beyondLimits("it is nested more than " + limits.depth() + " levels deep");
        }
        nodes.open(at++);
    }

    /** Whether the container is empty; passes its closing bracket if so. */
    private boolean leaves(char bracket) throws JsonSyntaxException {
        skipWhitespace();
        if (peek() != bracket) {
            return false;
        }
        at++;
        return true;
    }

    /** Whether another element follows; passes the comma or the closing bracket. */
    private boolean continues(char bracket) throws JsonSyntaxException {
        skipWhitespace();
        char c = peek();
        if (c != ',' && c != bracket) {
            throw expected("a comma or " + bracket);
        }
        at++;
        return c == ',';
    }

    private void string() throws JsonSyntaxException {
        int node = nodes.begin(at);
        boolean escaped = false;
        int i = at + 1;
        int length = text.length();
        while (i < length) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && c < Character.MIN_SURROGATE) {
                i++;
            } else if (c == '"') {
                at = i + 1;
                nodes.end(node, at, escaped);
                return;
            } else if (c == '\\') {
                escaped = true;
                i += escape(i);
            } else if (c < ' ') {
                at = i;
                throw JsonSyntaxException.malformed("a control character in a string must be escaped" + place());
            } else {
                surrogates |= Character.isSurrogate(c);
                i++;
            }
        }
        at = length;
        throw unexpectedEnd();
    }

    /** The length of the escape that begins here. */
    private int escape(int from) throws JsonSyntaxException {
        char kind = from + 1 < text.length() ? text.charAt(from + 1) : ' ';
        if (kind != 'u') {
            if ("\"\\/bfnrt".indexOf(kind) < 0) {
                at = from;
                throw expected("a known escape");
            }
            return 2;
        }
        for (int i = from + 2; i < from + 6; i++) {
            if (i >= text.length() || !isHexDigit(text.charAt(i))) {
                at = Math.min(i, text.length());
                throw expected("four hexadecimal digits");
            }
        }
        surrogates |= Surrogates.isEscape(text, from);
        return 6;
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private void literal(String word) throws JsonSyntaxException {
        if (!text.startsWith(word, at)) {
            throw expected("a value");
        }
        int node = nodes.begin(at);
        at += word.length();
        nodes.end(node, at, false);
    }

    private void number() throws JsonSyntaxException {
        int first = at;
        int node = nodes.begin(at);
        if (text.charAt(at) == '-') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
        } else {
            digits(first == at ? "a value" : "a digit");
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits("a digit");
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits("a digit");
        }
        if (at - first > limits.digits()) {
            throw JsonSyntaxException.beyondLimits(
                    "a number is longer than " + limits.digits() + " characters" + place());
        }
        nodes.end(node, at, false);
    }

    private void digits(String wanted) throws JsonSyntaxException {
        int first = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == first) {
            throw expected(wanted);
        }
    }

    private void skipWhitespace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private char peek() throws JsonSyntaxException {
        if (at >= text.length()) {
            throw unexpectedEnd();
        }
        return text.charAt(at);
    }

    private JsonSyntaxException unexpectedEnd() {
        return JsonSyntaxException.malformed("the text ends too early" + place());
    }

    private JsonSyntaxException expected(String what) {
        return at >= text.length() ? unexpectedEnd() : JsonSyntaxException.malformed("expected " + what + place());
    }

    /** Where the scanner stands, counted from 1. */
    private String place() {
        int line = 1;
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return " (line " + line + ", column " + (at - lineStart + 1) + ")";
    }
}
