package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import me.fhir.chitchat.admission.ClientAddress;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.WorldTools;

/** Opens the seats whose code stands in the address, for what their scenarios offer them. */
public record SeatWorlds(SeatGuard guard, ClientAddress addresses, WorldTools tools) {
    /**
     * Opens a seat.
     *
     * @throws ApiException (404) when the code is wrong, or not that of a seat
     * @throws me.fhir.chitchat.seat.TooManyGuesses when too many wrong codes came from the caller's address
     */
    SeatGuard.Opened open(String code, HttpServletRequest request) {
        Optional<SeatGuard.Opened> opened = SeatCode.parse(code)
                .flatMap(parsed -> guard.look(parsed, addresses.of(request)))
                .filter(found -> found.seat().place().role() == SeatRole.SEAT);
        opened.ifPresent(found -> guard.used(
                found.seat(),
                new CallerInfo(addresses.of(request), "http", request.getHeader(HttpHeaders.USER_AGENT))));
        return opened.orElseThrow(() -> new ApiException(404, "There is no such code, or it works no longer."));
    }

    /** The brief of the seat's role. */
    Brief brief(SeatGuard.Opened opened) {
        Seat.SeatPlace place = opened.seat().place();
        return opened.access()
                .conversations()
                .head(place.conversation())
                .map(head -> tools.worlds().brief(head, place.agentId()))
                .orElseThrow(() -> ConversationException.unknownConversation(place.conversation()));
    }
}
