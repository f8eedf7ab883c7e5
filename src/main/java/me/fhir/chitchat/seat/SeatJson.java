package me.fhir.chitchat.seat;

import me.fhir.chitchat.json.JsonWriter;

/**
 * Seats and their addresses as JSON.
 *
 * @param apiBase the address of the API without a slash at its end, such as {@code https://host/api}
 */
public record SeatJson(String apiBase) {
    private static final String API = "/api";

    /** The page's own address of a code, such as {@code https://host/s/7F3K-9QWD-2MXA}. */
    public String page(SeatCode code) {
        return site() + "/s/" + code.text();
    }

    /** The address of the web page, without a slash at its end. */
    public String site() {
        return apiBase.endsWith(API) ? apiBase.substring(0, apiBase.length() - API.length()) : apiBase;
    }

    /** A new conversation with its codes; no later response contains them. */
    public void write(JsonWriter json, SeatedConversations.Created created) {
        json.number("conversationId", created.conversation());
        json.object("host", host -> codeAndPage(host, created.host()));
        SeatCode watch = created.watch();
        if (watch == null) {
            json.raw("watch", "null");
        } else {
            json.object("watch", spectators -> codeAndPage(spectators, watch));
        }
        json.list("seats", created.seats(), (list, seat) -> {
            list.beginObject();
            write(list, seat);
            list.endObject();
        });
    }

    /** The members of a seat that is given out. */
    public void write(JsonWriter json, SeatedConversations.Handed seat) {
        json.text("agentId", seat.agentId()).text("kind", seat.kind().wireName());
        SeatCode code = seat.code();
        if (code != null) {
            codeAndPage(json, code);
            String own = apiBase + "/seats/" + code.text();
            json.text("a2a", own + "/a2a").text("mcp", own + "/mcp");
            json.text("ws", apiBase.replaceFirst("^http", "ws") + "/ws?seat=" + code.text());
        }
        json.number("revision", seat.revision());
    }

    /** The members of a seat as its host sees it later: who plays it, and no code. */
    public static void write(JsonWriter json, SeatedConversations.ShownSeat shown) {
        Seat seat = shown.seat();
        json.text("agentId", seat.place().agentId()).text("kind", seat.kind().wireName());
        json.optionalText("url", shown.url() == null ? null : shown.url().toString());
        json.flag("taken", seat.usage().taken());
        json.optionalText("via", seat.usage().via())
                .optionalText("client", seat.usage().client());
        if (seat.usage().lost()) {
            json.flag("lost", true);
        }
        json.number("revision", seat.revision());
    }

    private void codeAndPage(JsonWriter json, SeatCode code) {
        json.text("code", code.text()).text("url", page(code));
    }
}
