package me.fhir.chitchat.runtime.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes environment variables into the parsed configuration. They never pass through YAML, where {@code ~} would
 * become nothing and {@code 0123} another number. An empty variable counts as unset.
 */
public final class EnvironmentSettings {
    private static final SettingType TEXT = new SettingType.AnyText();
    private static final SettingType ADDRESS = new SettingType.ServerAddress();
    private static final SettingType FLAG = new SettingType.Flag();
    private static final SettingType PORT = new SettingType.WholeNumber(0, 65_535);
    private static final SettingType FROM_0 = new SettingType.WholeNumber(0, Long.MAX_VALUE);
    private static final SettingType FROM_1 = new SettingType.WholeNumber(1, Long.MAX_VALUE);

    /** What the JVM makes of each byte of a variable that it cannot decode. */
    private static final char UNREADABLE = '\uFFFD';

    /** Every variable that is read, and the field of {@code config.yml} that it sets. */
    static final List<EnvironmentSetting> ALL = List.of(
            new EnvironmentSetting("PORT", "server.applicationConnectors.0.port", PORT),
            new EnvironmentSetting(
                    "CONNECTIONS_PER_ADDRESS",
                    "server.applicationConnectors.0.connectionsPerAddress",
                    new SettingType.WholeNumber(0, 1_000_000)),
            new EnvironmentSetting("ADMIN_PORT", "server.adminConnectors.0.port", PORT),
            new EnvironmentSetting("ADMIN_HOST", "server.adminConnectors.0.bindHost", TEXT),
            new EnvironmentSetting(
                    "LOG_FORMAT", "logging.appenders.0.layout.type", new SettingType.FixedWord(List.of("json"))),
            new EnvironmentSetting("DB_PATH", "storage.path", TEXT),
            new EnvironmentSetting("DATABASE_URL", "storage.url", TEXT),
            new EnvironmentSetting("DATABASE_REPLICAS", "storage.replicas", FLAG),
            new EnvironmentSetting("PUBLIC_API_BASE_URL", "publicApiBaseUrl", ADDRESS),
            new EnvironmentSetting("CORS_ALLOWED_ORIGINS", "corsAllowedOrigins", TEXT),
            new EnvironmentSetting("ALLOWED_HOSTS", "allowedHosts", TEXT),
            new EnvironmentSetting("TRUSTED_PROXIES", "trustedProxies", TEXT),
            new EnvironmentSetting("OUTBOUND_ALLOW", "outbound.allow", TEXT),
            new EnvironmentSetting("PUBLISHED_EDIT_TOKEN", "publishedEditToken", TEXT),
            new EnvironmentSetting("PUBLISHING_NEEDS_TOKEN", "publishingNeedsToken", FLAG),
            new EnvironmentSetting("SEAT_SECRET", "seatSecret", TEXT),
            new EnvironmentSetting("DB_MAX_BYTES", "storage.maxBytes", FROM_0),
            new EnvironmentSetting(
                    "MAX_TURNS_CEILING", "ceilings.maxTurns", new SettingType.WholeNumber(1, Integer.MAX_VALUE)),
            new EnvironmentSetting("CONVERSATION_LIFE", "ceilings.conversationLife", TEXT),
            new EnvironmentSetting("CONVERSATION_MAX_BYTES", "ceilings.conversationBytes", FROM_1),
            new EnvironmentSetting(
                    "SERVER_AGENTS_MAX", "ceilings.serverAgents", new SettingType.WholeNumber(0, 1_000_000)),
            new EnvironmentSetting("LLM_COMPLETE", "modelBudget.complete", TEXT),
            new EnvironmentSetting("LLM_CALLS_PER_DAY", "modelBudget.callsPerDay", FROM_0),
            new EnvironmentSetting("LLM_TOKENS_PER_DAY", "modelBudget.tokensPerDay", FROM_0),
            new EnvironmentSetting("LLM_CALLS_PER_CONVERSATION", "modelBudget.callsPerConversation", FROM_0),
            new EnvironmentSetting("LLM_TOKENS_PER_CONVERSATION", "modelBudget.tokensPerConversation", FROM_0),
            new EnvironmentSetting("DEBUG_API_ENABLED", "debugApiEnabled", FLAG),
            new EnvironmentSetting(
                    "MAX_TURNS_DEFAULT", "conversations.maxTurnsDefault", new SettingType.WholeNumber(1, 1_000_000)),
            new EnvironmentSetting("GUIDANCE_DEADLINE_MS", "conversations.guidanceDeadlineMs", FROM_0),
            new EnvironmentSetting("WATCHDOG_ENABLED", "watchdog.enabled", FLAG),
            new EnvironmentSetting("WATCHDOG_INTERVAL_MS", "watchdog.intervalMs", FROM_1),
            new EnvironmentSetting("WATCHDOG_MIN_AGE_MS", "watchdog.minAgeMs", FROM_0),
            new EnvironmentSetting("WATCHDOG_STALLED_THRESHOLD_MS", "watchdog.stalledThresholdMs", FROM_1),
            new EnvironmentSetting("DEFAULT_LLM_PROVIDER", "llm.defaultProvider", TEXT),
            new EnvironmentSetting("DEFAULT_LLM_MODEL", "llm.defaultModel", TEXT),
            new EnvironmentSetting(
                    "LLM_MAX_TOKENS", "llm.maxTokens", new SettingType.WholeNumber(0, Integer.MAX_VALUE)),
            new EnvironmentSetting("OPENROUTER_API_KEY", "llm.openrouter.apiKey", TEXT),
            new EnvironmentSetting("OPENROUTER_BASE_URL", "llm.openrouter.baseUrl", ADDRESS),
            new EnvironmentSetting("OPENROUTER_PROVIDER_CONFIG", "llm.openrouter.routing", TEXT),
            new EnvironmentSetting("LLM_MODELS_OPENROUTER_INCLUDE", "llm.openrouter.models", TEXT),
            // Of two names for one field the later one counts.
            new EnvironmentSetting("GOOGLE_API_KEY", "llm.google.apiKey", TEXT),
            new EnvironmentSetting("GEMINI_API_KEY", "llm.google.apiKey", TEXT),
            new EnvironmentSetting("GEMINI_BASE_URL", "llm.google.baseUrl", ADDRESS),
            new EnvironmentSetting("LLM_MODELS_GOOGLE_INCLUDE", "llm.google.models", TEXT),
            new EnvironmentSetting("OPENAI_API_KEY", "llm.openai.apiKey", TEXT),
            new EnvironmentSetting("OPENAI_BASE_URL", "llm.openai.baseUrl", ADDRESS),
            new EnvironmentSetting("OPENAI_MODELS", "llm.openai.models", TEXT),
            new EnvironmentSetting("LLM_MODELS_OPENAI_INCLUDE", "llm.openai.models", TEXT),
            new EnvironmentSetting("LLM_MODELS_MOCK_INCLUDE", "llm.mock.models", TEXT),
            new EnvironmentSetting("LLM_MODELS_BROWSERSIDE_INCLUDE", "llm.browserside.models", TEXT),
            new EnvironmentSetting("DEBUG_LLM_REQUESTS", "llm.debugLog.requests", TEXT),
            new EnvironmentSetting("LLM_DEBUG_DIR", "llm.debugLog.directory", TEXT),
            new EnvironmentSetting("LLM_DEBUG_MAX_BYTES", "llm.debugLog.maxBytes", FROM_0),
            new EnvironmentSetting("LLM_DEBUG_MAX_AGE", "llm.debugLog.maxAge", TEXT),
            new EnvironmentSetting("PUBLISH_LLM_DEBUG_LOGS_OPENLY", "llm.debugLog.publishOpenly", TEXT));

    private EnvironmentSettings() {}

    /** A variable and the path of the field it sets; steps are divided by dots, numbers are places in a list. */
    record EnvironmentSetting(String variable, String path, SettingType type) {
        private static final Pattern SECRET = Pattern.compile(".*_(KEY|TOKEN|SECRET)|DATABASE_URL");

        boolean secret() {
            return type == TEXT && SECRET.matcher(variable).matches();
        }

        /** The value in quotes; nothing when it is a secret. */
        String shown(String value) {
            return secret() ? " what it is" : " \"" + value + "\"";
        }
    }

    /**
     * Sets the fields whose variables are set.
     *
     * @param configuration the parsed configuration, changed in place
     * @throws SettingException when a variable holds what its field cannot
     */
    public static void apply(ObjectNode configuration, Map<String, String> environment) {
        for (EnvironmentSetting setting : ALL) {
            String value = environment.get(setting.variable());
            if (value != null && !value.isEmpty()) {
                requireReadable(setting.variable(), value);
                JsonNode node = setting.type().read(setting.variable(), value);
                set(configuration, List.of(setting.path().split("\\.")), node);
            }
        }
    }

    /** Secrets with as many unreadable bytes all arrive as one text, which is not what their owner sends. */
    private static void requireReadable(String variable, String value) {
        if (value.indexOf(UNREADABLE) >= 0) {
            throw new SettingException(variable + " has characters beyond the character set of this environment ("
                    + System.getProperty("sun.jnu.encoding") + "): start with LC_ALL=C.UTF-8, or use ASCII alone.");
        }
    }

    /**
     * The variable that set the field of an error.
     *
     * @param errors sentences of Dropwizard's, each with the path of a field
     */
    static Optional<SettingException> blamed(Collection<String> errors, Map<String, String> environment) {
        for (EnvironmentSetting setting : ALL) {
            String value = environment.get(setting.variable());
            Pattern field = Pattern.compile("(?<![\\w.])" + Pattern.quote(setting.path()) + "(?![\\w.])");
            if (value == null || value.isEmpty()) {
                continue;
            }
            for (String error : errors) {
                if (field.matcher(error).find()) {
                    String named = setting.variable() + " (" + setting.path() + ") ";
                    String sentence = StartSentence.oneLine(error);
                    String reason = sentence.startsWith(named) ? "it " + sentence.substring(named.length()) : sentence;
                    return Optional.of(
                            new SettingException(named + "cannot be" + setting.shown(value) + ": " + reason));
                }
            }
        }
        return Optional.empty();
    }

    private static void set(JsonNode parent, List<String> path, JsonNode value) {
        String step = path.get(0);
        if (path.size() == 1) {
            put(parent, step, value);
            return;
        }
        JsonNode child = child(parent, step);
        if (child == null || !child.isContainerNode()) {
            boolean list = Character.isDigit(path.get(1).charAt(0));
            child = list ? ((ObjectNode) parent).arrayNode() : parentFactory(parent);
            put(parent, step, child);
        }
        set(child, path.subList(1, path.size()), value);
    }

    private static ObjectNode parentFactory(JsonNode parent) {
        return parent instanceof ArrayNode array ? array.objectNode() : ((ObjectNode) parent).objectNode();
    }

    private static JsonNode child(JsonNode parent, String step) {
        return parent instanceof ArrayNode array ? array.get(Integer.parseInt(step)) : parent.get(step);
    }

    private static void put(JsonNode parent, String step, JsonNode value) {
        if (parent instanceof ArrayNode array) {
            int place = Integer.parseInt(step);
            if (place < array.size()) {
                array.set(place, value);
            } else {
                array.add(value);
            }
        } else {
            ((ObjectNode) parent).set(step, value);
        }
    }
}
