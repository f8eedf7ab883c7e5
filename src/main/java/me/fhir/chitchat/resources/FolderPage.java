package me.fhir.chitchat.resources;

import java.nio.charset.StandardCharsets;
import java.util.List;
import me.fhir.chitchat.llm.CallFolders;

/** One page of a folder's listing as HTML; every name in it may be hostile. */
record FolderPage(String path, List<CallFolders.FolderEntry> entries, int number, boolean more) {
    /** The page; its links are relative to the address it was asked by, so that they survive any proxy's prefix. */
    String html(String requestPath) {
        String here = requestPath.substring(requestPath.lastIndexOf('/') + 1);
        String prefix = here.isEmpty() ? "./" : "./" + here + "/";
        StringBuilder out = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escape("Debug logs /" + path))
                .append("</title></head><body>\n<h1>")
                .append(escape("Debug logs /" + path))
                .append("</h1>\n<ul>\n");
        for (CallFolders.FolderEntry entry : entries) {
            out.append("<li><a href=\"")
                    .append(prefix)
                    .append(encode(entry.name()))
                    .append("\">");
            out.append(escape(entry.name())).append(entry.folder() ? "/" : "").append("</a></li>\n");
        }
        out.append("</ul>\n");
        if (number > 1) {
            out.append("<a href=\"?page=").append(number - 1).append("\">newer</a>\n");
        }
        if (more) {
            out.append("<a href=\"?page=").append(number + 1).append("\">older</a>\n");
        }
        return out.append("</body></html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Percent-encoding of everything but RFC 3986's unreserved characters. */
    private static String encode(String name) {
        StringBuilder out = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }
}
