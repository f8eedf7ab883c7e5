package me.fhir.chitchat.http.admission;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads media types as headers such as {@code Content-Type} contain them. */
public final class MediaTypes {
    private MediaTypes() {}

    /** Whether it declares JSON: {@code application/json}, or an application's type that ends in {@code +json}. */
    public static boolean isJson(@Nullable String contentType) {
        String type = withoutParameters(contentType);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** The type in lower case, without parameters such as {@code charset}; empty when there is none. */
    public static String withoutParameters(@Nullable String mediaType) {
        return mediaType == null ? "" : mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
