package me.fhir.chitchat.plainhttp;

import org.jspecify.annotations.Nullable;

/** HTML in the making. Texts and attributes are escaped; names of elements and attributes are the caller's own words. */
final class Html {
    private final StringBuilder out = new StringBuilder(8192).append("<!doctype html>");

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn; a value that is null leaves its attribute out
     */
    Html open(String element, @Nullable String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                out.append(' ')
                        .append(attributes[i])
                        .append("=\"")
                        .append(escaped(value))
                        .append('"');
            }
        }
        out.append('>');
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** An element that holds nothing but a text. */
    Html element(String element, String text, @Nullable String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    /** The value of an attribute that has none: null leaves it out. */
    static @Nullable String given(boolean flag) {
        return flag ? "" : null;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
