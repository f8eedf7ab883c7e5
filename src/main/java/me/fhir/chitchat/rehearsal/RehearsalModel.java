package me.fhir.chitchat.rehearsal;

import java.time.Duration;
import java.util.List;
import me.fhir.chitchat.agent.planner.OracleCall;
import me.fhir.chitchat.agent.planner.PlannerStep;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatMessage.Role;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;

/** The provider {@code mock}: the same request always gets the same answer. May be called from any thread. */
public final class RehearsalModel implements ChatModel {
    public static final String PROVIDER = "mock";
    public static final String MODEL = "mock-model";

    /** Characters of a message; what follows costs nothing and decides nothing. */
    private static final int MAX_READ = 200_000;

    private final Duration delay;

    /** Waits for {@code delay} before each answer; zero for none. */
    public RehearsalModel(Duration delay) {
        this.delay = delay;
    }

    @Override
    public ChatResponse complete(ChatRequest request) throws InterruptedException {
        if (!delay.isZero()) {
            Thread.sleep(delay.toMillis());
        }
        String answer = answer(request);
        int prompt = request.messages().stream()
                .mapToInt(message -> message.content().length())
                .sum();
        return new ChatResponse(
                answer, List.of(), new ChatResponse.TokenUsage(prompt, answer.length(), null), PROVIDER, MODEL, "stop");
    }

    private static String answer(ChatRequest request) {
        if (request.purpose() instanceof PlannerStep step) {
            return RolePlayer.answer(step.withMessagesUpTo(MAX_READ));
        }
        if (request.purpose() instanceof OracleCall call) {
            return OracleAnswer.of(call.withMessagesUpTo(MAX_READ));
        }
        return chat(request.messages());
    }

    private static String chat(List<ChatMessage> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                return "Mock response to: \"" + messages.get(i).content() + "\"";
            }
        }
        return "Mock response with no user input";
    }
}
