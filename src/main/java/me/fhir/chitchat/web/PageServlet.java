package me.fhir.chitchat.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers everything outside the API: the page at each of its addresses, so that deep links reload, and its files. */
public final class PageServlet extends HttpServlet {
    private static final Pattern ASSET = Pattern.compile("/assets/([0-9a-f]{12})/(.+)");

    /** Without "public": it changes nothing without credentials, and each of twenty files would carry it. */
    private static final String FOR_EVER = "max-age=31536000, immutable";

    private static final String ASK_AGAIN = "no-cache";

    private final transient Page page;

    PageServlet(Page page) {
        this.page = page;
    }

    /** The page that was built into this program. */
    public static PageServlet fromClassPath() {
        return new PageServlet(Page.fromClassPath());
    }

    /** The address of a file of the page, under which browsers keep it. */
    public String assetAddress(String name) {
        return "/assets/" + page.version() + "/" + name;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            sentence(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "This address can only be read: use GET.");
            return;
        }
        String path = request.getRequestURI();
        Matcher asset = ASSET.matcher(path);
        if (asset.matches()) {
            // During an update a page may ask a server that already has, or still has, another version.
            String caching = asset.group(1).equals(page.version()) ? FOR_EVER : ASK_AGAIN;
            file(response, path, page.asset(asset.group(2)), caching);
            return;
        }
        PageView view = PageView.at(path);
        if (view != PageView.LOST || wantsHtml(request)) {
            page(response, view, reachesOut(request, view));
        } else {
            notFound(response, path);
        }
    }

    private void page(HttpServletResponse response, PageView view, boolean reachingOut) throws IOException {
        response.setStatus(view == PageView.LOST ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_OK);
        response.setHeader("Content-Security-Policy", page.contentSecurityPolicy(reachingOut));
        response.setHeader("Referrer-Policy", "same-origin");
        send(response, page.document(view), ASK_AGAIN);
    }

    private static void file(HttpServletResponse response, String path, Optional<Asset> asset, String caching)
            throws IOException {
        if (asset.isEmpty()) {
            notFound(response, path);
            return;
        }
        send(response, asset.get(), caching);
    }

    private static void send(HttpServletResponse response, Asset asset, String caching) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", caching);
        response.setContentType(asset.contentType());
        response.setContentLength(asset.content().length);
        response.getOutputStream().write(asset.content());
    }

    private static void notFound(HttpServletResponse response, String path) throws IOException {
        sentence(response, HttpServletResponse.SC_NOT_FOUND, "There is no page at " + path + ".");
    }

    private static void sentence(HttpServletResponse response, int status, String words) throws IOException {
        response.setStatus(status);
        byte[] text = (words + "\n").getBytes(StandardCharsets.UTF_8);
        send(response, Asset.named("sentence.txt", text), ASK_AGAIN);
    }

    private static boolean reachesOut(HttpServletRequest request, PageView view) {
        return view == PageView.TRY || (request.getRequestURI().equals("/") && request.getParameter("import") != null);
    }

    private static boolean wantsHtml(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }
}
