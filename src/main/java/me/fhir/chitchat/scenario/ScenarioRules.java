package me.fhir.chitchat.scenario;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What every scenario must have, and which type each known field has. Unknown fields pass. All
 * methods work on plain maps, lists and scalars.
 */
public final class ScenarioRules {
    /** Longer ids would not fit into a request line. */
    static final int MAX_ID_LENGTH = 200;

    private static final Set<String> PRINCIPAL_TYPES = new TreeSet<>(Set.of("individual", "organization"));
    private static final Set<String> END_STATUSES = new TreeSet<>(Set.of("success", "failure", "neutral"));

    private static final Set<String> MANNERS =
            Arrays.stream(Manner.values()).map(Manner::wireName).collect(Collectors.toCollection(LinkedHashSet::new));

    private final FieldErrors errors;

    private ScenarioRules(FieldErrors errors) {
        this.errors = errors;
    }

    /** Adds everything that is wrong with a scenario to {@code errors}; {@code path} is where the scenario stands. */
    public static void check(@Nullable Object scenario, String path, FieldErrors errors) {
        new ScenarioRules(errors).scenario(scenario, path);
    }

    /** The scenario's {@code metadata.id}, or null when it has none that could be stored. */
    public static @Nullable String id(@Nullable Object scenario) {
        return scenario instanceof Map<?, ?> fields
                        && fields.get("metadata") instanceof Map<?, ?> metadata
                        && metadata.get("id") instanceof String id
                        && !id.isBlank()
                ? id
                : null;
    }

    /** The agents' ids in their order, as far as they have one. */
    public static List<String> agentIds(Json.Object scenario) {
        return scenario.objects("agents").stream()
                .map(agent -> agent.text("agentId"))
                .filter(Objects::nonNull)
                .toList();
    }

    private void scenario(@Nullable Object value, String path) {
        Map<?, ?> scenario = errors.object(value, path);
        if (scenario == null) {
            return;
        }
        metadata(scenario.get("metadata"), path + ".metadata");
        List<?> agents = errors.list(scenario.get("agents"), path + ".agents");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < agents.size() && !errors.isFull(); i++) {
            agent(agents.get(i), path + ".agents." + i, ids);
        }
        FieldErrors.each(
                scenario, path, (contract, at) -> new ContractRules(errors, ids).contract(contract, at), "contract");
    }

    private void metadata(@Nullable Object value, String path) {
        Map<?, ?> metadata = errors.object(value, path);
        if (metadata == null) {
            return;
        }
        String id = errors.requiredText(metadata.get("id"), path + ".id");
        if (id != null && !addressable(id)) {
            errors.add(
                    path + ".id",
                    "must work as part of an address: at most " + MAX_ID_LENGTH
                            + " characters, no control characters, and not only dots");
        }
        errors.requiredText(metadata.get("title"), path + ".title");
        FieldErrors.each(metadata, path, errors::text, "description", "background");
        FieldErrors.each(metadata, path, errors::texts, "tags");
        FieldErrors.each(metadata, path, this::challenges, "challenges");
    }

    private void agent(@Nullable Object value, String path, Set<String> idsSoFar) {
        Map<?, ?> agent = errors.object(value, path);
        if (agent == null) {
            return;
        }
        String id = errors.requiredText(agent.get("agentId"), path + ".agentId");
        if (id != null && !idsSoFar.add(id)) {
            errors.add(path + ".agentId", "must be unique; another agent has it already");
        }
        FieldErrors.each(
                agent, path, errors::text, "situation", "systemPrompt", "messageToUseWhenInitiatingConversation");
        FieldErrors.each(agent, path, errors::texts, "goals");
        FieldErrors.each(agent, path, errors::object, "knowledgeBase");
        FieldErrors.each(agent, path, this::principal, "principal");
        FieldErrors.each(agent, path, (world, at) -> errors.oneOf(WorldSource.WORDS, world, at), "world");
        FieldErrors.each(agent, path, this::config, "config");
        FieldErrors.each(agent, path, this::tools, "tools");
        FieldErrors.each(agent, path, (marks, at) -> new DisclosureMarkRules(errors).marks(marks, at), "disclosure");
    }

    private void principal(@Nullable Object value, String path) {
        Map<?, ?> principal = errors.object(value, path);
        if (principal == null) {
            return;
        }
        FieldErrors.each(principal, path, (type, at) -> errors.oneOf(PRINCIPAL_TYPES, type, at), "type");
        FieldErrors.each(principal, path, errors::text, "name", "description");
    }

    /** How the agent behaves where a conversation does not say it. */
    private void config(@Nullable Object value, String path) {
        Map<?, ?> config = errors.object(value, path);
        if (config == null) {
            return;
        }
        FieldErrors.each(config, path, (manner, at) -> errors.oneOf(MANNERS, manner, at), "manner");
        FieldErrors.each(config, path, errors::number, "delayMs");
    }

    private void tools(@Nullable Object value, String path) {
        List<?> tools = errors.list(value, path);
        for (int i = 0; i < tools.size() && !errors.isFull(); i++) {
            tool(tools.get(i), path + "." + i);
        }
    }

    private void tool(@Nullable Object value, String path) {
        Map<?, ?> tool = errors.object(value, path);
        if (tool == null) {
            return;
        }
        errors.requiredText(tool.get("toolName"), path + ".toolName");
        FieldErrors.each(tool, path, errors::text, "description", "synthesisGuidance");
        FieldErrors.each(tool, path, errors::bool, "endsConversation");
        FieldErrors.each(tool, path, (status, at) -> errors.oneOf(END_STATUSES, status, at), "conversationEndStatus");
        FieldErrors.each(tool, path, this::inputSchema, "inputSchema");
        FieldErrors.each(tool, path, (when, at) -> new FactCheckRules(errors).checks(when, at), "when");
    }

    private void inputSchema(@Nullable Object value, String path) {
        Map<?, ?> schema = errors.object(value, path);
        if (schema == null) {
            return;
        }
        FieldErrors.each(schema, path, (type, at) -> errors.oneOf(Set.of("object"), type, at), "type");
        FieldErrors.each(schema, path, errors::object, "properties");
        FieldErrors.each(schema, path, errors::texts, "required");
        if (SchemaSize.exceedsLimit(schema)) {
            errors.add(path, SchemaSize.COMPLAINT);
        }
    }

    /** The contract leaves their form open: a text or a list of texts. */
    private void challenges(@Nullable Object value, String path) {
        if (!(value instanceof String)) {
            errors.texts(value, path);
        }
    }

    private static boolean addressable(String id) {
        return id.length() <= MAX_ID_LENGTH
                && id.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                && id.chars().anyMatch(c -> c != '.');
    }
}
