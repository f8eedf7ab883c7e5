package me.fhir.chitchat.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A place where a server takes what anybody sends. */
enum FuzzTarget {
    FRAMES {
        @Override
        void send(FuzzedServer server, String input) throws Exception {
            try (FrameSender sender = FrameSender.connect(server)) {
                sender.send(input);
            }
        }
    },
    CONFIG64 {
        @Override
        void send(FuzzedServer server, String input) throws Exception {
            String config64 =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(input.getBytes(StandardCharsets.UTF_8));
            // What is longer is refused by the limit of headers, not by what reads it.
            if (config64.length() < MAX_ADDRESS_LENGTH) {
                judge(server.get("/api/bridge/" + config64 + "/mcp/diag"));
                judge(server.get("/api/bridge/" + config64 + "/a2a/.well-known/agent-card.json"));
            }
        }
    },
    A2A {
        @Override
        void send(FuzzedServer server, String input) throws Exception {
            judge(server.post(server.seat("a2a"), input));
        }
    },
    MCP {
        @Override
        void send(FuzzedServer server, String input) throws Exception {
            judge(server.post(server.seat("mcp"), input));
        }
    },
    SEATS {
        @Override
        void send(FuzzedServer server, String input) throws Exception {
            judge(server.post("/api/seated-conversations", input));
        }
    },
    SCENARIOS {
        @Override
        void send(FuzzedServer server, String input) throws Exception {
            judge(server.post("/api/scenarios", input));
            judge(server.post("/api/scenarios/check", input));
        }
    };

    private static final int MAX_ADDRESS_LENGTH = 6000;

    /**
     * Sends an input and looks at what comes back.
     *
     * @throws AssertionError when the server failed, or took too long
     */
    abstract void send(FuzzedServer server, String input) throws Exception;

    private static void judge(FuzzedServer.Answer answer) {
        // 501 is what A2A asks for. A fuzzer reaches the ceiling of running agents; any other 503 is a finding.
        boolean full = answer.status() == 503 && answer.body().contains("agents run here and at most");
        if (answer.status() >= 500 && answer.status() != 501 && !full) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        if (isInternalError(answer.body())) {
            throw new AssertionError(answer.body());
        }
    }

    /** Whether an answer in JSON-RPC says that something went wrong in the server. */
    static boolean isInternalError(String answer) {
        return answer.contains("\"code\":-32603") || answer.contains("\"code\":-32000");
    }
}
