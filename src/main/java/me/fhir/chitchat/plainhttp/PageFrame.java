package me.fhir.chitchat.plainhttp;

import java.util.function.UnaryOperator;
import me.fhir.chitchat.http.html.Html;
import org.jspecify.annotations.Nullable;

/**
 * The frame of all pages for a person at a seat.
 *
 * @param assets the address of a file of the web page by its name
 */
record PageFrame(UnaryOperator<String> assets) {
    /** A page that shows untrusted text runs and loads nothing but this server's own files. */
    static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");

    /**
     * The beginning of a page, up to its body.
     *
     * @param icon the name of the tab's icon
     * @param reloadSeconds after which a browser without scripts loads it again; null for never
     */
    Html begun(String title, String icon, @Nullable Integer reloadSeconds) {
        Html html = new Html().open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        html.element("title", title)
                .open(
                        "meta",
                        "name",
                        "viewport",
                        "content",
                        "width=device-width,initial-scale=1,interactive-widget=resizes-content")
                .open("meta", "name", "color-scheme", "content", "light dark")
                .open("link", "rel", "icon", "type", "image/svg+xml", "href", assets.apply(icon + ".svg"));
        for (String sheet : new String[] {"css/tokens.css", "css/seat-page.css"}) {
            html.open("link", "rel", "stylesheet", "href", assets.apply(sheet));
        }
        html.open("script", "src", assets.apply("js/theme.js")).close("script");
        if (reloadSeconds != null) {
            html.open("noscript")
                    .open("meta", "http-equiv", "refresh", "content", reloadSeconds.toString())
                    .close("noscript");
        }
        return html.close("head").open("body");
    }

    /** Adds the script that follows the conversation. */
    void script(Html html) {
        html.open("script", "type", "module", "src", assets.apply("js/seat/main.js"))
                .close("script");
    }

    static String ended(Html html) {
        return html.close("body").close("html").text("\n").toString();
    }

    /** A page that says one thing. */
    String sentence(String title, String sentence) {
        Html html = begun(title, "icon", null).open("main").element("h1", title);
        return ended(html.element("p", sentence, "class", "plain").close("main"));
    }
}
