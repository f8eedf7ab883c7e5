package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.db.Database;
import me.fhir.chitchat.db.JdbiAgentRegistry;
import me.fhir.chitchat.db.JdbiConversationStore;
import me.fhir.chitchat.db.JdbiDialStore;
import me.fhir.chitchat.db.JdbiImportStore;
import me.fhir.chitchat.db.JdbiScenarioStore;
import me.fhir.chitchat.db.JdbiSearchIndex;
import me.fhir.chitchat.db.JdbiSeatStore;
import me.fhir.chitchat.db.JdbiSpendingStore;
import me.fhir.chitchat.db.JdbiVerdictStore;
import me.fhir.chitchat.db.SharedAttempts;
import me.fhir.chitchat.db.engine.StorageConfiguration;

/** The open database and the stores in it. */
final class Stores {
    final Database database;
    final JdbiConversationStore conversations;
    final JdbiScenarioStore scenarios;
    final JdbiAgentRegistry registry;
    final JdbiSpendingStore spending;
    final JdbiSeatStore seats;
    final JdbiDialStore dials;
    final JdbiVerdictStore verdicts;
    final JdbiImportStore imports;
    final JdbiSearchIndex search;
    final SharedAttempts attempts;

    private Stores(Database database, ConversationLimits limits, Clock clock) {
        this.database = database;
        conversations = new JdbiConversationStore(database, limits);
        scenarios = new JdbiScenarioStore(database);
        registry = new JdbiAgentRegistry(database, clock);
        spending = new JdbiSpendingStore(database);
        seats = new JdbiSeatStore(database);
        dials = new JdbiDialStore(database);
        verdicts = new JdbiVerdictStore(database);
        imports = new JdbiImportStore(database, limits);
        search = new JdbiSearchIndex(database);
        attempts = new SharedAttempts(database);
    }

    /**
     * Opens the database now, so that an unusable file ends the start with a sentence; the lifecycle starts its threads and
     * closes it.
     */
    static Stores open(StorageConfiguration storage, ConversationLimits limits, Clock clock, Environment environment) {
        Database database = new Database(storage, limits, clock, environment);
        database.open();
        environment.lifecycle().manage(database);
        return new Stores(database, limits, clock);
    }
}
