package me.fhir.chitchat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageServletTest {
    /** What a module imports; sentences that hold the word as well are no names of modules. */
    private static final String IMPORTED = "(?<![\\w-])(?:from|import)\\s*\\(?\\s*['\"]([\\w@.][\\w@./-]*)['\"]";

    private static final Server SERVER = new Server(0);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        var context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(PageServlet.fromClassPath()), "/*");
        SERVER.setHandler(context);
        SERVER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/scenarios",
                "/scenarios/scen_knee_mri_01",
                "/scenarios/caf%C3%A9%20%22x%22/run",
                "/configured/eyJ0aXRsZSI6IngifQ",
                "/conversations",
                "/conversations/17",
                "/conversations/17/",
                "/conversations?status=active",
                "/status",
                "/try?endpoint=https%3A%2F%2Fagents.example%2Fa2a",
                "/watch/",
                "/watch/index.html",
                "/?import=https%3A%2F%2Felsewhere.example%2Fcase.json",
                "/client/some/old/address"
            })
    void answersThePageAtEachOfItsAddresses(String path) throws Exception {
        var response = get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(response.body()).contains("<chit-app>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/conversations/abc",
                "/scenarios/a/b/c",
                "/index.html",
                "/assets/js/main.js",
                "/assets/000000000000/../index.html",
                "/assets/000000000000/nope.js",
                "/assets/000000000000/vendor/nope.js"
            })
    void answersNotFoundElsewhere(String path) throws Exception {
        var response = get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).startsWith("There is no page at /");
    }

    @Test
    void showsThePageToPeopleWhoMistypeAnAddress() throws Exception {
        var response = CLIENT.send(
                request("/nope").header("Accept", "text/html,*/*;q=0.8").build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("<chit-app>");
    }

    @Test
    void refusesToBeWrittenTo() throws Exception {
        var response = CLIENT.send(
                request("/").POST(HttpRequest.BodyPublishers.ofString("x")).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        var response = CLIENT.send(
                request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void cachesAssetsForEverAndThePageNever() throws Exception {
        var index = get("/");
        assertThat(header(index, "Cache-Control")).isEqualTo("no-cache");
        List<String> assets = found("(?:href|src)=\"(/assets/[^\"]+)\"", index.body());
        assertThat(assets)
                .anyMatch(path -> path.endsWith("/page.css"))
                .allMatch(path -> path.matches("/assets/[0-9a-f]{12}/.+"));
        for (String path : assets) {
            var asset = get(path);
            assertThat(asset.statusCode()).as(path).isEqualTo(200);
            assertThat(header(asset, "Cache-Control")).as(path).contains("immutable");
            assertThat(header(asset, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/conversations/1,conversation",
        "/projector,conversation",
        "/scenarios/a,scenario",
        "/scenarios/a/run,page",
        "/,page"
    })
    void theHeaviestViewsComeWithoutTheStylesOfOthers(String path, String name) throws Exception {
        List<String> sheets =
                found("rel=\"stylesheet\" href=\"([^\"]+)\"", get(path).body());
        assertThat(sheets).singleElement().asString().endsWith("/" + name + ".css");
        String styles = get(sheets.get(0)).body();
        assertThat(styles).contains(":root", "@media print");
        assertThat(styles.contains(".watchcode")).isEqualTo(!name.equals("scenario"));
        assertThat(styles.contains(".listhead")).isEqualTo(name.equals("page"));
    }

    @Test
    void givesAnotherVersionsAssetWithoutCachingIt() throws Exception {
        var asset = get("/assets/000000000000/js/main.js");
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(header(asset, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void servesEveryModuleThatIsImported() throws Exception {
        String index = get("/").body();
        List<String> seen = modules(found("type=\"module\" src=\"([^\"]+)\"", index), index);
        assertThat(seen).anyMatch(path -> path.matches(".*/views/status\\.js|.*/status-[A-Z0-9]+\\.js"));
        assertThat(seen).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({
        "/,scenarios",
        "/scenarios/a,scenario",
        "/scenarios/a/run,run",
        "/scenarios/a/many,many",
        "/configured/e30,configured",
        "/conversations,conversations",
        "/conversations/1,conversation",
        "/conversations/1/watch,watch",
        "/projector,watch",
        "/compare,compare",
        "/enter,host",
        "/status,status",
        "/try,try"
    })
    void namesAllModulesThatAViewNeedsFirst(String path, String view) throws Exception {
        String index = get(path).body();
        List<String> preloaded = found("rel=\"modulepreload\" href=\"([^\"]+)\"", index);
        assertThat(preloaded)
                .doesNotHaveDuplicates()
                .anyMatch(module -> module.endsWith("/js/main.js"))
                .filteredOn(module -> module.matches(".*/(views/)?" + view + "(-[A-Z0-9]+)?\\.js"))
                .hasSize(1);
        String imported = "(?:from|import)\\s*[\"'](\\.[\\w./-]+)[\"']";
        for (String module : preloaded) {
            for (String target : found(imported, withoutComments(get(module).body()))) {
                assertThat(preloaded).as(module).contains(resolved(module, target, index));
            }
        }
    }

    /** The page of a seat has no import map, which would lead names to libraries. */
    @Test
    void theModulesOfSeatsFindAllTheyImport() throws Exception {
        String version = found("/assets/([0-9a-f]{12})/", get("/").body()).get(0);
        List<String> seen = modules(List.of("/assets/" + version + "/js/seat/main.js"), "no import map");
        assertThat(seen).noneMatch(path -> path.endsWith("/vendor/lit.js"));
    }

    /** All modules that some modules import, these included; each is served. */
    private static List<String> modules(List<String> first, String index) throws Exception {
        List<String> waiting = new ArrayList<>(first);
        List<String> seen = new ArrayList<>();
        while (!waiting.isEmpty()) {
            String path = waiting.remove(0);
            if (seen.contains(path)) {
                continue;
            }
            seen.add(path);
            var module = get(path);
            assertThat(module.statusCode()).as(path).isEqualTo(200);
            assertThat(header(module, "Content-Type")).as(path).isEqualTo("text/javascript");
            for (String target : found(IMPORTED, withoutComments(module.body()))) {
                waiting.add(resolved(path, target, index));
            }
        }
        return seen;
    }

    @Test
    void allowsExactlyItsOwnImportMapAsInlineScript() throws Exception {
        var index = get("/");
        String policy = header(index, "Content-Security-Policy");
        String map = found("(?s)<script type=\"importmap\">(.*?)</script>", index.body())
                .get(0);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(map.getBytes(StandardCharsets.UTF_8));
        assertThat(policy)
                .contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
                .contains("frame-ancestors 'none'")
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(header(index, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(index, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(index.body()).doesNotContainPattern("(?i)\\son\\w+=|style=");
    }

    @Test
    void onlyThePageThatTriesOtherServersMaySpeakToThem() throws Exception {
        assertThat(header(get("/try"), "Content-Security-Policy")).contains("connect-src 'self' http: https:;");
        assertThat(header(get("/?import=x"), "Content-Security-Policy")).contains("connect-src 'self' http: https:;");
        for (String path : List.of("/", "/conversations?import=x", "/trying", "/scenarios/try")) {
            HttpRequest asked = request(path).header("Accept", "text/html").build();
            assertThat(header(CLIENT.send(asked, BodyHandlers.ofString()), "Content-Security-Policy"))
                    .contains("connect-src 'self';");
        }
    }

    /** Doc comments show imports as examples. */
    private static String withoutComments(String module) {
        return module.replaceAll("(?s)/\\*\\*\\n.*?\\*/", "");
    }

    private static String resolved(String from, String target, String index) {
        if (target.startsWith(".")) {
            return URI.create(from).resolve(target).getPath();
        }
        return found("\"" + Pattern.quote(target) + "\": \"(/assets/[^\"]+)\"", index).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("The import map does not know " + target));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(SERVER.getURI()
                .resolve("/")
                .resolve(URI.create(SERVER.getURI().toString().replaceAll("/$", "") + path)));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("").replace("; charset", ";charset");
    }
}
