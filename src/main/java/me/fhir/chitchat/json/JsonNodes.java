package me.fhir.chitchat.json;

/**
 * The values of one document in the order in which they stand in its text; a member's name is a node before its value.
 * For each: where it begins, where it ends, and the node after it and all that it holds, with a bit for escapes.
 */
final class JsonNodes {
    static final int SLOTS = 3;

    /** {@code {}}: from 0 to 2, and one node. */
    static final JsonNodes EMPTY_OBJECT = new JsonNodes("{}", new int[] {0, 2, 1 << 1});

    private final String text;
    private final int[] slots;

    /** Takes the array over. */
    JsonNodes(String text, int[] slots) {
        this.text = text;
        this.slots = slots;
    }

    String text() {
        return text;
    }

    int start(int node) {
        return slots[node * SLOTS];
    }

    int end(int node) {
        return slots[node * SLOTS + 1];
    }

    /** The node after this one and everything inside it. */
    int next(int node) {
        return slots[node * SLOTS + 2] >>> 1;
    }

    private boolean escaped(int node) {
        return (slots[node * SLOTS + 2] & 1) != 0;
    }

    String raw(int node) {
        return text.substring(start(node), end(node));
    }

    /** The decoded text of a string. */
    String string(int node) {
        int from = start(node) + 1;
        int to = end(node) - 1;
        return escaped(node) ? decode(from, to) : text.substring(from, to);
    }

    boolean isNamed(int node, String name) {
        if (escaped(node)) {
            return string(node).equals(name);
        }
        int start = start(node) + 1;
        return end(node) - 1 - start == name.length() && text.startsWith(name, start);
    }

    private String decode(int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c != '\\') {
                out.append(c);
                at++;
            } else if (text.charAt(at + 1) == 'u') {
                out.append((char) Integer.parseInt(text, at + 2, at + 6, 16));
                at += 6;
            } else {
                out.append(unescaped(text.charAt(at + 1)));
                at += 2;
            }
        }
        return out.toString();
    }

    private static char unescaped(char kind) {
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        };
    }
}
