package me.fhir.chitchat.db;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.AppendRequest.IdempotencyKey;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Decision;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.ImportedConversation;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TurnRules;
import me.fhir.chitchat.db.rows.AttachmentRows;
import me.fhir.chitchat.db.rows.ConversationSizes;
import me.fhir.chitchat.db.rows.EventRows;
import me.fhir.chitchat.db.rows.HeadRows;
import me.fhir.chitchat.db.rows.ImportRows;
import me.fhir.chitchat.db.rows.KeyRows;
import me.fhir.chitchat.db.rows.TransactionStatus;
import me.fhir.chitchat.db.rows.WriteStatements;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The appends of one transaction: each is decided against what the ones before it left, and all rows are written
 * together at the end. Used by the holder of the file, one thread at a time.
 */
final class AppendBatch {
    private final Handle handle;
    private final HeadCache cache;
    private final Instant now;
    private final Map<Long, Head> created = new LinkedHashMap<>();
    private final Map<Long, Origin> origins = new HashMap<>();
    private final Map<Long, Head> changed = new LinkedHashMap<>();
    private final Map<IdempotencyKey, Receipt> keys = new HashMap<>();
    private final Set<IdempotencyKey> asked = new HashSet<>();
    private final Map<IdempotencyKey, Receipt> stored = new HashMap<>();
    private final Map<Long, Long> added = new HashMap<>();
    private final Set<String> documentIds = new HashSet<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Attached> attachments = new ArrayList<>();
    private final List<ImportedConversation> imports = new ArrayList<>();
    private @Nullable String transaction;

    private record Attached(Event message, Attachment.Document document) {}

    /** The result of a request before it is durable: a receipt, and the commit to publish. */
    record Appended(Receipt receipt, @Nullable Commit commit) {}

    AppendBatch(Handle handle, HeadCache cache, Instant now) {
        this.handle = handle;
        this.cache = cache;
        this.now = now;
    }

    /**
     * Begins the transaction: locks what is shared with other servers, and looks up together which keys are stored where each
     * question would cost a way over a network.
     */
    void begin(Set<Long> conversations, List<IdempotencyKey> coming, boolean overNetwork) {
        cache.begin(handle, conversations);
        if (overNetwork) {
            stored.putAll(KeyRows.find(handle, coming));
            asked.addAll(coming);
        }
    }

    Appended create(NewConversation conversation) {
        long id = cache.nextConversation(handle, created.size());
        Event first = new Event(
                id,
                new Position(0, 1, 1),
                TurnRules.ORCHESTRATOR,
                now,
                new Entry.SystemNote(conversation.createdPayload()));
        Head head = Head.created(id, conversation.setup(), now);
        created.put(id, head);
        if (conversation.origin() != null) {
            origins.put(id, conversation.origin());
        }
        changed.put(id, head);
        events.add(first);
        return new Appended(Receipt.of(first), new Commit(List.of(first), head));
    }

    /** Puts in an imported conversation; one whose content is there already is answered with that one's place. */
    Appended add(ImportedConversation imported, Setup setup) {
        Optional<Long> known = origins.entrySet().stream()
                .filter(entry -> ImportRows.isSame(entry.getValue(), imported.origin()))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> ImportRows.find(handle, imported.origin()));
        if (known.isPresent()) {
            return new Appended(new Receipt(known.get(), new Position(0, 1, 1), now), null);
        }
        long id = cache.nextConversation(handle, created.size());
        ImportedConversation own =
                imported.as(id, ImportRows.newDocumentIds(handle, imported, List.copyOf(documentIds)));
        Head head = own.head(setup);
        created.put(id, head);
        changed.put(id, head);
        origins.put(id, own.origin());
        added.put(id, own.bytes());
        events.addAll(own.events());
        for (Attachment attachment : own.documents()) {
            documentIds.add(attachment.document().id());
            attachments.add(
                    new Attached(ImportRows.written(attachment, own.events().get(0)), attachment.document()));
        }
        imports.add(own);
        // Listeners of an imported log, which has ended, need only its last event.
        Event last = own.events().get(own.events().size() - 1);
        return new Appended(Receipt.of(last), new Commit(List.of(last), head));
    }

    /**
     * Decides one request.
     *
     * @throws ConversationException when it is refused; the batch is as if it had never been asked
     */
    Appended append(AppendRequest request, AppendPermit permit) {
        Head head = head(request.conversation());
        permit.require(head);
        if (permit.forRunner() && !cache.runs(head.conversation())) {
            throw new ConversationException(
                    ErrorCode.TURN_CONFLICT,
                    "Another server runs the agents of conversation " + head.conversation() + " now.");
        }
        IdempotencyKey key = request.idempotencyKey();
        if (key != null) {
            Optional<Receipt> first = firstReceipt(key);
            if (first.isPresent()) {
                return new Appended(first.get(), null);
            }
        }
        Decision decision = TurnRules.decide(head, request, now);
        if (decision instanceof Decision.Refused refused) {
            throw new ConversationException(refused.code(), refused.sentence());
        }
        if (decision instanceof Decision.NothingToClear nothing) {
            return new Appended(new Receipt(head.conversation(), new Position(nothing.turn(), 0, 0), now), null);
        }
        Decision.Accepted accepted = (Decision.Accepted) decision;
        cache.sizes().require(handle, request, added.getOrDefault(head.conversation(), 0L));
        if (request instanceof AppendRequest.Send send) {
            attach(accepted.events().get(0), send.documents());
        }
        if (key != null) {
            keys.put(key, accepted.receipt());
        }
        added.merge(head.conversation(), ConversationSizes.of(request), Long::sum);
        events.addAll(accepted.events());
        changed.put(head.conversation(), accepted.after());
        return new Appended(accepted.receipt(), new Commit(accepted.events(), accepted.after()));
    }

    private void attach(Event message, List<Attachment.Document> documents) {
        Set<String> own = new HashSet<>();
        for (Attachment.Document document : documents) {
            if (!own.add(document.id())
                    || documentIds.contains(document.id())
                    || AttachmentRows.exists(handle, document.id())) {
                throw new ConversationException(
                        ErrorCode.INVALID_PARAMS,
                        "An attachment with the id \"" + document.id() + "\" exists already; leave id out to get one.");
            }
        }
        documentIds.addAll(own);
        documents.forEach(document -> attachments.add(new Attached(message, document)));
    }

    private Head head(long conversation) {
        Head head = changed.get(conversation);
        return head != null ? head : cache.get(handle, conversation);
    }

    private Optional<Receipt> firstReceipt(IdempotencyKey key) {
        Receipt inThisBatch = keys.get(key);
        if (inThisBatch != null) {
            return Optional.of(inThisBatch);
        }
        return asked.contains(key) ? Optional.ofNullable(stored.get(key)) : KeyRows.find(handle, key);
    }

    /** Writes everything that was accepted; durable after the commit. */
    void write(WriteStatements statements) throws SQLException {
        statements.insertHeads(
                created.values(), (row, head) -> HeadRows.bindNew(row, head, origins.get(head.conversation())));
        statements.insertEvents(events, EventRows::bind);
        statements.insertAttachments(
                attachments, (row, attached) -> AttachmentRows.bind(row, attached.message(), attached.document()));
        statements.insertKeys(
                keys.entrySet(), (row, entry) -> row.number(entry.getKey().conversation())
                        .text(entry.getKey().agentId())
                        .text(entry.getKey().clientRequestId())
                        .number(entry.getValue().at().seq()));
        imports.forEach(imported -> ImportRows.insert(handle, imported));
        // A head that was only just inserted says it all already.
        created.forEach(changed::remove);
        statements.updateHeads(changed.values(), HeadRows::bind);
        List<Head> completed = changed.values().stream().filter(Head::completed).toList();
        cache.sizes().write(handle, added);
        statements.completeHeads(completed, (row, head) -> row.number(head.conversation()));
    }

    /** Whether this batch is in the database, all of it then; empty for one that wrote no event to know it by. */
    Optional<Boolean> isStored(Handle database) {
        if (transaction != null) {
            return TransactionStatus.committed(database, transaction);
        }
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Event first = events.get(0);
        return Optional.of(
                database.createQuery(EventRows.SELECT + "WHERE conversation_id = :conversation AND seq = :seq")
                        .bind("conversation", first.conversation())
                        .bind("seq", first.seq())
                        .map((row, context) -> EventRows.event(row))
                        .findOne()
                        .filter(stored -> same(stored, first))
                        .isPresent());
    }

    /** Stored times are milliseconds. */
    private static boolean same(Event one, Event other) {
        return one.at().equals(other.at())
                && one.agentId().equals(other.agentId())
                && one.ts().toEpochMilli() == other.ts().toEpochMilli()
                && one.entry().payload().text().equals(other.entry().payload().text());
    }

    /** @param number what the database calls the transaction, where that says afterwards whether it was committed */
    void writtenIn(@Nullable String number) {
        transaction = number;
    }

    /** How many events were accepted. */
    int size() {
        return events.size();
    }

    /** Makes the new heads the known ones; after the commit only. */
    void committed() {
        cache.sizes().committed(added);
        created.values().forEach(cache::created);
        changed.values().forEach(cache::put);
    }
}
