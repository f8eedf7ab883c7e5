package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Purpose;
import me.fhir.chitchat.llm.UnusableRequestException;

/** A chat model that answers in the conversation: own messages are the assistant's, those of all others the user's. */
public final class AssistantAgent implements Agent {
    private static final int CORRECTIONS = 3;
    private static final String INSTRUCTIONS =
            "You take part in a conversation between agents of different organisations. Answer the last message"
                    + " helpfully and briefly, in plain text.";
    private static final String CORRECTION =
            "Your last answer was empty. Answer the last message of the conversation, in plain text.";

    private final ChatModel model;
    private final AgentOptions options;
    private final RecentMessages recent = new RecentMessages();
    private final List<ChatMessage> rejected = new ArrayList<>();

    public AssistantAgent(ChatModel model, AgentOptions options) {
        this.model = model;
        this.options = options;
    }

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        recent.catchUp(context);
        rejected.clear();
        List<UnusableAnswer> unusable = new ArrayList<>();
        try {
            while (true) {
                String answer = answer(context, unusable);
                if (answer.isBlank()) {
                    closeFailed(
                            context,
                            TurnFailure.of("The model answered nothing.").with(unusable));
                    return;
                }
                DraftApproval.DraftDecision verdict = new DraftApproval(context, options.approve())
                        .of(MessagePayload.text(answer.strip()), Finality.TURN);
                if (verdict.payload() != null) {
                    context.sendMessage(verdict.payload(), Finality.TURN);
                    return;
                }
                rejected.add(ChatMessage.assistant(answer));
                rejected.add(ChatMessage.user("The person you act for rejected this answer: " + verdict.instruction()));
            }
        } catch (ModelException e) {
            closeFailed(context, TurnFailure.of(e, options.choice()).with(unusable));
        } catch (UnusableRequestException e) {
            closeFailed(context, TurnFailure.of(e, options.choice()));
        }
    }

    /** The model's answer, asked for again when there is nothing in it; blank when there never was. */
    private String answer(TurnContext context, List<UnusableAnswer> unusable)
            throws ModelException, InterruptedException {
        recent.catchUp(context);
        List<ChatMessage> messages = new ArrayList<>(messages(context));
        messages.addAll(rejected);
        ModelException last = null;
        while (unusable.size() <= CORRECTIONS) {
            try {
                ChatResponse response = model.complete(request(context, messages));
                if (!response.content().isBlank()) {
                    return response.content();
                }
                last = null;
                unusable.add(
                        new UnusableAnswer("it was empty", response.output().raw()));
            } catch (ModelException e) {
                if (e.failure().kind() != FailureKind.EMPTY) {
                    throw e;
                }
                last = e;
                unusable.add(new UnusableAnswer("it was empty", e.raw()));
            }
            if (unusable.size() == 1) {
                messages.add(ChatMessage.assistant("(nothing)"));
                messages.add(ChatMessage.user(CORRECTION));
            }
        }
        if (last != null) {
            throw last;
        }
        return "";
    }

    private void closeFailed(TurnContext context, TurnFailure failure) throws InterruptedException {
        context.sendTrace(failure.trace());
        FailedTurns failed = recent.failedTurns();
        if (failure.permanent() || failed.isHopeless(context.agentId(), context.turn())) {
            context.endAsFailed();
            return;
        }
        String apology = TurnFailure.apology(recent.messages().isEmpty(), failed.hasFailed(context.agentId()));
        DraftApproval.DraftDecision verdict =
                new DraftApproval(context, options.approve()).of(MessagePayload.text(apology), Finality.TURN);
        if (verdict.payload() != null) {
            context.sendMessage(verdict.payload(), Finality.TURN);
        }
    }

    private ChatRequest request(TurnContext context, List<ChatMessage> messages) {
        CallLabel label = new CallLabel(
                Long.toString(context.conversation()), context.agentId(), context.turn(), null, "assistant", null);
        return new ChatRequest(messages, options.choice(), options.sampling(), List.of(), label, Purpose.CHAT);
    }

    private List<ChatMessage> messages(TurnContext context) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(
                ChatMessage.system(Stream.of(INSTRUCTIONS, options.systemPromptExtra(), MannerText.of(options.manner()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("\n\n"))));
        recent.instructions(context.agentId())
                .forEach(text -> messages.add(ChatMessage.system("The person you act for tells you: " + text)));
        messages.addAll(recent.asChat(context.agentId()));
        return messages;
    }
}
