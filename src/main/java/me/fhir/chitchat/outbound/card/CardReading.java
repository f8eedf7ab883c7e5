package me.fhir.chitchat.outbound.card;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;
import org.jspecify.annotations.Nullable;

/** Reads a card of either version (A2A 1.0, section 4.4.1; 0.3, section 5.5). */
final class CardReading {
    /** Characters that reverse the text beside them, or are invisible; joiners are part of words and of emoji. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}&&[^\\u200C\\u200D]]");

    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_DESCRIPTION_LENGTH = 1_000;
    private static final int MAX_SKILLS = 20;
    private static final String DEFAULT_BINDING = A2aDialect.JSONRPC_03.binding();

    private final URI location;
    private final Json.Object card;

    /** An interface as a card names it; null for a version that it leaves open. */
    private record Offer(
            String url,
            String binding,
            @Nullable String version,
            @Nullable String tenant) {}

    /** @param location where the card was found */
    CardReading(URI location, Json.Object card) {
        this.location = location;
        this.card = card;
    }

    /** Whether an object is meant as a card. */
    static boolean isCard(Json.Object object) {
        return object.has("supportedInterfaces")
                || object.has("protocolVersion")
                || (object.has("skills") && (object.has("capabilities") || object.has("name")))
                || (object.has("url") && object.has("capabilities"));
    }

    CardSummary summary() {
        List<String> skills = card.objects("skills").stream()
                .map(skill -> Optional.ofNullable(skill.text("name")).orElse(skill.text("id")))
                .filter(name -> name != null && !name.isBlank())
                .map(name -> line(name, MAX_NAME_LENGTH))
                .limit(MAX_SKILLS)
                .toList();
        return new CardSummary(
                line(card.text("name"), MAX_NAME_LENGTH),
                line(card.text("description"), MAX_DESCRIPTION_LENGTH),
                skills);
    }

    private static String line(@Nullable String text, int longest) {
        String line = text == null
                ? ""
                : INVISIBLE
                        .matcher(text)
                        .replaceAll("")
                        .replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+", " ")
                        .strip();
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    /**
     * The endpoints that are spoken here, in the card's order of preference. One whose version is left open is offered in
     * both.
     *
     * @throws OutboundException when there is none
     */
    List<AgentEndpoint> endpoints() throws OutboundException {
        List<Offer> offers = offers();
        if (offers.isEmpty()) {
            throw invalid("The agent card names no endpoint.");
        }
        List<AgentEndpoint> endpoints = new ArrayList<>();
        for (Offer offer : offers) {
            List<String> versions = offer.version() == null ? List.of("1.0", "0.3") : List.of(offer.version());
            for (String version : versions) {
                Optional<A2aDialect> dialect = A2aDialect.of(offer.binding(), version);
                if (dialect.isPresent()) {
                    endpoints.add(
                            new AgentEndpoint(uri(offer.url()), dialect.get(), offer.tenant(), streaming(), summary()));
                }
            }
        }
        if (endpoints.isEmpty()) {
            throw notSpoken(offers);
        }
        return endpoints;
    }

    private List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        String general = card.text("protocolVersion");
        for (Json.Object each : card.objects("supportedInterfaces")) {
            String binding = each.text("protocolBinding");
            String version = each.text("protocolVersion");
            add(offers, each, binding == null ? each.text("transport") : binding, version == null ? general : version);
        }
        if (offers.isEmpty()) {
            add(offers, card, card.text("preferredTransport"), general);
            card.objects("additionalInterfaces").forEach(each -> add(offers, each, each.text("transport"), general));
        }
        return offers;
    }

    private static void add(List<Offer> offers, Json.Object from, @Nullable String binding, @Nullable String version) {
        String url = from.text("url");
        if (url != null && !url.isBlank()) {
            offers.add(new Offer(url, binding == null ? DEFAULT_BINDING : binding, version, tenant(from)));
        }
    }

    /** Some servers write an empty one. */
    private static @Nullable String tenant(Json.Object from) {
        String tenant = from.text("tenant");
        return tenant == null || tenant.isBlank() ? null : tenant;
    }

    private boolean streaming() {
        Json.Object capabilities = card.object("capabilities");
        return capabilities != null && capabilities.get("streaming") instanceof Json.Bool flag && flag.value();
    }

    private URI uri(String url) throws OutboundException {
        try {
            URI uri = location.resolve(url.strip());
            // An agent that listens on all addresses often publishes just that, which is not an address to call.
            if ("0.0.0.0".equals(uri.getHost()) || "[::]".equals(uri.getHost())) {
                return URI.create(url.strip().replaceFirst("0\\.0\\.0\\.0|\\[::]", String.valueOf(location.getHost())));
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw invalid("The agent card names an endpoint that is not a URL.");
        }
    }

    private static OutboundException notSpoken(List<Offer> offers) {
        boolean binding = offers.stream()
                .noneMatch(offer -> A2aDialect.of(offer.binding(), "1.0").isPresent());
        String offered = binding
                ? String.join(
                        ", ",
                        offers.stream()
                                .map(offer -> line(offer.binding(), 40))
                                .distinct()
                                .toList())
                : String.join(
                        ", ",
                        offers.stream()
                                .map(offer -> line(offer.version(), 40))
                                .distinct()
                                .toList());
        if (binding) {
            return new OutboundException(OutboundFailure.BINDING, "The agent offers only " + offered + ".");
        }
        boolean http03 = offers.stream()
                .anyMatch(offer -> String.valueOf(offer.version()).startsWith("0."));
        return http03 && offers.stream().noneMatch(offer -> offer.binding().equalsIgnoreCase(DEFAULT_BINDING))
                ? new OutboundException(
                        OutboundFailure.BINDING, "The agent offers A2A " + offered + " only over HTTP+JSON.")
                : new OutboundException(OutboundFailure.VERSION, "The agent offers only A2A " + offered + ".");
    }

    private static OutboundException invalid(String what) {
        return new OutboundException(OutboundFailure.CARD_INVALID, what);
    }
}
