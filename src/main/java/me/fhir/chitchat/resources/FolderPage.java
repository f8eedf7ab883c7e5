package me.fhir.chitchat.resources;

import java.nio.charset.StandardCharsets;
import java.util.List;
import me.fhir.chitchat.http.html.Html;
import me.fhir.chitchat.llm.CallFolders;

/** One page of a folder's listing as HTML; every name in it may be hostile. */
record FolderPage(String path, List<CallFolders.FolderEntry> entries, int number, boolean more) {
    /** The page; its links are relative to the address it was asked by, so that they survive any proxy's prefix. */
    String html(String requestPath) {
        String here = requestPath.substring(requestPath.lastIndexOf('/') + 1);
        String prefix = here.isEmpty() ? "./" : "./" + here + "/";
        String title = "Debug logs /" + path;
        Html html = new Html().open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        html.element("title", title)
                .close("head")
                .open("body")
                .element("h1", title)
                .open("ul");
        for (CallFolders.FolderEntry entry : entries) {
            html.open("li")
                    .element("a", entry.name() + (entry.folder() ? "/" : ""), "href", prefix + encode(entry.name()))
                    .close("li");
        }
        html.close("ul");
        if (number > 1) {
            html.element("a", "newer", "href", "?page=" + (number - 1)).text(" ");
        }
        if (more) {
            html.element("a", "older", "href", "?page=" + (number + 1));
        }
        return html.close("body").close("html").toString();
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
