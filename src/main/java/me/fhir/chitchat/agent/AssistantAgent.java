package me.fhir.chitchat.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatMessage.Role;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Purpose;
import me.fhir.chitchat.llm.Sampling;
import me.fhir.chitchat.llm.UnusableRequestException;

/** A chat model that answers in the conversation: own messages are the assistant's, everybody else's the user's. */
public final class AssistantAgent implements Agent {
    /** How much of a long talk the model is shown: the newest messages. */
    private static final int REMEMBERED = 100;

    private static final int PAGE = 500;
    private static final EventFilter MESSAGES = new EventFilter(Set.of("message"), Set.of());
    private static final String INSTRUCTIONS =
            "You take part in a conversation between agents of different organisations. Answer the last message"
                    + " helpfully and briefly, in plain text.";
    private static final String OPEN = "Please open the conversation.";
    private static final String APOLOGY = "Sorry, I could not come up with an answer this time.";

    private final ChatModel model;
    private final AgentOptions options;

    public AssistantAgent(ChatModel model, AgentOptions options) {
        this.model = model;
        this.options = options;
    }

    @Override
    public void takeTurn(TurnContext context) throws InterruptedException {
        try {
            String answer = model.complete(request(context)).content();
            if (answer.isBlank()) {
                giveUp(context, TurnFailure.of("The model answered nothing."));
                return;
            }
            context.sendMessage(message(answer), Finality.TURN);
        } catch (ModelException e) {
            giveUp(context, TurnFailure.of(e, options.choice()));
        } catch (UnusableRequestException e) {
            giveUp(context, TurnFailure.of(e, options.choice()));
        }
    }

    private static void giveUp(TurnContext context, TurnFailure failure) throws InterruptedException {
        context.sendTrace(failure.trace());
        context.sendMessage(message(APOLOGY), Finality.TURN);
    }

    private static RawJson message(String text) {
        return new RawJson(JsonObject.EMPTY.with("text", JsonText.quote(text)).text());
    }

    private ChatRequest request(TurnContext context) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(ChatMessage.system(
                options.systemPromptExtra().isEmpty()
                        ? INSTRUCTIONS
                        : INSTRUCTIONS + "\n\n" + options.systemPromptExtra()));
        messages.addAll(history(context));
        CallLabel label = new CallLabel(
                Long.toString(context.conversation()), context.agentId(), context.turn(), null, "assistant", null);
        return new ChatRequest(messages, options.choice(), Sampling.DEFAULT, List.of(), label, Purpose.CHAT);
    }

    private static List<ChatMessage> history(TurnContext context) {
        Deque<Event> newest = newestMessages(context);
        boolean many = newest.stream()
                        .map(Event::agentId)
                        .filter(id -> !id.equals(context.agentId()))
                        .distinct()
                        .count()
                > 1;
        List<ChatMessage> history = new ArrayList<>();
        for (Event event : newest) {
            boolean own = event.agentId().equals(context.agentId());
            String text = MessageText.of(event).withAttachmentNames();
            add(history, own ? Role.ASSISTANT : Role.USER, many && !own ? event.agentId() + ": " + text : text);
        }
        // Providers want a talk to begin with the user.
        if (history.isEmpty() || history.get(0).role() == Role.ASSISTANT) {
            history.add(0, ChatMessage.user(OPEN));
        }
        return history;
    }

    /** Providers want the roles to alternate: what one side says in a row becomes one message. */
    private static void add(List<ChatMessage> history, Role role, String text) {
        int last = history.size() - 1;
        if (last >= 0 && history.get(last).role() == role) {
            history.set(last, new ChatMessage(role, history.get(last).content() + "\n\n" + text));
            return;
        }
        history.add(new ChatMessage(role, text));
    }

    private static Deque<Event> newestMessages(TurnContext context) {
        Deque<Event> newest = new ArrayDeque<>();
        long seq = 0;
        while (true) {
            List<Event> page = context.events(seq, PAGE, MESSAGES);
            for (Event event : page) {
                newest.add(event);
                if (newest.size() > REMEMBERED) {
                    newest.remove();
                }
                seq = event.seq();
            }
            if (page.size() < PAGE) {
                return newest;
            }
        }
    }
}
