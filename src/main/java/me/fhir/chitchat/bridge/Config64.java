package me.fhir.chitchat.bridge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The template of a conversation as it stands in a bridge's address: a Meta in base64url (RFC 4648 section 5, padding
 * optional).
 *
 * @param text as it stands in the address
 * @param template the Meta as its author wrote it, number for number
 */
public record Config64(String text, Json.Object template, Meta meta) implements Participant {
    /** Enough for a roster with scripts; an address beyond it would not pass proxies anyway. */
    static final int MAX_LENGTH = 48 << 10;

    private static final String CUSTOM = "custom";
    private static final String STARTER = "startingAgentId";

    /**
     * Decodes and checks.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) with a sentence that says what is wrong
     */
    public static Config64 parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw wrong("it has " + text.length() + " characters; at most " + MAX_LENGTH + " are taken");
        }
        Json.Object template = template(json(text));
        Meta meta = meta(template);
        if (template.has(CUSTOM) && template.object(CUSTOM) == null) {
            throw wrong("meta.custom must be an object");
        }
        return new Config64(text, template, meta);
    }

    private static Json.Object template(String json) {
        try {
            return Json.parseObject(json);
        } catch (JsonSyntaxException e) {
            throw wrong(
                    e.wellFormed()
                            ? "what it encodes must be a JSON object, a Meta"
                            : "what it encodes is not JSON: " + e.sentence());
        }
    }

    private static Meta meta(Json.Object template) {
        try {
            return Meta.of(template);
        } catch (ConversationException e) {
            throw ConversationException.invalid(PREFIX + e.sentence());
        }
    }

    private static final String PREFIX = "The configuration in the address cannot be used: ";

    private static ConversationException wrong(String what) {
        return ConversationException.invalid(PREFIX + what + ".");
    }

    private static String json(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw wrong("it is not base64url (RFC 4648, section 5), which has - and _ in place of + and /");
        } catch (CharacterCodingException e) {
            throw wrong("what it encodes is not UTF-8 text");
        }
    }

    /** The agent that is played from outside. */
    @Override
    public String externalAgent() {
        return meta.startingAgentId() == null ? meta.agentIds().get(0) : meta.startingAgentId();
    }

    /** The other agents, in the order of the roster. */
    @Override
    public List<String> otherAgents() {
        return meta.agentIds().stream()
                .filter(id -> !id.equals(externalAgent()))
                .toList();
    }

    /** The origin key of conversations that begin here: base64url of the SHA-256 of the text, without padding. */
    @Override
    public String hash() {
        return Sha256.base64Url(text);
    }

    /**
     * The Meta of a conversation that begins here: the external agent speaks first if it likes, so no agent is asked to
     * start.
     */
    public RawJson stamped(BridgeKind bridge) {
        Json.Object custom = template.object(CUSTOM);
        JsonEdit stamped = JsonEdit.of(custom == null ? Json.Object.EMPTY : custom)
                .text("bridge", bridge.wireName())
                .text("bridgeConfig64Hash", hash());
        return new RawJson(JsonEdit.of(template)
                .remove(STARTER)
                .set(CUSTOM, stamped::write)
                .text());
    }

    @Override
    public @Nullable String scenarioId() {
        return meta.scenarioId();
    }

    @Override
    public @Nullable String title() {
        return meta.title();
    }

    @Override
    public @Nullable String description() {
        return template.text("description");
    }

    /** As {@code custom.world} says. */
    @Override
    public boolean usesWorld() {
        Json.Object custom = template.object(CUSTOM);
        return custom != null && custom.get("world") instanceof Json.Bool world && world.value();
    }
}
