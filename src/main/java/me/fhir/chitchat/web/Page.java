package me.fhir.chitchat.web;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page as built: index.html with versioned addresses, its content policy, and its assets.
 *
 * <p>The version covers every asset, so one that changes gives all of them new addresses: modules that import each
 * other by relative paths never mix two versions.
 */
final class Page {
    private static final String FOLDER = "assets";
    private static final String INDEX = "index.html";
    /** Two thirds of all bytes, and asked for by developer tools only: read when asked for. */
    private static final String SOURCE_MAP = ".map";
    /** Where the main module is named in index.html; what a view needs beside it follows. */
    private static final Pattern PRELOAD = Pattern.compile("<link rel=\"modulepreload\" href=\"/assets/[^\"]+\">");

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final String version;
    private final Map<PageView, Asset> documents;
    private final String scripts;
    private final Map<String, Asset> assets;
    private final Set<String> sourceMaps;

    private Page(String version, String html, PageModules modules, Map<String, Asset> assets, Set<String> sourceMaps) {
        this.version = version;
        this.documents = documents(html, version, modules);
        this.scripts = scripts(html);
        this.assets = assets;
        this.sourceMaps = sourceMaps;
    }

    static Page fromClassPath() {
        return of(ClassPathFolder.read(FOLDER, INDEX));
    }

    static Page of(SortedMap<String, byte[]> sources) {
        SortedMap<String, byte[]> files = PageStyles.joined(sources, INDEX);
        String version = PageDigests.version(files);
        byte[] source = Objects.requireNonNull(files.get(INDEX), "the page has no " + INDEX);
        String html = new String(source, StandardCharsets.UTF_8).replace("\"/assets/", "\"/assets/" + version + "/");
        Map<String, Asset> assets = new TreeMap<>();
        Set<String> sourceMaps = new HashSet<>();
        files.forEach((name, content) -> {
            if (name.endsWith(SOURCE_MAP)) {
                sourceMaps.add(name);
            } else if (!name.equals(INDEX)) {
                assets.put(name, Asset.named(name, content));
            }
        });
        return new Page(version, html, new PageModules(files), assets, sourceMaps);
    }

    private static Map<PageView, Asset> documents(String html, String version, PageModules modules) {
        Map<PageView, Asset> documents = new EnumMap<>(PageView.class);
        for (PageView view : PageView.values()) {
            String links = modules.of(view).stream()
                    .map(name -> "<link rel=\"modulepreload\" href=\"/assets/" + version + "/" + name + "\">")
                    .collect(Collectors.joining("\n"));
            String styled = PageStyles.of(view, html);
            String document = PRELOAD.matcher(styled).replaceFirst(Matcher.quoteReplacement(links));
            documents.put(view, Asset.named(INDEX, document.getBytes(StandardCharsets.UTF_8)));
        }
        return documents;
    }

    // The inline import map is the only inline script; its hash is its permission.
    private static String scripts(String html) {
        Matcher importMap = IMPORT_MAP.matcher(html);
        return importMap.find() ? "'self' " + PageDigests.cspSource(importMap.group(1)) : "'self'";
    }

    /** The page's content security policy; {@code reachingOut} lets it speak to other servers. */
    String contentSecurityPolicy(boolean reachingOut) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src " + scripts,
                "style-src 'self'",
                "worker-src 'self'",
                "img-src 'self' data: blob:",
                reachingOut ? "connect-src 'self' http: https:" : "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types lit-html chitchat-worker");
    }

    String version() {
        return version;
    }

    /** The document that shows a view; it names the modules that are needed first. */
    Asset document(PageView view) {
        return Objects.requireNonNull(documents.get(view));
    }

    Optional<Asset> asset(String name) {
        return sourceMaps.contains(name)
                ? ClassPathFolder.file(FOLDER, name).map(content -> Asset.named(name, content))
                : Optional.ofNullable(assets.get(name));
    }
}
