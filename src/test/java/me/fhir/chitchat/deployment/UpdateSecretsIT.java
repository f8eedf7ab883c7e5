package me.fhir.chitchat.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code update-secrets.sh} against an API server. Where there is no kubectl a stand-in of a few lines speaks to the same
 * server; either way a wrapper writes down every command line, on which no value may ever stand.
 */
class UpdateSecretsIT {
    private static final String HOSTILE = "~0x #a: 'b' \"c\" $(touch pwned) `id` \\ ${HOME} %s";
    private static final String LEADING_ZERO = "0123456789";
    private static final String LONG = "sk-or-v1-" + "0f".repeat(40);

    @TempDir
    Path folder;

    private ApiServer api;
    private NamespacedKubernetesClient client;

    @BeforeEach
    void start() {
        api = new ApiServer();
        client = api.client();
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("interop")
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    @Test
    void storesWhatWasTypedAndNothingElse() throws Exception {
        FinishedProcess ran = script(HOSTILE + "\n" + LEADING_ZERO + "\n" + LONG + "\n");

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(stored("OPENROUTER_API_KEY")).isEqualTo(HOSTILE);
        assertThat(stored("GEMINI_API_KEY")).isEqualTo(LEADING_ZERO);
        assertThat(stored("PUBLISHED_EDIT_TOKEN")).isEqualTo(LONG);
        assertThat(ran.output())
                .contains("OPENROUTER_API_KEY: " + HOSTILE.length() + " bytes stored")
                .contains("kubectl -n interop rollout restart deploy/interop-api")
                .doesNotContain(HOSTILE, LEADING_ZERO, LONG);
        assertNoValueOnACommandLine(HOSTILE, LEADING_ZERO, LONG);
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    void keepsWhatIsLeftEmptyAndClearsOnADash() throws Exception {
        script("first\nsecond\nthird\n").orFail();

        FinishedProcess ran = script("\n-\nnew#er\n");

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("(5 bytes now)", "GEMINI_API_KEY: cleared");
        assertThat(stored("OPENROUTER_API_KEY")).isEqualTo("first");
        assertThat(stored("GEMINI_API_KEY")).isEmpty();
        assertThat(stored("PUBLISHED_EDIT_TOKEN")).isEqualTo("new#er");
    }

    @Test
    void asksForEverySecretAndKeepsTheLaterOnesWhenTheInputEnds() throws Exception {
        script("a\nb\nc\nd\nsixteen characters\n").orFail();
        assertThat(stored("OPENAI_API_KEY")).isEqualTo("d");
        assertThat(stored("SEAT_SECRET")).isEqualTo("sixteen characters");

        script("new\n\n\n").orFail();

        assertThat(stored("OPENROUTER_API_KEY")).isEqualTo("new");
        assertThat(stored("OPENAI_API_KEY")).isEqualTo("d");
        assertThat(stored("SEAT_SECRET")).isEqualTo("sixteen characters");
    }

    @Test
    void changesNothingWhenNothingIsTypedOrTheInputEnds() throws Exception {
        script("first\nsecond\nthird\n").orFail();
        api.changes();

        assertThat(script("\n\n\n").output()).contains("Nothing to change.");
        FinishedProcess ended = script("replaced\n");
        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output()).contains("nothing was changed");

        assertThat(api.changes()).isEmpty();
        assertThat(stored("OPENROUTER_API_KEY")).isEqualTo("first");
    }

    @Test
    void saysWhatToDoWhenTheNamespaceIsNotThere() throws Exception {
        FinishedProcess ran = script("a\nb\nc\n", "nowhere");

        assertThat(ran.exit()).isNotZero();
        assertThat(ran.output()).contains("kubectl create namespace nowhere");
    }

    @Test
    void worksBesideTheHandWrittenKubectlCommands() throws Exception {
        assumeThat(kubectl()).as("needs kubectl").isNotNull();
        String create = "kubectl -n interop create secret generic app-secrets"
                + " --from-literal=OPENROUTER_API_KEY=\"one\" --from-literal=GEMINI_API_KEY=\"two\""
                + " --from-literal=PUBLISHED_EDIT_TOKEN=\"three\" --dry-run=client -o yaml"
                + " | kubectl apply --validate=false -f -";
        bash(create).orFail();
        assertThat(stored("PUBLISHED_EDIT_TOKEN")).isEqualTo("three");

        bash("EDIT_TOKEN='my-shared-edit-token'; kubectl -n interop patch secret app-secrets -p "
                        + "'{\"data\":{\"PUBLISHED_EDIT_TOKEN\":\"'$(echo -n $EDIT_TOKEN | base64)'\"}}'")
                .orFail();
        assertThat(stored("PUBLISHED_EDIT_TOKEN")).isEqualTo("my-shared-edit-token");
        script("\nnew gemini\n\n").orFail();
        assertThat(stored("OPENROUTER_API_KEY")).isEqualTo("one");
        assertThat(stored("GEMINI_API_KEY")).isEqualTo("new gemini");

        bash("kubectl -n interop patch secret app-secrets -p '{\"data\":{\"PUBLISHED_EDIT_TOKEN\":\"\"}}'")
                .orFail();
        assertThat(stored("PUBLISHED_EDIT_TOKEN")).isEmpty();
    }

    private FinishedProcess script(String input, String... arguments) throws Exception {
        Path script = Path.of("src/main/k8s/update-secrets.sh").toAbsolutePath();
        String installed = kubectl();
        String kubectl = installed == null ? standIn().toString() : installed;
        Path wrapper = folder.resolve("kubectl-that-tells");
        Files.writeString(
                wrapper,
                "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\" >>" + folder.resolve("command-lines") + "\nexec " + kubectl
                        + " \"$@\"\n",
                UTF_8);
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        List<String> command = Stream.concat(Stream.of("bash", script.toString()), Stream.of(arguments))
                .toList();
        return FinishedProcess.command(
                command,
                folder,
                Map.of("KUBECONFIG", api.kubeconfig(folder).toString(), "KUBECTL", wrapper.toString()),
                input);
    }

    private FinishedProcess bash(String line) {
        return FinishedProcess.command(
                List.of("bash", "-euo", "pipefail", "-c", line),
                folder,
                Map.of("KUBECONFIG", api.kubeconfig(folder).toString()),
                "");
    }

    private String stored(String key) {
        Secret secret =
                client.secrets().inNamespace("interop").withName("app-secrets").get();
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), UTF_8);
    }

    private void assertNoValueOnACommandLine(String... values) throws Exception {
        String commandLines = Files.readString(folder.resolve("command-lines"));
        assertThat(commandLines).contains("patch", "app-secrets").doesNotContain(values);
        for (String value : values) {
            assertThat(commandLines).doesNotContain(Base64.getEncoder().encodeToString(value.getBytes(UTF_8)));
        }
    }

    private static @Nullable String kubectl() {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .map(place -> Path.of(place, "kubectl"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    /** The five calls of the script over curl; anything else fails. */
    private Path standIn() throws Exception {
        Path standIn = folder.resolve("kubectl");
        Files.writeString(standIn, """
                #!/usr/bin/env bash
                set -euo pipefail
                server=$(grep -o 'http://127.0.0.1:[0-9]*' "$KUBECONFIG")
                namespace=default
                if [ "$1" = --namespace ]; then namespace=$2; shift 2; fi
                secrets=$server/api/v1/namespaces/$namespace/secrets
                case "$*" in
                  "get namespace "*) curl -fsS "$server/api/v1/namespaces/$3" >/dev/null ;;
                  "get secret app-secrets --ignore-not-found -o name")
                    curl -fs "$secrets/app-secrets" >/dev/null && echo secret/app-secrets || true ;;
                  "get secret app-secrets --ignore-not-found -o jsonpath={.data."*)
                    key=${6#*.data.}
                    { curl -fs "$secrets/app-secrets" || true; } |
                      grep -o "\\"${key%\\}}\\":\\"[^\\"]*\\"" | cut -d'"' -f4 | tr -d '\\n' || true ;;
                  "create --validate=false -f -") curl -fsS -H 'Content-Type: application/json' --data-binary @- "$secrets" ;;
                  "patch secret app-secrets --type merge --patch-file /dev/stdin")
                    curl -fsS -X PATCH -H 'Content-Type: application/merge-patch+json' --data-binary @- \\
                      "$secrets/app-secrets" ;;
                  *) echo "unexpected: $*" >&2; exit 64 ;;
                esac
                """, UTF_8);
        assertThat(standIn.toFile().setExecutable(true)).isTrue();
        return standIn;
    }
}
