package me.fhir.chitchat.scenario;

import java.util.Optional;
import me.fhir.chitchat.conversation.ImportStore;
import me.fhir.chitchat.conversation.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * Which scenario a conversation plays: that of the library, or the one that an imported conversation brought, which the
 * library need not have. For any thread.
 */
public final class ScenarioLookup {
    private final ScenarioStore library;
    private final ImportStore imports;

    public ScenarioLookup(ScenarioStore library, ImportStore imports) {
        this.library = library;
        this.imports = imports;
    }

    /**
     * The scenario's config.
     *
     * @param scenarioId as the conversation's Meta names it, if it does
     */
    public Optional<RawJson> find(long conversation, @Nullable String scenarioId) {
        return imports.scenario(conversation)
                .or(() -> Optional.ofNullable(scenarioId).flatMap(library::find).map(ScenarioItem::config));
    }
}
