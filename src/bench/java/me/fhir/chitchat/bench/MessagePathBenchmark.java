package me.fhir.chitchat.bench;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Decision;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.conversation.TurnRules;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.orchestrator.Publication;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a message costs on its way without network and disk: parsing its frame, deciding on it, writing its event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class MessagePathBenchmark {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final Publication.Envelope ENVELOPE =
            new Publication.Envelope("{\"jsonrpc\":\"2.0\",\"method\":\"event\",\"params\":", "}");

    /** Characters of the message's text. */
    @Param({"40", "4000"})
    private int characters;

    private String frame = "";
    private Head head = Head.created(1, new Setup(List.of("a", "b"), "a", 40, null, null), NOW);
    private AppendRequest request = new AppendRequest.ClearTurn(1, "a", new Entry.Trace(new RawJson("{}")));
    private Event event = new Event(1, new Position(1, 1, 2), "a", NOW, new Entry.Trace(new RawJson("{}")));

    /** Makes the message in its three forms. */
    @org.openjdk.jmh.annotations.Setup(Level.Trial)
    public void prepare() {
        String payload = "{\"text\":\"" + "word ".repeat(characters / 5) + "\"}";
        frame = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"sendMessage\",\"params\":{\"conversationId\":1,\"agentId\":\"a\","
                + "\"messagePayload\":" + payload + ",\"finality\":\"turn\"}}";
        Entry.Message message = new Entry.Message(new RawJson(payload), Finality.TURN);
        head = Head.created(1, new Setup(List.of("a", "b"), "a", 40, null, null), NOW);
        request = new AppendRequest.Send(new AppendRequest.Sender(1, "a", null, null), message, List.of());
        event = new Event(1, new Position(1, 1, 2), "a", NOW, message);
    }

    @Benchmark
    public JsonRpcMessage parseFrame() {
        return JsonRpcMessage.parse(frame);
    }

    @Benchmark
    public Decision decide() {
        return TurnRules.decide(head, request, NOW);
    }

    @Benchmark
    public ByteBuffer encodeEvent() {
        return new Publication(event).bytes(ENVELOPE);
    }
}
