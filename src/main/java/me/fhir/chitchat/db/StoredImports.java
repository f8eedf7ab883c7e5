package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.ImportStore.Imported;
import me.fhir.chitchat.conversation.ImportedConversation;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.runtime.settings.SettingException;

/** Puts imported conversations into a data file, for a command that is not a server. */
public final class StoredImports {
    private StoredImports() {}

    /**
     * Adds one to a data file, which is made if there is none.
     *
     * @throws SettingException when a server runs on it, or it cannot be used
     */
    public static Imported add(
            StorageConfiguration storage, ConversationLimits limits, ImportedConversation conversation)
            throws Exception {
        Database database = new Database(storage, limits, Clock.systemUTC(), new Environment("import-evidence"));
        database.open();
        database.start();
        try {
            return Futures.join(new JdbiImportStore(database, limits).add(conversation));
        } finally {
            database.stop();
        }
    }
}
