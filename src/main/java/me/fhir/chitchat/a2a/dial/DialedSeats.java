package me.fhir.chitchat.a2a.dial;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.CalledAgents;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.runtime.concurrent.Pause;
import me.fhir.chitchat.seat.DialTarget;
import me.fhir.chitchat.seat.DialTargets;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatKind;
import me.fhir.chitchat.seat.SeatStore;
import me.fhir.chitchat.seat.SeatUses;

/** The seats that this server plays by calling an agent of others. For any thread. */
public final class DialedSeats implements DialTargets, CalledAgents {
    private final SeatStore seats;
    private final ConversationStore conversations;
    private final HeaderSeal seal;
    private final DialServices services;
    private final ClosingNotice closingNotice;

    /** Where seats and their progress are kept. */
    public record DialStores(SeatStore seats, DialStore dials, ConversationStore conversations) {}

    public DialedSeats(
            DialStores stores,
            SeatSecret secret,
            AgentConnector lines,
            Orchestrator orchestrator,
            Clock clock,
            Pause pause) {
        this.seats = stores.seats();
        this.conversations = stores.conversations();
        this.seal = new HeaderSeal(secret);
        this.services = new DialServices(
                stores.dials(), lines, new SeatUses(seats, orchestrator), new DialNotes(orchestrator), clock, pause);
        this.closingNotice = new ClosingNotice(stores.conversations(), services);
    }

    @Override
    public Optional<String> problem(URI url) {
        return services.lines().problem(url);
    }

    @Override
    public void add(long conversation, Map<String, DialTarget> byAgent) {
        services.store()
                .add(byAgent.entrySet().stream()
                        .map(entry -> sealed(Seat.SeatPlace.of(conversation, entry.getKey()), entry.getValue()))
                        .toList());
    }

    private DialStore.DialedSeat sealed(Seat.SeatPlace place, DialTarget target) {
        return new DialStore.DialedSeat(
                place, target.url(), seal.seal(place, target.headers()), target.responseTimeout());
    }

    @Override
    public Map<String, URI> urls(long conversation) {
        return dialed(conversation).stream()
                .collect(Collectors.toMap(seat -> seat.place().agentId(), DialStore.DialedSeat::url));
    }

    @Override
    public Optional<Agent> find(long conversation, String agentId) {
        Seat.SeatPlace place = Seat.SeatPlace.of(conversation, agentId);
        return dialed(conversation).stream()
                .filter(dialed -> dialed.place().equals(place) && isDialed(place))
                .findFirst()
                .map(this::agent);
    }

    @Override
    public void ended(long conversation) {
        for (DialStore.DialedSeat dialed : dialed(conversation)) {
            Optional<OutboundHeaders> headers = seal.open(dialed.place(), dialed.sealedHeaders());
            if (headers.isPresent() && isDialed(dialed.place())) {
                try {
                    closingNotice.send(dialed.place(), target(dialed, headers.get()));
                } catch (InterruptedException e) {
                    // The server stops.
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            services.store().markEndSent(dialed.place());
        }
    }

    @Override
    public void finishEnded() {
        for (long conversation : services.store().withUnsentEnd()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            ended(conversation);
        }
    }

    /** Most conversations have no seats, which is known without a query. */
    private List<DialStore.DialedSeat> dialed(long conversation) {
        boolean seated =
                conversations.seating(conversation).filter(Seating::seated).isPresent();
        return seated ? services.store().of(conversation) : List.of();
    }

    private static DialTarget target(DialStore.DialedSeat dialed, OutboundHeaders headers) {
        return new DialTarget(dialed.url(), headers, dialed.responseTimeout());
    }

    /** The seat may have been handed to another player since. */
    private boolean isDialed(Seat.SeatPlace place) {
        return seats.seats(place.conversation()).stream()
                .anyMatch(seat -> seat.place().equals(place) && seat.kind() == SeatKind.DIAL);
    }

    private Agent agent(DialStore.DialedSeat dialed) {
        Optional<OutboundHeaders> headers = seal.open(dialed.place(), dialed.sealedHeaders());
        if (headers.isEmpty()) {
            return context -> {
                services.notes()
                        .note(
                                dialed.place(),
                                "",
                                "headers-lost",
                                "The headers of this seat cannot be read: SEAT_SECRET, or the file seat.key, is another"
                                        + " one than when the seat was made.");
                context.endAsFailed();
            };
        }
        return new DialAgent(
                dialed.place(), new AgentConnection(target(dialed, headers.get()), services.lines()), services);
    }
}
