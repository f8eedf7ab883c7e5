package me.fhir.chitchat.json;

/**
 * Finds one member of a text's outermost object without taking the rest apart, in a text that is JSON but exceeds
 * {@link JsonLimits}. Needs no memory. For one text and one thread.
 */
public final class OuterMember {
    private final String text;
    private int at;
    private int depth;

    private OuterMember(String text) {
        this.text = text;
    }

    /** The text of a string, number or literal under this name, as far as it goes; empty when there is none. */
    public static String scalar(String text, String name) {
        return new OuterMember(text).find('"' + name + '"');
    }

    private String find(String quotedName) {
        String found = "";
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                int start = at;
                passString();
                if (depth == 1
                        && text.startsWith(quotedName, start)
                        && at == start + quotedName.length()
                        && passColon()) {
                    found = value();
                }
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                at++;
            }
        }
        return found;
    }

    private void passString() {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, text.length());
    }

    private boolean passColon() {
        passWhitespace();
        if (at == text.length() || text.charAt(at) != ':') {
            return false;
        }
        at++;
        passWhitespace();
        return true;
    }

    private void passWhitespace() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    /** The text of a scalar, with what stands between it and the next comma or bracket. */
    private String value() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '"') {
            passString();
        } else {
            while (at < text.length() && ",{}[]\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
        return text.substring(start, at);
    }
}
