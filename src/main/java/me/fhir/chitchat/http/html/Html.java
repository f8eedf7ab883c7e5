package me.fhir.chitchat.http.html;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page of HTML. Texts and the values of attributes are escaped; the names of elements and attributes are the
 * caller's own words. Not for several threads.
 */
public final class Html {
    private final Appendable out;

    /** A page in memory, which {@link #toString} returns. */
    public Html() {
        this(new StringBuilder(8192));
    }

    /** A page that goes where this one writes; an I/O error of it is thrown as {@link UncheckedIOException}. */
    public Html(Appendable out) {
        this.out = out;
        append("<!doctype html>");
    }

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn; a value that is null leaves its attribute out
     */
    public Html open(String element, @Nullable String... attributes) {
        append("<").append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                append(" ").append(String.valueOf(attributes[i])).append("=\"");
                append(escaped(value)).append("\"");
            }
        }
        return append(">");
    }

    public Html close(String element) {
        return append("</").append(element).append(">");
    }

    public Html text(String text) {
        return append(escaped(text));
    }

    /** An element that holds nothing but a text. */
    public Html element(String element, String text, @Nullable String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    /** The style sheet of a page; not escaped, so only the caller's own words. */
    public Html style(String sheet) {
        return open("style").append(sheet).close("style");
    }

    /** The value of an attribute that has none: null leaves it out. */
    public static @Nullable String given(boolean flag) {
        return flag ? "" : null;
    }

    private Html append(String html) {
        try {
            out.append(html);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
