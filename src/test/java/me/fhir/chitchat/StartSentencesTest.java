package me.fhir.chitchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import me.fhir.chitchat.runtime.settings.EnvironmentConfigurationFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that cannot be end with one sentence that names the setting and its value. */
class StartSentencesTest {
    @TempDir
    private Path folder;

    /** Runs a command that has to fail; what it wrote to the standard error stream. */
    private String failing(Map<String, String> environment, String... arguments) throws Exception {
        Map<String, String> all =
                new HashMap<>(Map.of("DB_PATH", folder.resolve("data.db").toString(), "PORT", "0", "ADMIN_PORT", "0"));
        all.putAll(environment);
        ChitchatApplication application = new ChitchatApplication();
        Bootstrap<ChitchatConfiguration> bootstrap = new Bootstrap<>(application);
        application.addDefaultCommands(bootstrap);
        application.initialize(bootstrap);
        bootstrap.setConfigurationFactoryFactory((type, validator, mapper, prefix) ->
                new EnvironmentConfigurationFactory<>(type, validator, mapper, "none", all));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(new Cli(new JarLocation(getClass()), bootstrap, System.out, new PrintStream(err, true, UTF_8))
                        .run(arguments))
                .as("%s %s", environment, err)
                .isPresent();
        return err.toString(UTF_8);
    }

    private static void isOneSentence(String said, String... parts) {
        assertThat(said.strip())
                .doesNotContain("\n", "Exception", "me.fhir.", "[Source")
                .endsWith(".")
                .contains(parts);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "PORT|70000",
                "PORT|http",
                "CONNECTIONS_PER_ADDRESS|-1",
                "ADMIN_PORT|x",
                "LOG_FORMAT|xml",
                "PUBLIC_API_BASE_URL|chat.example",
                "CORS_ALLOWED_ORIGINS|nonsense",
                "CORS_ALLOWED_ORIGINS|https://a.example/path",
                "ALLOWED_HOSTS|http://x/",
                "ALLOWED_HOSTS|a.example,b/c",
                "TRUSTED_PROXIES|999.1.1.1",
                "TRUSTED_PROXIES|10.0.0.0/99",
                "TRUSTED_PROXIES|10.0.0.0/8/8",
                "TRUSTED_PROXIES|:::",
                "TRUSTED_PROXIES|proxy.example",
                "OUTBOUND_ALLOW|10.0.0.0/99",
                "OUTBOUND_ALLOW|http://agent.example",
                "OUTBOUND_ALLOW|agent.example:0",
                "OUTBOUND_ALLOW|a b",
                "PUBLISHING_NEEDS_TOKEN|maybe",
                "DB_MAX_BYTES|-5",
                "MAX_TURNS_CEILING|0",
                "CONVERSATION_LIFE|soon",
                "CONVERSATION_MAX_BYTES|0",
                "SERVER_AGENTS_MAX|many",
                "LLM_COMPLETE|perhaps",
                "LLM_CALLS_PER_DAY|1.5",
                "LLM_TOKENS_PER_DAY|x",
                "LLM_CALLS_PER_CONVERSATION|-1",
                "LLM_TOKENS_PER_CONVERSATION|-1",
                "DEBUG_API_ENABLED|2",
                "MAX_TURNS_DEFAULT|0",
                "GUIDANCE_DEADLINE_MS|-1",
                "WATCHDOG_ENABLED|si",
                "WATCHDOG_INTERVAL_MS|0",
                "WATCHDOG_MIN_AGE_MS|1s",
                "WATCHDOG_STALLED_THRESHOLD_MS|0",
                "DEFAULT_LLM_PROVIDER|azure",
                "DEFAULT_LLM_MODEL|zzz",
                "LLM_MAX_TOKENS|-1",
                "OPENROUTER_BASE_URL|localhost:1",
                "OPENROUTER_PROVIDER_CONFIG|{x",
                "GEMINI_BASE_URL|ftp://x",
                "OPENAI_BASE_URL|ht tp",
            })
    void aWrongVariableIsNamedWithItsValue(String variable, String value) throws Exception {
        isOneSentence(failing(Map.of(variable, value), "check"), variable, value);
    }

    @Test
    void aSecretIsNamedWithoutItsValue() throws Exception {
        String url = failing(Map.of("DATABASE_URL", "jdbc:mysql://me:hush@host/chat"), "check");
        assertThat(url).contains("DATABASE_URL (storage.url)").doesNotContain("hush");
        String said = failing(Map.of("OPENROUTER_API_KEY", "abc\ndef"), "check");
        isOneSentence(said, "OPENROUTER_API_KEY");
        assertThat(said).doesNotContain("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"   ", "\t", "\u00a0\u2003", "\u200b\ufeff"})
    void anEditTokenThatNobodySeesIsRefused(String token) throws Exception {
        isOneSentence(failing(Map.of("PUBLISHED_EDIT_TOKEN", token), "check"), "PUBLISHED_EDIT_TOKEN", "blank");
    }

    @Test
    void anAdminHostThatIsNoneIsNotBlamedOnThePort() throws Exception {
        isOneSentence(
                failing(Map.of("ADMIN_HOST", "no-such-host.invalid"), "server"), "ADMIN_HOST", "no-such-host.invalid");
    }

    @Test
    void onePortForBothIsReportedAsSuch() throws Exception {
        String port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = String.valueOf(free.getLocalPort());
        }
        isOneSentence(
                failing(Map.of("PORT", port, "ADMIN_PORT", port, "ADMIN_HOST", "0.0.0.0"), "server"),
                "PORT",
                "ADMIN_PORT",
                port);
    }

    @Test
    void theDatabaseCommandReportsWhatIsInItsPlace() throws Exception {
        isOneSentence(failing(Map.of("DB_PATH", folder.toString()), "db", "migrate"), "DB_PATH", "is a folder");
        Path text = Files.writeString(folder.resolve("text"), "a text that is not a database\n".repeat(20));
        isOneSentence(
                failing(Map.of("DB_PATH", text.toString()), "db", "migrate"), "DB_PATH", "not an SQLite database");
    }
}
