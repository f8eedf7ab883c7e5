package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.dropwizard.testing.junit5.ResourceExtension;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.llm.CallFolders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DropwizardExtensionsSupport.class)
class DebugLogsResourceTest {
    @TempDir
    static Path outside;

    private static final UriInfo NOWHERE = (UriInfo) Proxy.newProxyInstance(
            DebugLogsResourceTest.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, given) -> {
                throw new AssertionError("not asked for");
            });

    private static final class Told implements ExceptionMapper<ApiException> {
        @Override
        public Response toResponse(ApiException e) {
            return Response.status(e.status()).entity(e.sentence()).build();
        }
    }

    /** The folder is known only once JUnit has made it. */
    static final ResourceExtension RESOURCES = ResourceExtension.builder()
            .setRegisterDefaultExceptionMappers(false)
            .addProvider(new Told())
            .addResource(() -> new DebugLogsResource(Optional.of(new CallFolders(root()))))
            .build();

    private static Path root() {
        return outside.resolve("llm-debug");
    }

    @BeforeAll
    static void fill() throws IOException {
        Files.createDirectories(root());
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Path hostile = Files.createDirectory(root().resolve("<b>&\"'%2e #?:x"));
        Files.writeString(hostile.resolve("request.txt"), "<script>alert(1)</script> ü");
        Path many = Files.createDirectory(root().resolve("many"));
        for (int i = 0; i < 1001; i++) {
            Path file = Files.createFile(many.resolve("f" + i));
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * i));
        }
    }

    private static Response get(String path) {
        return RESOURCES.target(path).request().get();
    }

    /** The addresses a browser would see on a page that it got from that path. */
    private static List<String> links(String path, String html) {
        return Pattern.compile("<li><a href=\"([^\"]*)\">")
                .matcher(html)
                .results()
                .map(match ->
                        URI.create("http://host" + path).resolve(match.group(1)).getRawPath())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/debug-logs", "/debug-logs/"})
    void linksLeadToWhatTheyNameWithOrWithoutASlashAtTheEnd(String start) {
        String top = get(start).readEntity(String.class);
        List<String> folders = links(start, top);
        assertThat(folders).hasSize(2);
        String folder = folders.stream()
                .filter(link -> !link.endsWith("/many"))
                .findFirst()
                .orElseThrow();

        List<String> files = links(folder, get(folder).readEntity(String.class));
        Response file = get(files.get(0));

        assertThat(files).hasSize(1);
        assertThat(file.readEntity(String.class)).isEqualTo("<script>alert(1)</script> ü");
    }

    @Test
    void namesCannotBreakOutOfThePage() {
        Response response = get("/debug-logs");

        assertThat(response.getHeaderString("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(response.getHeaderString("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(response.readEntity(String.class))
                .doesNotContain("<b>")
                .contains("\">&lt;b&gt;&amp;&quot;'%2e #?:x/</a>")
                .contains("href=\"./debug-logs/%3Cb%3E%26%22%27%252e%20%23%3F%3Ax\"");
    }

    @Test
    void servesFilesAsPlainTextOnly() {
        Response response = get("/debug-logs/" + "%3Cb%3E%26%22%27%252e%20%23%3F%3Ax/request.txt");

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeaderString("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(response.getHeaderString("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.getHeaderString("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void listsAThousandNamesAPageNewestFirst() {
        String first = get("/debug-logs/many").readEntity(String.class);
        String second = RESOURCES
                .target("/debug-logs/many")
                .queryParam("page", "2")
                .request()
                .get(String.class);

        assertThat(links("/debug-logs/many", first))
                .hasSize(1000)
                .startsWith("/debug-logs/many/f1000", "/debug-logs/many/f999");
        assertThat(first).contains("?page=2").doesNotContain("?page=0");
        assertThat(links("/debug-logs/many", second)).containsExactly("/debug-logs/many/f0");
        assertThat(second).contains("?page=1").doesNotContain("?page=3");
    }

    @Test
    void pageBeyondTheEndIsEmptyAndOneThatIsNoneIsABadRequest() {
        var many = RESOURCES.target("/debug-logs/many");

        assertThat(links("/", many.queryParam("page", "999999999").request().get(String.class)))
                .isEmpty();
        for (String page : List.of("0", "-1", "x", "1.5", "99999999999", "")) {
            assertThat(many.queryParam("page", page).request().get().getStatus())
                    .as(page)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/debug-logs/nothing",
                "/debug-logs/%2e%2e/secret.txt",
                "/debug-logs/..%2fsecret.txt",
                "/debug-logs/many/..%2f..%2fsecret.txt",
                "/debug-logs/%2fetc%2fpasswd",
                "/debug-logs/..%5csecret.txt",
                "/debug-logs/many%00",
                "/debug-logs/many%0a",
                "/debug-logs/many/f1/x",
                "/debug-logs/many//f1"
            })
    void pathsOutsideTheFolderAre404(String path) {
        assertThat(get(path).getStatus()).isEqualTo(404);
    }

    @Test
    void isNotThereUnlessPublished() {
        DebugLogsResource hidden = new DebugLogsResource(Optional.empty());

        assertThatThrownBy(() -> hidden.below("many", null, NOWHERE))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(404));
    }
}
